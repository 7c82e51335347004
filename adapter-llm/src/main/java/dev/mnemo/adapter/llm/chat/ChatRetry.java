package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.ModelFailureException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Repeats what failed and may succeed: up to three attempts with growing pauses, longer where the
 * provider asks for it, and up to half as long again by chance, so that many callers do not come
 * back at once. A pause of more than 20 seconds, or beyond the deadline, is left to the caller, who
 * learns the wait from the failure; so is everything while the circuit breaker is open.
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
  private final RandomGenerator random;
  private final ChatBreaker breaker;

  ChatRetry(Sleeper sleeper, RandomGenerator random, ChatBreaker breaker) {
    this.sleeper = sleeper;
    this.random = random;
    this.breaker = breaker;
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
        return breaker.call(attempt);
      } catch (CallNotPermittedException e) {
        throw breaker.leftAlone(e);
      } catch (ModelFailureException e) {
        Duration asked = longer(backoff, e.retryAfter().orElse(Duration.ZERO));
        Duration pause = spread(asked);
        boolean again =
            e.retryable()
                && made < ATTEMPTS
                && repeatable.getAsBoolean()
                && !Thread.currentThread().isInterrupted()
                && !breaker.open()
                && asked.compareTo(LONGEST_PAUSE) <= 0
                && pause.compareTo(deadline.left()) < 0;
        if (!again) {
          throw e;
        }
        sleep(model, pause);
        backoff = backoff.multipliedBy(2);
      }
    }
  }

  private Duration spread(Duration pause) {
    return pause.plusMillis((long) (random.nextDouble() * pause.toMillis() / 2));
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
