package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.ModelFailureException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repeats what failed and may succeed: up to three attempts with growing pauses, longer where the
 * provider asks for it. A pause of more than 20 seconds, or beyond the deadline, is left to the
 * caller, who learns the wait from the failure.
 */
final class ChatRetry {

  /** Waits; replaced by tests. */
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Sleeper sleeper;

  ChatRetry(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * The first success, or the last failure.
   *
   * @param repeatable asked after a failure: whether nobody has seen anything of the attempt
   */
  <T> T run(String model, ChatDeadline deadline, Supplier<T> attempt, BooleanSupplier repeatable) {
    Duration backoff = FIRST_PAUSE;
    for (int made = 1; ; made++) {
      try {
        return attempt.get();
      } catch (ModelFailureException e) {
        Duration pause = longer(backoff, e.retryAfter().orElse(Duration.ZERO));
        boolean again =
            e.retryable()
                && made < ATTEMPTS
                && repeatable.getAsBoolean()
                && !Thread.currentThread().isInterrupted()
                && pause.compareTo(LONGEST_PAUSE) <= 0
                && pause.compareTo(deadline.left()) < 0;
        if (!again) {
          throw e;
        }
        sleep(model, pause);
        backoff = backoff.multipliedBy(2);
      }
    }
  }

  private void sleep(String model, Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChatCall.interrupted(model, e);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
