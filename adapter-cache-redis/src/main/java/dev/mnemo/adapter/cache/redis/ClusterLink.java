package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Connections to the nodes of a Cluster; the driver follows moved slots and reconnects. */
final class ClusterLink implements RedisLink {

  private final RedisClusterClient client;
  private final StatefulRedisClusterConnection<String, String> reading;
  private final StatefulRedisClusterConnection<String, String> writing;
  private final AtomicBoolean refreshing = new AtomicBoolean();

  private ClusterLink(
      RedisClusterClient client,
      StatefulRedisClusterConnection<String, String> reading,
      StatefulRedisClusterConnection<String, String> writing) {
    this.client = client;
    this.reading = reading;
    this.writing = writing;
  }

  static CompletionStage<RedisLink> open(RedisClusterClient client, boolean confirming) {
    // Connecting without blocking needs the nodes to be known before.
    CompletionStage<StatefulRedisClusterConnection<String, String>> first =
        client
            .refreshPartitionsAsync()
            .thenCompose(known -> client.connectAsync(StrictUtf8Codec.INSTANCE));
    return confirming
        ? first.thenCompose(
            writing ->
                client
                    .connectAsync(StrictUtf8Codec.INSTANCE)
                    .whenComplete(
                        (opened, failure) -> {
                          if (failure != null) {
                            writing.closeAsync();
                          }
                        })
                    .thenApply(reading -> new ClusterLink(client, reading, writing)))
        : first.thenApply(both -> new ClusterLink(client, both, both));
  }

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return reading.async();
  }

  @Override
  public RedisClusterAsyncCommands<String, String> writing() {
    return writing.async();
  }

  @Override
  public boolean isUsable() {
    return reading.isOpen() && writing.isOpen();
  }

  @Override
  public void doubt() {
    // Another node may have taken over the slots of the one that is silent.
    if (refreshing.compareAndSet(false, true)) {
      client.refreshPartitionsAsync().whenComplete((done, failed) -> refreshing.set(false));
    }
  }

  @Override
  public CompletionStage<Long> replicated(Set<String> keys, int replicas, long timeoutMillis) {
    Map<RedisURI, CompletableFuture<Long>> confirmed = new HashMap<>();
    for (String key : keys) {
      RedisClusterNode node = writing.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
      if (node == null) {
        return CompletableFuture.completedFuture(0L);
      }
      // By host and port it is the connection that the command on the key went over.
      confirmed.computeIfAbsent(
          node.getUri(),
          uri ->
              writing
                  .getConnectionAsync(uri.getHost(), uri.getPort())
                  .thenCompose(one -> one.async().waitForReplication(replicas, timeoutMillis))
                  .toCompletableFuture());
    }
    CompletableFuture<Long> fewest = CompletableFuture.completedFuture(Long.MAX_VALUE);
    for (CompletableFuture<Long> one : confirmed.values()) {
      fewest = fewest.thenCombine(one, Math::min);
    }
    return fewest;
  }

  @Override
  public String primaries() {
    return reading.getPartitions().stream()
        .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots())
        .map(node -> node.getNodeId() + "@" + node.getConfigEpoch())
        .sorted()
        .collect(Collectors.joining(","));
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> closing = reading.closeAsync();
    return writing.equals(reading)
        ? closing
        : CompletableFuture.allOf(closing, writing.closeAsync());
  }
}
