package dev.mnemo.adapter.llm.chat;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;

/** How quickly calls may follow each other; those that come sooner wait for their turn. */
final class ChatPace {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  // Longer than any queue of calls that are made at once takes.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Optional<RateLimiter> limiter;

  private ChatPace(Optional<RateLimiter> limiter) {
    this.limiter = limiter;
  }

  static ChatPace of(RateLimiter limiter) {
    return new ChatPace(Optional.of(limiter));
  }

  static ChatPace unlimited() {
    return new ChatPace(Optional.empty());
  }

  /** Evenly over the minute, as providers count in windows of their own. */
  static ChatPace perMinute(int calls) {
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitForPeriod(1)
            .limitRefreshPeriod(MINUTE.dividedBy(calls))
            .timeoutDuration(PATIENCE)
            .build();
    return of(RateLimiter.of("extraction", config));
  }

  /** Waits for the turn of the next call; fails where the thread is interrupted meanwhile. */
  void await(String model) {
    if (limiter.isPresent() && !limiter.get().acquirePermission()) {
      throw ChatCall.interrupted(model, new InterruptedException());
    }
  }
}
