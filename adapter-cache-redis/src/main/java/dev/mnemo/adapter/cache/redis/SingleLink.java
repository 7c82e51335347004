package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to one server, the present primary where Sentinels watch it. It never reconnects by
 * itself, so that no command is sent twice: it is replaced, and Sentinel asked again.
 */
final class SingleLink implements RedisLink {

  private final StatefulRedisConnection<String, String> connection;
  private final RedisClusterAsyncCommands<String, String> commands;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SingleLink(StatefulRedisConnection<String, String> connection) {
    this.connection = connection;
    this.commands = connection.async();
  }

  static CompletionStage<RedisLink> open(RedisClient client, RedisURI uri) {
    return client.connectAsync(StrictUtf8Codec.INSTANCE, uri).thenApply(SingleLink::new);
  }

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return commands;
  }

  @Override
  public boolean isUsable() {
    return !closed.get() && connection.isOpen();
  }

  @Override
  public void doubt() {
    close();
  }

  @Override
  public CompletionStage<Long> replicated(String key, int replicas, long timeoutMillis) {
    return connection.async().waitForReplication(replicas, timeoutMillis);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      connection.closeAsync();
    }
  }
}
