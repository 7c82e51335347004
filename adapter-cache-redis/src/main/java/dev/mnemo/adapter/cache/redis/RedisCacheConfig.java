package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how sessions are kept in Redis.
 *
 * @param uri {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS
 * @param prefix what every key starts with, so that several applications can share a Redis
 * @param timeToLive a session expires that long after its last write; empty for never
 * @param timeout how long one command may take
 */
public record RedisCacheConfig(
    URI uri, String prefix, Optional<Duration> timeToLive, Duration timeout) {

  /** {@code redis://localhost:6379}, keys under {@code mnemo:}, no expiry, 2 seconds. */
  public static final RedisCacheConfig DEFAULT =
      new RedisCacheConfig(
          URI.create("redis://localhost:6379"), "mnemo:", Optional.empty(), Duration.ofSeconds(2));

  public RedisCacheConfig {
    if (!"redis".equals(uri.getScheme()) && !"rediss".equals(uri.getScheme())) {
      throw new InvalidInputException(
          "Redis URI", masked(uri), "use redis://host:port, or rediss://host:port for TLS");
    }
    if (prefix.isBlank()) {
      throw new InvalidInputException("Redis key prefix", prefix, "use a text such as mnemo:");
    }
    if (timeToLive.isPresent() && timeToLive.get().toMillis() < 1) {
      throw new InvalidInputException("time to live", timeToLive.get(), "use 1 ms or more");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InvalidInputException("Redis timeout", timeout, "use more than zero");
    }
  }

  /** The password is masked. */
  @Override
  public String toString() {
    return "RedisCacheConfig[uri=%s, prefix=%s, timeToLive=%s, timeout=%s]"
        .formatted(masked(uri), prefix, timeToLive, timeout);
  }

  String server() {
    return masked(uri);
  }

  private static String masked(URI uri) {
    return uri.toString().replaceFirst("//[^@/]*@", "//***@");
  }
}
