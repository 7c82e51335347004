package dev.mnemo.adapter.cache.fs;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Pauses between attempts, short at first, until a total is spent. SQLite's own waiting polls so
 * rarely that a process can starve beside one that writes without a break.
 */
final class Patience {

  private static final long FIRST_NANOS = 50_000;
  private static final long LONGEST_NANOS = 2_000_000;

  private long left;
  private long next = FIRST_NANOS;

  Patience(Duration total) {
    this.left = total.toNanos();
  }

  /** Waits a little; false, at once, where the total is spent. */
  boolean pause() {
    if (left <= 0) {
      return false;
    }
    // An interrupt would turn every pause into none; the caller finds it again afterwards.
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(next);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    left -= next;
    next = Math.min(next * 2, LONGEST_NANOS);
    return true;
  }
}
