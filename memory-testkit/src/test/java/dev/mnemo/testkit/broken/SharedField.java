package dev.mnemo.testkit.broken;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives a call what another brought that runs at the same time: a field where a local variable
 * belongs, its race made certain by letting calls wait a moment for company.
 */
final class SharedField<T> {

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private @Nullable T latest;
  private boolean mixed;

  /** What the field holds after somebody else could set it. */
  synchronized T through(T mine) {
    latest = mine;
    notifyAll();
    long end = System.nanoTime() + PATIENCE_NANOS;
    T seen = mine;
    while (!mixed && seen.equals(mine) && System.nanoTime() < end) {
      try {
        wait(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return mine;
      }
      seen = latest == null ? mine : latest;
    }
    mixed |= !seen.equals(mine);
    return seen;
  }
}
