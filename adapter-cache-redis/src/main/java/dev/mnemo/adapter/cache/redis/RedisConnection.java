package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.BackendUnavailableException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One shared connection, made at the first use; vendor failures end here. */
final class RedisConnection implements AutoCloseable {

  private static final int REQUEST_QUEUE = 10_000;

  private final RedisCacheConfig config;
  private final ReentrantLock opening = new ReentrantLock();
  private final Map<Script, String> digests = new EnumMap<>(Script.class);
  private @Nullable RedisClient client;
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private boolean closed;

  RedisConnection(RedisCacheConfig config) {
    this.config = config;
    for (Script script : Script.values()) {
      digests.put(script, script.digest());
    }
  }

  /** Something that asks Redis and may fail as the driver fails. */
  @FunctionalInterface
  interface Call<T> {
    T on(RedisAsyncCommands<String, String> redis) throws InterruptedException;
  }

  <T> T ask(Call<T> call) {
    try {
      return call.on(open().async());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the call was interrupted; whether it took effect is not known", e);
    } catch (RedisException e) {
      throw unavailable("%s: %s".formatted(config.server(), e.getMessage()), e);
    }
  }

  /**
   * Runs a script in one round trip; sends its source where the server does not know it yet. That
   * is no blind repeat: NOSCRIPT says that nothing was run.
   */
  <T> T run(
      RedisAsyncCommands<String, String> redis,
      Script script,
      ScriptOutputType output,
      String[] keys,
      String... arguments)
      throws InterruptedException {
    try {
      return await(redis.evalsha(digests.get(script), output, keys, arguments));
    } catch (RedisNoScriptException e) {
      return await(redis.eval(script.source(), output, keys, arguments));
    }
  }

  /** The outcome of a command, within the configured time. */
  <T> T await(RedisFuture<T> future) throws InterruptedException {
    try {
      return future.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisException cause) {
        throw cause;
      }
      throw unavailable("the command failed", e);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw unavailable(
          "no answer from %s within %d ms".formatted(config.server(), config.timeout().toMillis()),
          e);
    }
  }

  private StatefulRedisConnection<String, String> open() {
    StatefulRedisConnection<String, String> open = connection;
    if (open != null) {
      return open;
    }
    opening.lock();
    try {
      if (closed) {
        throw new BackendUnavailableException(RedisSessionCache.BACKEND, "is closed");
      }
      if (connection == null) {
        if (client == null) {
          client = client();
        }
        connection = client.connect();
      }
      return connection;
    } finally {
      opening.unlock();
    }
  }

  private RedisClient client() {
    RedisURI uri = RedisURI.create(config.uri());
    uri.setTimeout(config.timeout());
    RedisClient created = RedisClient.create(uri);
    created.setOptions(
        ClientOptions.builder()
            .requestQueueSize(REQUEST_QUEUE)
            // A command must fail while the server is away, so that a search goes on without
            // memory.
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(config.timeout()).build())
            .build());
    return created;
  }

  private BackendUnavailableException unavailable(String reason, Throwable cause) {
    return new BackendUnavailableException(
        RedisSessionCache.BACKEND, reason + "; check that Redis is up and MNEMO_REDIS_URI", cause);
  }

  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      StatefulRedisConnection<String, String> open = connection;
      connection = null;
      if (open != null) {
        open.close();
      }
      if (client != null) {
        client.shutdown(0, 2, TimeUnit.SECONDS);
        client = null;
      }
    } finally {
      opening.unlock();
    }
  }
}
