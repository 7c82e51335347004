package dev.mnemo.adapter.llm.chat;

import java.time.Duration;

/** When a call must have ended, its retries and pauses included; immune to a changed clock. */
final class ChatDeadline {

  private final long end;

  private ChatDeadline(long end) {
    this.end = end;
  }

  static ChatDeadline in(Duration time) {
    return new ChatDeadline(System.nanoTime() + time.toNanos());
  }

  /** Zero as soon as it has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
