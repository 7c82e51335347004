package dev.mnemo.application.service;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a small piece of work beside the calling thread until it is closed. */
final class Heartbeat implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

  private final Thread thread;

  private Heartbeat(Thread thread) {
    this.thread = thread;
  }

  /**
   * @param beat one that fails is tried again after the next period
   */
  static Heartbeat every(Duration period, Runnable beat) {
    return new Heartbeat(
        Thread.ofVirtual().name("mnemo-heartbeat").start(() -> repeat(period, beat)));
  }

  private static void repeat(Duration period, Runnable beat) {
    try {
      while (true) {
        Thread.sleep(period);
        try {
          beat.run();
        } catch (RuntimeException e) {
          log.debug("a heartbeat failed; the next one may not", e);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
