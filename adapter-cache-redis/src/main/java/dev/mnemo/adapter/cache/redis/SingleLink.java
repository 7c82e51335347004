package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to one server, the present primary where Sentinels watch it. It never reconnects by
 * itself, so that no command is sent twice: it is replaced, and Sentinel asked again.
 */
final class SingleLink implements RedisLink {

  private final StatefulRedisConnection<String, String> reading;
  private final StatefulRedisConnection<String, String> writing;
  private final RedisClusterAsyncCommands<String, String> commands;
  private final RedisClusterAsyncCommands<String, String> writingCommands;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SingleLink(
      StatefulRedisConnection<String, String> reading,
      StatefulRedisConnection<String, String> writing) {
    this.reading = reading;
    this.writing = writing;
    this.commands = reading.async();
    this.writingCommands = writing.async();
  }

  static CompletionStage<RedisLink> open(RedisClient client, RedisURI uri, boolean confirming) {
    CompletionStage<StatefulRedisConnection<String, String>> first =
        client.connectAsync(StrictUtf8Codec.INSTANCE, uri);
    return confirming
        ? first.thenCompose(writing -> openBeside(writing, client, uri))
        : first.thenApply(both -> new SingleLink(both, both));
  }

  private static CompletionStage<RedisLink> openBeside(
      StatefulRedisConnection<String, String> writing, RedisClient client, RedisURI uri) {
    return client
        .connectAsync(StrictUtf8Codec.INSTANCE, uri)
        .thenCompose(
            reading -> {
              SingleLink link = new SingleLink(reading, writing);
              return server(reading)
                  .thenCombine(server(writing), String::equals)
                  .thenApply(same -> checked(link, same));
            })
        .whenComplete(
            (opened, failure) -> {
              if (failure != null) {
                writing.closeAsync();
              }
            });
  }

  // While Sentinels change the primary, they may have named one first and then the other. Reads
  // from
  // what has become a replica would go on unnoticed.
  private static RedisLink checked(SingleLink link, boolean same) {
    if (same) {
      return link;
    }
    link.reading.closeAsync();
    throw new RedisException("the primary changed while connecting");
  }

  private static CompletionStage<String> server(
      StatefulRedisConnection<String, String> connection) {
    return connection
        .async()
        .info("server")
        .thenApply(
            info -> info.lines().filter(line -> line.startsWith("run_id:")).findFirst().orElse(""));
  }

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return commands;
  }

  @Override
  public RedisClusterAsyncCommands<String, String> writing() {
    return writingCommands;
  }

  @Override
  public boolean isUsable() {
    return !closed.get() && reading.isOpen() && writing.isOpen();
  }

  @Override
  public void doubt() {
    close();
  }

  @Override
  public CompletionStage<Long> replicated(Set<String> keys, int replicas, long timeoutMillis) {
    return writing.async().waitForReplication(replicas, timeoutMillis);
  }

  @Override
  public String primaries() {
    return "";
  }

  @Override
  public CompletionStage<Void> close() {
    if (!closed.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> closing = reading.closeAsync();
    return writing.equals(reading)
        ? closing
        : CompletableFuture.allOf(closing, writing.closeAsync());
  }
}
