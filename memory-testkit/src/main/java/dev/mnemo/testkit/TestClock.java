package dev.mnemo.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when a test says so; any number of threads may read and move it. */
public final class TestClock extends Clock {

  /** Where {@link #atNoon()} starts: a time with microseconds, so that nothing may round it. */
  public static final Instant NOON = Instant.parse("2026-03-14T12:00:00.123456Z");

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock standing at {@code now}. */
  public static TestClock at(Instant now) {
    return new TestClock(new AtomicReference<>(now), ZoneOffset.UTC);
  }

  /** A clock standing at {@link #NOON}. */
  public static TestClock atNoon() {
    return at(NOON);
  }

  /** Moves the clock, back too where {@code by} is negative; the new time. */
  public Instant advance(Duration by) {
    return Objects.requireNonNull(now.updateAndGet(time -> time.plus(by)));
  }

  /** Puts the clock to {@code time}. */
  public void set(Instant time) {
    now.set(time);
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same moving time, shown in another zone. */
  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}
