package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how sessions are kept in Redis.
 *
 * @param uri one server, {@code redis://[[user]:password@]host[:port][/database]}; Sentinel, {@code
 *     redis-sentinel://[[user]:password@]host[:port],host…[/database]#primary}; a Cluster, {@code
 *     redis-cluster://[[user]:password@]host[:port],host…}. With {@code rediss} instead of {@code
 *     redis}, over TLS
 * @param prefix what every key starts with, so that several applications can share a Redis
 * @param timeToLive a session expires that long after its last write; empty for never
 * @param timeout how long one call may take
 * @param replicas how many replicas must confirm a write before it counts as done; 0 leaves it at
 *     what the primary promises
 * @param requestQueue how many commands may wait for an answer before further ones are refused
 */
public record RedisCacheConfig(
    URI uri,
    String prefix,
    Optional<Duration> timeToLive,
    Duration timeout,
    int replicas,
    int requestQueue) {

  /** Enough for thousands of callers, and little memory. */
  public static final int DEFAULT_REQUEST_QUEUE = 10_000;

  /**
   * {@code redis://localhost:6379}, keys under {@code mnemo:}, no expiry, 4 seconds: a process that
   * has just started, on a busy machine, needs more than two for its first connection.
   */
  public static final RedisCacheConfig DEFAULT =
      new RedisCacheConfig(
          URI.create("redis://localhost:6379"), "mnemo:", Optional.empty(), Duration.ofSeconds(4));

  public RedisCacheConfig {
    RedisServers.of(uri);
    if (prefix.isBlank() || prefix.contains("{") || prefix.contains("}")) {
      throw new InvalidInputException(
          "Redis key prefix", prefix, "use a text without braces, such as mnemo:");
    }
    if (timeToLive.isPresent() && timeToLive.get().toMillis() < 1) {
      throw new InvalidInputException("time to live", timeToLive.get(), "use 1 ms or more");
    }
    if (timeout.toMillis() < 1) {
      throw new InvalidInputException("Redis timeout", timeout, "use 1 ms or more");
    }
    if (replicas < 0) {
      throw new InvalidInputException("Redis replicas", replicas, "use 0 or more");
    }
    // A listing sends that many commands at once.
    if (requestQueue < 2 * RecordReader.BATCH) {
      throw new InvalidInputException(
          "Redis request queue", requestQueue, "use %d or more".formatted(2 * RecordReader.BATCH));
    }
  }

  /** As above, confirmed by the primary alone, with the default request queue. */
  public RedisCacheConfig(URI uri, String prefix, Optional<Duration> timeToLive, Duration timeout) {
    this(uri, prefix, timeToLive, timeout, 0, DEFAULT_REQUEST_QUEUE);
  }

  /** The password is masked. */
  @Override
  public String toString() {
    return "RedisCacheConfig[uri=%s, prefix=%s, timeToLive=%s, timeout=%s, replicas=%d, requestQueue=%d]"
        .formatted(server(), prefix, timeToLive, timeout, replicas, requestQueue);
  }

  /** The servers as they may be shown. */
  String server() {
    return RedisServers.masked(uri);
  }
}
