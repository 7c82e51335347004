package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.fake.FakeSessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private static final SessionKey KEY = SessionKey.of("alice", "talk");
  private static final Duration SHORT = Duration.ofMillis(3);

  private final TestClock clock = TestClock.atNoon();
  private final FakeSessionClaims claims = new FakeSessionClaims();

  @Test
  void aBeatShouldBeRepeatedAlsoAfterOneThatFailed() throws InterruptedException {
    CountDownLatch beats = new CountDownLatch(3);

    try (Heartbeat beating =
        Heartbeat.every(
            SHORT,
            () -> {
              beats.countDown();
              throw new IllegalStateException("not this time");
            })) {
      assertThat(beats.await(30, TimeUnit.SECONDS)).as("%s beats", beating).isTrue();
    }
  }

  @Test
  void aClaimShouldBeKeptUpAsLongAsItIsHeld() throws InterruptedException {
    CountDownLatch extended = new CountDownLatch(2);
    SessionClaims watched =
        Intercepted.port(
            SessionClaims.class,
            claims,
            (method, arguments, original) -> {
              Object result = original.proceed();
              if (method.equals("extend")) {
                extended.countDown();
              }
              return result;
            });
    Instant now = clock.instant();
    SessionClaim claim = claims.claim(KEY, "me", now, now.plus(SHORT)).orElseThrow();
    clock.advance(Duration.ofDays(1));

    try (HeldClaim held = new HeldClaim(watched, claim, clock, SHORT)) {
      assertThat(extended.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(held.lost()).isFalse();
      assertThat(held.claim().until()).isEqualTo(clock.instant().plus(SHORT));
    }
    assertThat(claims.claim(KEY, "another", clock.instant(), clock.instant().plus(SHORT)))
        .isPresent();
  }

  @Test
  void aClaimThatAnotherSeizedShouldBeLostAndLeftToThem() {
    Instant now = clock.instant();
    SessionClaim claim = claims.claim(KEY, "me", now, now.plusSeconds(60)).orElseThrow();

    try (HeldClaim held = new HeldClaim(claims, claim, clock, Duration.ofMinutes(1))) {
      claims.seize(KEY, "another", now.plusSeconds(60));

      assertThat(held.lost()).isTrue();
    }
    assertThat(claims.claim(KEY, "third", now, now.plusSeconds(60))).isEmpty();
  }
}
