package dev.mnemo.bootstrap.cli;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far back a command looks. */
enum RecentRange {
  DAY("24h", Optional.of(Duration.ofHours(24))),
  WEEK("7d", Optional.of(Duration.ofDays(7))),
  MONTH("30d", Optional.of(Duration.ofDays(30))),
  ALL("all", Optional.empty());

  private final String label;
  private final Optional<Duration> length;

  RecentRange(String label, Optional<Duration> length) {
    this.label = label;
    this.length = length;
  }

  /** The range that an option names; all of time where it is not given. */
  static RecentRange of(String option, @Nullable String text) {
    if (text == null) {
      return ALL;
    }
    for (RecentRange known : values()) {
      if (known.label.equals(text)) {
        return known;
      }
    }
    throw new InvalidInputException(option, text, "use 24h, 7d, 30d or all");
  }

  /** When it begins. */
  Optional<Instant> start(Clock clock) {
    return length.map(clock.instant()::minus);
  }
}
