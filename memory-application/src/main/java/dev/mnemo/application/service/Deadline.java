package dev.mnemo.application.service;

import dev.mnemo.domain.exception.BackendUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The time that one search may take. When it is over the calling thread is interrupted, which ends
 * whatever it waits for, a model's call too; that interrupt is taken back before the caller sees
 * the failure. Work that has its result by then keeps it.
 */
final class Deadline {

  private final Duration time;
  private final long end;

  private Deadline(Duration time, long end) {
    this.time = time;
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(time, System.nanoTime() + time.toNanos());
  }

  /**
   * Works on the calling thread until the time is over.
   *
   * @param step what is waited for, as the failure names it
   * @throws BackendUnavailableException if the time is over
   */
  <T> T run(String step, Supplier<T> work) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw passed(step, new TimeoutException());
    }
    Alarm alarm = new Alarm(Thread.currentThread(), Duration.ofNanos(left));
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw alarm.off() ? passed(step, e) : e;
    } finally {
      alarm.off();
    }
  }

  private BackendUnavailableException passed(String step, Throwable cause) {
    return new BackendUnavailableException(
        "search",
        "was not over after %s ms, while it waited for %s; try again, or allow more time with MNEMO_SEARCH_TIMEOUT"
            .formatted(time.toMillis(), step),
        cause);
  }

  /** Interrupts a thread once, unless it is switched off before. */
  private static final class Alarm {

    private final Thread waiting;
    private final Thread timer;
    private boolean off;
    private boolean rung;
    private boolean interruptedBefore;

    Alarm(Thread waiting, Duration time) {
      this.waiting = waiting;
      this.timer = Thread.ofVirtual().name("mnemo-deadline").start(() -> ring(time));
    }

    private void ring(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException switchedOff) {
        return;
      }
      synchronized (this) {
        if (!off) {
          rung = true;
          interruptedBefore = waiting.isInterrupted();
          waiting.interrupt();
        }
      }
    }

    /** On the waiting thread; whether the alarm was raised. */
    boolean off() {
      timer.interrupt();
      synchronized (this) {
        if (!off && rung && !interruptedBefore) {
          Thread.interrupted();
        }
        off = true;
        return rung;
      }
    }
  }
}
