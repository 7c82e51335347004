package dev.mnemo.adapter.llm.chat;

import java.time.Duration;

/**
 * When a call must have ended, its retries and pauses included; immune to a changed clock. Of one
 * thread.
 */
final class ChatDeadline {

  private long end;

  private ChatDeadline(long end) {
    this.end = end;
  }

  static ChatDeadline in(Duration time) {
    return new ChatDeadline(System.nanoTime() + time.toNanos());
  }

  /** Waits for what is no part of the call, and ends as much later. */
  void without(Runnable wait) {
    long start = System.nanoTime();
    wait.run();
    end += System.nanoTime() - start;
  }

  /** Zero as soon as it has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
