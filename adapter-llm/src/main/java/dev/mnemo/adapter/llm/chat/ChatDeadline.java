package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Duration;

/**
 * When a call must have ended, its retries and pauses included; immune to a changed clock. Of one
 * thread.
 */
final class ChatDeadline {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private long end;

  private ChatDeadline(long end) {
    this.end = end;
  }

  /** Refuses what no call can be given to end in. */
  static void requireTime(String field, Duration time) {
    if (Require.present(field, time).compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(field, time, "use %s to %s".formatted(SHORTEST, LONGEST));
    }
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
