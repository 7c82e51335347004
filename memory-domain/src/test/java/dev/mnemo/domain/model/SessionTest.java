package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SessionTest {

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);

  @Test
  void aSessionShouldRunUntilItsWholeIdleTimeIsOver() {
    Session session = session(Optional.empty());

    assertThat(session.statusAt(NOON.minusSeconds(1), IDLE)).isEqualTo(SessionStatus.RUNNING);
    assertThat(session.statusAt(NOON.plus(IDLE), IDLE)).isEqualTo(SessionStatus.RUNNING);
    assertThat(session.statusAt(NOON.plus(IDLE).plusNanos(1), IDLE))
        .isEqualTo(SessionStatus.ABANDONED);
  }

  @Test
  void anEndedSessionShouldNeverCountAsAbandoned() {
    Instant later = NOON.plus(Duration.ofDays(999));

    assertThat(session(Optional.of(Ending.Outcome.COMPLETED)).statusAt(later, IDLE))
        .isEqualTo(SessionStatus.COMPLETED);
    assertThat(session(Optional.of(Ending.Outcome.FAILED)).statusAt(later, IDLE))
        .isEqualTo(SessionStatus.FAILED);
  }

  private static Session session(Optional<Ending.Outcome> outcome) {
    return new Session(
        SessionKey.of("alice", "s"),
        NOON.minusSeconds(60),
        NOON,
        outcome.map(one -> new Ending(one, NOON)),
        1,
        Usage.NONE,
        Metadata.NONE,
        Optional.empty());
  }
}
