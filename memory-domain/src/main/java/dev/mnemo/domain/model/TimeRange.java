package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time.
 *
 * @param from included; empty for the beginning of time
 * @param to excluded; empty for its end
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> to) {

  /** All of time. */
  public static final TimeRange ALL = new TimeRange(Optional.empty(), Optional.empty());

  public TimeRange {
    Require.present("from", from);
    Require.present("to", to);
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new InvalidInputException(
          "end of the time range", to.get(), "use %s or later".formatted(from.get()));
    }
  }

  public static TimeRange since(Instant from) {
    return new TimeRange(Optional.of(from), Optional.empty());
  }

  public boolean contains(Instant time) {
    return from.map(start -> !time.isBefore(start)).orElse(true)
        && to.map(time::isBefore).orElse(true);
  }
}
