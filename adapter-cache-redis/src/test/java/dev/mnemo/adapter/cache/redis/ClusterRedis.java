package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis Cluster of three primaries for a test class, each with as many replicas as asked for. */
final class ClusterRedis implements BeforeAllCallback, AfterAllCallback {

  private static final int PRIMARIES = 3;

  // A replica gives up after five seconds, where its primary was too busy to hand over.
  private static final Duration FAILOVER_ATTEMPT = Duration.ofSeconds(6);
  private static final int SLOTS = 16_384;

  private final int replicas;
  private final String[] options;
  private final List<RedisProcess> nodes = new ArrayList<>();
  private final Map<RedisProcess, String> ids = new HashMap<>();
  private Path folder = Path.of("");

  ClusterRedis(int replicas, String... options) {
    this.replicas = replicas;
    this.options = options;
  }

  URI uri() {
    return URI.create(
        nodes.stream()
            .map(node -> "127.0.0.1:" + node.port())
            .collect(Collectors.joining(",", "redis-cluster://", "")));
  }

  /** The primary that the key is kept by now. */
  RedisProcess primaryOf(String key) {
    return primaryAmong(nodes, key)
        .orElseThrow(() -> new IllegalStateException("nobody keeps " + key));
  }

  /** The primary that the key is kept by now, if it is another than one that cannot be asked. */
  Optional<RedisProcess> primaryAmongOthers(RedisProcess silent, String key) {
    return primaryAmong(nodes.stream().filter(node -> !node.equals(silent)).toList(), key);
  }

  private Optional<RedisProcess> primaryAmong(List<RedisProcess> asked, String key) {
    int slot = SlotHash.getSlot(key);
    return asked.stream()
        .filter(
            node ->
                ask(node, redis -> redis.clusterNodes())
                    .lines()
                    .filter(line -> line.contains("myself,master"))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .filter(range -> range.matches("\\d+-\\d+"))
                    .map(range -> range.split("-"))
                    .anyMatch(
                        ends ->
                            Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[1])))
        .findFirst();
  }

  /** A replica of the node. */
  RedisProcess replicaOf(RedisProcess primary) {
    String id = ids.get(primary);
    return nodes.stream()
        .filter(node -> ask(node, redis -> redis.clusterNodes()).contains("myself,slave " + id))
        .findFirst()
        .orElseThrow();
  }

  /** Every node, whether primary or replica. */
  List<RedisProcess> nodes() {
    return List.copyOf(nodes);
  }

  /** Makes a replica take over the key's slot as an operator would, without loss. */
  void failOver(String key) {
    eventually("all nodes to be well", () -> nodes.stream().allMatch(this::isReady));
    RedisProcess replica = replicaOf(primaryOf(key));
    AtomicLong nextAttempt = new AtomicLong(System.nanoTime());
    eventually(
        "the replica to take over",
        () -> {
          if (System.nanoTime() - nextAttempt.get() >= 0
              && ask(replica, redis -> redis.clusterNodes()).contains("myself,slave")) {
            ask(replica, redis -> redis.clusterFailover(false));
            nextAttempt.set(System.nanoTime() + FAILOVER_ATTEMPT.toNanos());
          }
          return primaryAmong(nodes, key).filter(replica::equals).isPresent();
        });
  }

  <T> T ask(RedisProcess node, Function<RedisCommands<String, String>, T> ask) {
    try (RedisClient client = RedisClient.create(node.address());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return ask.apply(connection.sync());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("mnemo-redis-cluster");
    for (int i = 0; i < PRIMARIES * (1 + replicas); i++) {
      List<String> all =
          new ArrayList<>(
              List.of(
                  "--cluster-enabled",
                  "yes",
                  "--cluster-node-timeout",
                  "1000",
                  "--repl-diskless-sync-delay",
                  "0"));
      all.addAll(List.of(options));
      nodes.add(RedisProcess.start(folder.resolve("node" + i), all.toArray(String[]::new)));
    }
    RedisProcess first = nodes.getFirst();
    for (int i = 0; i < nodes.size(); i++) {
      RedisProcess node = nodes.get(i);
      ids.put(node, ask(node, redis -> redis.clusterMyId()));
      int number = i;
      ask(
          node,
          redis -> {
            redis.clusterSetConfigEpoch(number + 1L);
            if (number < PRIMARIES) {
              int from = SLOTS * number / PRIMARIES;
              int to = SLOTS * (number + 1) / PRIMARIES;
              redis.clusterAddSlots(IntStream.range(from, to).toArray());
            }
            return number == 0 ? "OK" : redis.clusterMeet("127.0.0.1", first.port());
          });
    }
    for (int i = PRIMARIES; i < nodes.size(); i++) {
      RedisProcess replica = nodes.get(i);
      String primary = ids.get(nodes.get(i % PRIMARIES));
      eventually(
          "a node to know its primary",
          () -> ask(replica, redis -> redis.clusterNodes()).contains(primary));
      eventually("a replica", () -> replicates(replica, primary));
    }
    eventually("the Cluster", () -> nodes.stream().allMatch(this::isReady));
  }

  private boolean replicates(RedisProcess replica, String primary) {
    try {
      return "OK".equals(ask(replica, redis -> redis.clusterReplicate(primary)));
    } catch (RedisException e) {
      return false;
    }
  }

  private boolean isReady(RedisProcess node) {
    String info = ask(node, redis -> redis.clusterInfo());
    String replication = ask(node, redis -> redis.info("replication"));
    return info.contains("cluster_state:ok")
        && info.contains("cluster_known_nodes:" + nodes.size())
        && (replication.contains("role:slave")
            ? replication.contains("master_link_status:up")
            : replication.contains("connected_slaves:" + replicas));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    nodes.forEach(RedisProcess::close);
    Folders.delete(folder);
  }
}
