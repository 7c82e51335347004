package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.ModelFailureException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a model alone for half a minute when at least half of its last ten attempts, and no fewer
 * than five, failed on the server's side; then one attempt decides. Refusals are answers, and so is
 * a limit that says when it ends: neither counts.
 */
final class ChatBreaker {

  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(ChatBreaker.class);
  private static final int LAST_ATTEMPTS = 10;
  private static final int FEWEST_ATTEMPTS = 5;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final String model;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private volatile Instant until = Instant.EPOCH;
  private volatile String latest = "";

  ChatBreaker(String model, Clock clock) {
    this.model = model;
    this.clock = clock;
    this.circuit =
        CircuitBreaker.of(
            model,
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowSize(LAST_ATTEMPTS)
                .minimumNumberOfCalls(FEWEST_ATTEMPTS)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(PAUSE)
                .ignoreException(failure -> !onTheServersSide(failure))
                .build());
    circuit
        .getEventPublisher()
        .onError(error -> latest = String.valueOf(error.getThrowable().getMessage()));
    circuit
        .getEventPublisher()
        .onStateTransition(change -> changed(change.getStateTransition().getToState()));
  }

  /**
   * The attempt's result.
   *
   * @throws CallNotPermittedException if the model is left alone, without an attempt
   */
  <T> T call(Supplier<T> attempt) {
    return circuit.executeSupplier(attempt);
  }

  boolean open() {
    return circuit.getState() == State.OPEN;
  }

  /** What a caller is told who was not let through. */
  ModelFailureException leftAlone(CallNotPermittedException refused) {
    Duration left = Duration.between(clock.instant(), until);
    Duration wait = left.compareTo(SOON) > 0 ? left : SOON;
    return ModelFailureException.rateLimited(
        "the model '%s' failed too often and is left alone; it is tried again in %d seconds (%s)"
            .formatted(model, wait.plusMillis(999).toSeconds(), latest),
        wait,
        refused);
  }

  private static boolean onTheServersSide(Throwable failure) {
    return failure instanceof ModelFailureException known
        && known.retryable()
        && known.retryAfter().isEmpty()
        // Somebody ended the call.
        && !Thread.currentThread().isInterrupted();
  }

  private void changed(State state) {
    switch (state) {
      case OPEN -> {
        until = clock.instant().plus(PAUSE);
        log.warn("the model '{}' fails too often; it is left alone for {}", model, PAUSE);
      }
      case CLOSED -> log.info("the model '{}' answers again", model);
      case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY -> {}
    }
  }
}
