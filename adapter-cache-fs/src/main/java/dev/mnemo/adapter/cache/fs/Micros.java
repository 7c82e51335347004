package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as stored: microseconds since 1970, which SQL can compare. */
final class Micros {

  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  /** A time to store, cut to the microsecond. */
  static long stored(String field, Instant time) {
    try {
      return exact(time);
    } catch (ArithmeticException e) {
      throw new InvalidInputException(
          field, time, "use a time between the years -290000 and 290000");
    }
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The last microsecond not after {@code time}, or the nearest there is. */
  static long floor(Instant time) {
    try {
      return exact(time);
    } catch (ArithmeticException e) {
      return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The first microsecond not before {@code time}, or the nearest there is. */
  static long ceiling(Instant time) {
    long floor = floor(time);
    boolean between = time.getNano() % 1_000 != 0;
    return between && floor < Long.MAX_VALUE && floor > Long.MIN_VALUE ? floor + 1 : floor;
  }

  /** {@code time} less {@code duration}, or the earliest time there is. */
  static Instant minus(Instant time, Duration duration) {
    try {
      return time.minus(duration);
    } catch (ArithmeticException | DateTimeException e) {
      return duration.isNegative() ? Instant.MAX : Instant.MIN;
    }
  }

  private static long exact(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / 1_000);
  }
}
