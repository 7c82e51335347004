package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SessionKeyTest {

  @Test
  void keysThatLookAlikeWhenJoinedShouldDiffer() {
    assertThat(SessionKey.of("a:b", "c")).isNotEqualTo(SessionKey.of("a", "b:c"));
    assertThat(SessionKey.of("a", "s")).isNotEqualTo(SessionKey.of("A", "s"));
    assertThat(SessionKey.of("a", "s")).isEqualTo(SessionKey.of("a", "s"));
  }

  @Test
  void aCallThatNamesNothingShouldHaveItsUserAndItsSession() {
    SessionKey key = UserScope.DEFAULT.session(SessionId.DEFAULT);

    assertThat(key).isEqualTo(SessionKey.of("default_user", "default_session"));
  }

  @Test
  void aScopeShouldNameSessionsOfItsOwnUserAlone() {
    UserScope scope = UserScope.of(new UserId("alice"));

    assertThat(scope.session(new SessionId("s"))).isEqualTo(SessionKey.of("alice", "s"));
    assertThat(scope.admin()).isFalse();
  }
}
