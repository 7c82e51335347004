package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * When a fact is true in the world.
 *
 * @param validAt from when on, included; empty where not known
 * @param invalidAt until when, excluded; empty where it still holds or is not known
 */
public record Validity(Optional<Instant> validAt, Optional<Instant> invalidAt) {

  /** True at a time nobody told. */
  public static final Validity UNKNOWN = new Validity(Optional.empty(), Optional.empty());

  public Validity {
    Require.present("valid at", validAt);
    Require.present("invalid at", invalidAt);
    if (validAt.isPresent() && invalidAt.isPresent() && invalidAt.get().isBefore(validAt.get())) {
      throw new InvalidInputException(
          "invalid at", invalidAt.get(), "use a time not before valid at, " + validAt.get());
    }
  }

  /** True from {@code start} on. */
  public static Validity from(Instant start) {
    return new Validity(Optional.of(start), Optional.empty());
  }

  /** Whether it may hold at {@code time}; an unknown bound does not exclude. */
  public boolean includes(Instant time) {
    return validAt.map(start -> !time.isBefore(start)).orElse(true)
        && invalidAt.map(time::isBefore).orElse(true);
  }
}
