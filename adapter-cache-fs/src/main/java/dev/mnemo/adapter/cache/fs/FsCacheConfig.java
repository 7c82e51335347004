package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how sessions are kept in files.
 *
 * @param folder holds the database; created for its owner alone where it is missing. Several
 *     processes may use one folder of a local disk at once; a network share cannot be used, as its
 *     locks are not reliable
 * @param timeToLive how long after its last write a session expires; empty for never. It is stamped
 *     on a session by each write, so a changed setting reaches a session with its next write
 * @param lockTimeout how long a call waits while another process is writing, before it fails as
 *     unavailable
 */
public record FsCacheConfig(Path folder, Optional<Duration> timeToLive, Duration lockTimeout) {

  /** Ample for any other process that is alive. */
  public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration LONGEST_TIME_TO_LIVE = Duration.ofDays(36_525);
  private static final Duration LONGEST_LOCK_TIMEOUT = Duration.ofMinutes(10);

  public FsCacheConfig {
    if (folder == null) {
      throw InvalidInputException.missing("cache folder", "give a folder");
    }
    if (timeToLive == null) {
      throw InvalidInputException.missing("time to live", "give a duration, or empty for none");
    }
    if (lockTimeout == null) {
      throw InvalidInputException.missing("lock timeout", "give a duration, such as PT10S");
    }
    folder = folder.toAbsolutePath().normalize();
    timeToLive.ifPresent(
        ttl -> requireBetween("time to live", ttl, Duration.ofMillis(1), LONGEST_TIME_TO_LIVE));
    requireBetween("lock timeout", lockTimeout, Duration.ofMillis(1), LONGEST_LOCK_TIMEOUT);
  }

  /** Sessions in {@code folder} that never expire. */
  public static FsCacheConfig in(Path folder) {
    return new FsCacheConfig(folder, Optional.empty(), DEFAULT_LOCK_TIMEOUT);
  }

  /** This with sessions that expire {@code ttl} after their last write. */
  public FsCacheConfig withTimeToLive(Duration ttl) {
    return new FsCacheConfig(folder, Optional.of(ttl), lockTimeout);
  }

  private static void requireBetween(String field, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new InvalidInputException(field, value, "use %s to %s".formatted(min, max));
    }
  }
}
