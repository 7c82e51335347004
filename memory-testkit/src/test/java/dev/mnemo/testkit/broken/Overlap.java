package dev.mnemo.testkit.broken;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Loses the first call that comes while another of its kind runs: a race without a lock, made
 * certain by letting calls wait a moment for company.
 */
final class Overlap {

  private static final long PATIENCE_MILLIS = 20;

  private final ReentrantLock busy = new ReentrantLock();
  private final CountDownLatch company = new CountDownLatch(1);
  private final AtomicBoolean lost = new AtomicBoolean();

  /** Does the work, or, once, only says so. */
  <T> T run(Supplier<T> work, Supplier<T> pretence) {
    if (lost.get()) {
      return work.get();
    }
    if (busy.tryLock()) {
      try {
        awaitCompany();
        return work.get();
      } finally {
        busy.unlock();
      }
    }
    if (lost.compareAndSet(false, true)) {
      company.countDown();
      return pretence.get();
    }
    return work.get();
  }

  private void awaitCompany() {
    try {
      // Whether somebody came or not, the work goes on.
      boolean ignored = company.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
