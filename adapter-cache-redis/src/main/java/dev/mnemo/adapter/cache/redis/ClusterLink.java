package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections to the nodes of a Cluster; the driver follows moved slots and reconnects. */
final class ClusterLink implements RedisLink {

  private final RedisClusterClient client;
  private final StatefulRedisClusterConnection<String, String> connection;
  private final AtomicBoolean refreshing = new AtomicBoolean();

  private ClusterLink(
      RedisClusterClient client, StatefulRedisClusterConnection<String, String> connection) {
    this.client = client;
    this.connection = connection;
  }

  static CompletionStage<RedisLink> open(RedisClusterClient client) {
    // Connecting without blocking needs the nodes to be known before.
    return client
        .refreshPartitionsAsync()
        .thenCompose(known -> client.connectAsync(StrictUtf8Codec.INSTANCE))
        .thenApply(connection -> new ClusterLink(client, connection));
  }

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return connection.async();
  }

  @Override
  public boolean isUsable() {
    return connection.isOpen();
  }

  @Override
  public void doubt() {
    // Another node may have taken over the slots of the one that is silent.
    if (refreshing.compareAndSet(false, true)) {
      client.refreshPartitionsAsync().whenComplete((done, failed) -> refreshing.set(false));
    }
  }

  @Override
  public CompletionStage<Long> replicated(String key, int replicas, long timeoutMillis) {
    RedisClusterNode node = connection.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
    if (node == null) {
      return CompletableFuture.completedFuture(0L);
    }
    // By host and port it is the connection that the command on the key went over.
    return connection
        .getConnectionAsync(node.getUri().getHost(), node.getUri().getPort())
        .thenCompose(one -> one.async().waitForReplication(replicas, timeoutMillis));
  }

  @Override
  public void close() {
    connection.closeAsync();
  }
}
