package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A primary, its replica and three Sentinels that watch them, for a test class. */
final class SentinelRedis implements BeforeAllCallback, AfterAllCallback {

  private final List<RedisProcess> sentinels = new ArrayList<>();
  private final List<RedisProcess> servers = new ArrayList<>();
  private Path folder = Path.of("");

  URI uri() {
    return URI.create(
        sentinels.stream()
            .map(sentinel -> "127.0.0.1:" + sentinel.port())
            .collect(Collectors.joining(",", "redis-sentinel://", "/0#watched")));
  }

  /** The server that was the primary at first. */
  RedisProcess primary() {
    return servers.getFirst();
  }

  /** Waits until the Sentinels name another primary than the one at first. */
  void awaitFailover() {
    String first = ":" + primary().port() + ",";
    eventually(
        "another primary",
        () -> sentinels.stream().noneMatch(sentinel -> info(sentinel, "sentinel").contains(first)));
  }

  /** The primary and its replica, whichever is which by now. */
  List<RedisProcess> servers() {
    return List.copyOf(servers);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("mnemo-redis-sentinel");
    String[] options = {"--appendonly", "yes", "--repl-diskless-sync-delay", "0"};
    RedisProcess primary = RedisProcess.start(folder.resolve("primary"), options);
    servers.add(primary);
    List<String> replica = new ArrayList<>(List.of(options));
    replica.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(primary.port())));
    servers.add(RedisProcess.start(folder.resolve("replica"), replica.toArray(String[]::new)));
    for (int i = 0; i < 3; i++) {
      sentinels.add(
          RedisProcess.startSentinel(
              folder.resolve("sentinel" + i),
              """
              sentinel monitor watched 127.0.0.1 %d 2
              sentinel down-after-milliseconds watched 1000
              sentinel failover-timeout watched 5000
              """
                  .formatted(primary.port())));
    }
    eventually("the replica", () -> info(primary, "replication").contains("state=online"));
    for (RedisProcess sentinel : sentinels) {
      eventually(
          "the Sentinels",
          () ->
              info(sentinel, "sentinel").contains("status=ok")
                  && info(sentinel, "sentinel").contains("slaves=1,sentinels=3"));
    }
  }

  private static String info(RedisProcess server, String section) {
    try (RedisClient client = RedisClient.create(server.address());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().info(section);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    sentinels.forEach(RedisProcess::close);
    servers.forEach(RedisProcess::close);
    Folders.delete(folder);
  }
}
