package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.CorruptedDataException;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to Redis that all callers share, made at the first use; vendor failures end here. */
final class RedisConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(2);

  private final RedisCacheConfig config;
  private final ReentrantLock starting = new ReentrantLock();
  private final Opening opening;
  private @Nullable RedisClients clients;
  private volatile long lastAnswer = System.nanoTime();

  RedisConnection(RedisCacheConfig config) {
    this.config = config;
    this.opening = new Opening(() -> clients().open());
  }

  /** Something that asks Redis and may fail as the driver fails. */
  @FunctionalInterface
  interface Call<T> {
    T on(Exchange exchange) throws InterruptedException, ExecutionException, TimeoutException;
  }

  /** Makes a call within the configured time. */
  <T> T ask(Call<T> call) {
    return on(false, call);
  }

  private <T> T on(boolean writing, Call<T> call) {
    long deadline = Exchange.deadlineIn(config.timeout());
    @Nullable Exchange exchange = null;
    try {
      RedisLink link = opening.current();
      if (link == null) {
        link = Exchange.await(opening.link(), deadline);
      }
      exchange = new Exchange(link, writing, deadline);
      T answer = call.on(exchange);
      lastAnswer = System.nanoTime();
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon(exchange);
      throw unavailable("the call was interrupted; whether it took effect is not known", e);
    } catch (TimeoutException e) {
      abandon(exchange);
      throw unavailable(
          "no answer from %s within %d ms".formatted(config.server(), config.timeout().toMillis()),
          e);
    } catch (ExecutionException | CompletionException e) {
      throw failed(exchange, e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      throw unavailable(
          "the connection to %s was lost; whether the call took effect is not known"
              .formatted(config.server()),
          e);
    } catch (io.lettuce.core.RedisException e) {
      throw failed(exchange, e);
    }
  }

  /** As above for a write to a key, confirmed by as many replicas as configured. */
  <T> T write(String key, Call<T> call) {
    return on(
        true,
        exchange -> {
          exchange.wrote(key);
          T answer = call.on(exchange);
          if (config.replicas() > 0) {
            confirm(exchange);
          }
          return answer;
        });
  }

  private void confirm(Exchange exchange)
      throws InterruptedException, ExecutionException, TimeoutException {
    long millis = exchange.millisLeft() * 3 / 4 + 1;
    long confirmed =
        exchange.await(exchange.link().replicated(exchange.written(), config.replicas(), millis));
    if (confirmed < config.replicas()) {
      throw unavailable(
          "written, but confirmed by %d of %d replicas only; repeat the call"
              .formatted(confirmed, config.replicas()),
          null);
    }
  }

  /** As {@link RedisLink#primaries}; empty too while there is no link. */
  String primaries() {
    RedisLink link = opening.current();
    return link == null ? "" : link.primaries();
  }

  private void abandon(@Nullable Exchange exchange) {
    if (exchange == null) {
      return;
    }
    exchange.abandon();
    // Where others had answers meanwhile, this one was slow; where nobody had, the server is gone.
    if (lastAnswer - exchange.began() < 0) {
      exchange.link().doubt();
    }
  }

  private RuntimeException failed(@Nullable Exchange exchange, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof RedisCommandExecutionException) {
      // Redis 6.2 wraps what goes wrong within a script into an error of its own.
      if (message.contains("DAMAGED ") || message.contains("WRONGTYPE ")) {
        return new CorruptedDataException(
            "a session's stored record cannot be used: " + cleaned(message),
            "nothing was changed",
            failure);
      }
      if (message.contains("READONLY ") && exchange != null) {
        // The primary became a replica: ask again who is the primary.
        exchange.link().doubt();
      }
    }
    if (message.contains("size exceeded")) {
      return new BackendUnavailableException(
          RedisSessionCache.BACKEND,
          "more than %d commands wait for an answer of %s; try again, or lower the load"
              .formatted(config.requestQueue(), config.server()),
          failure);
    }
    if (failure instanceof IllegalStateException) {
      return new BackendUnavailableException(RedisSessionCache.BACKEND, message, failure);
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.equals(failure) ? message : message + ": " + root.getMessage();
    return unavailable("%s: %s".formatted(config.server(), cleaned(reason)), failure);
  }

  private String cleaned(String message) {
    return RedisServers.cleaned(message, config.uri());
  }

  private RedisClients clients() {
    starting.lock();
    try {
      RedisClients made = clients;
      if (made == null) {
        made = RedisClients.of(config);
        clients = made;
      }
      return made;
    } finally {
      starting.unlock();
    }
  }

  private BackendUnavailableException unavailable(String reason, @Nullable Throwable cause) {
    String text = reason + "; check that Redis is up and MNEMO_REDIS_URI";
    return cause == null
        ? new BackendUnavailableException(RedisSessionCache.BACKEND, text)
        : new BackendUnavailableException(RedisSessionCache.BACKEND, text, cause);
  }

  @Override
  public void close() {
    awaitClosed(opening.close());
    starting.lock();
    try {
      if (clients != null) {
        clients.close();
        clients = null;
      }
    } finally {
      starting.unlock();
    }
  }

  // The driver, shut down at once, would close again what closes with a Cluster's connection.
  private static void awaitClosed(CompletionStage<Void> closing) {
    try {
      Exchange.await(closing, Exchange.deadlineIn(LONGEST_CLOSING));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The connection to Redis did not end by itself", e);
    }
  }
}
