package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.util.Optional;

/** Which time a question is about; {@link TimeWords} tells it from its words. */
sealed interface AskedTime {

  /** What each bound that is not known takes from the certainty that a fact held. */
  double UNKNOWN_BOUND = 0.1;

  /**
   * How much speaks against a fact because of when it holds: 0 for nothing, 1 where it holds at
   * another time than the one asked for.
   */
  double against(Validity validity);

  /** How well it fits that something was said then, 0 to 1; 0 where no time is named. */
  default double agrees(Instant said) {
    return 0;
  }

  /** The present: nothing is said of a time. */
  record Now(Instant now) implements AskedTime {
    @Override
    public double against(Validity validity) {
      return over(validity, now) ? 1 : 0;
    }
  }

  /** What is over, since when is not said; of what has begun without an end nothing says so. */
  record Past(Instant now) implements AskedTime {
    @Override
    public double against(Validity validity) {
      if (validity.equals(Validity.UNKNOWN)) {
        return 2 * UNKNOWN_BOUND;
      }
      return over(validity, now) ? 0 : 1;
    }
  }

  /** Something happened; whether that still holds is not asked. */
  record Ever() implements AskedTime {
    @Override
    public double against(Validity validity) {
      return 0;
    }
  }

  /**
   * A time that is named.
   *
   * @param from its start, included; empty for any time before {@code until}
   * @param until its end, excluded; empty for any time after {@code from}
   * @param parts what is named of a date, where that is all that is said of the time
   */
  record Then(Optional<Instant> from, Optional<Instant> until, DateParts parts)
      implements AskedTime {

    Then(Optional<Instant> from, Optional<Instant> until) {
      this(from, until, DateParts.NONE);
    }

    /** Facts of which is known that they held go before those that only may have. */
    @Override
    public double against(Validity validity) {
      boolean tooEarly =
          from.isPresent()
              && validity.invalidAt().filter(end -> !end.isAfter(from.get())).isPresent();
      boolean tooLate =
          until.isPresent()
              && validity.validAt().filter(start -> !start.isBefore(until.get())).isPresent();
      if (tooEarly || tooLate) {
        return 1;
      }
      return (validity.validAt().isEmpty() ? UNKNOWN_BOUND : 0)
          + (validity.invalidAt().isEmpty() ? UNKNOWN_BOUND : 0);
    }

    /** Another day of a named month fits in part, another day than the last Monday does not. */
    @Override
    public double agrees(Instant said) {
      return parts.isEmpty() ? (includes(said) ? 1 : 0) : parts.agrees(said);
    }

    private boolean includes(Instant time) {
      return from.map(start -> !time.isBefore(start)).orElse(true)
          && until.map(time::isBefore).orElse(true);
    }
  }

  /** When something was said, which tells nothing of when it held. */
  record Said(Then when) implements AskedTime {
    @Override
    public double against(Validity validity) {
      return 0;
    }

    @Override
    public double agrees(Instant said) {
      return when.agrees(said);
    }
  }

  private static boolean over(Validity validity, Instant now) {
    return validity.invalidAt().filter(end -> !end.isAfter(now)).isPresent();
  }
}
