package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ModelFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChatPaceTest {

  @Test
  void aCallThatComesTooSoonShouldWaitForItsTurn() {
    ChatPace pace = ChatPace.perMinute(1);
    pace.await("model");
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(ModelFailureException.class).isThrownBy(() -> pace.await("model"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void turnsShouldComeAsOftenAsAllowed() {
    ChatPace pace = ChatPace.perMinute(60_000);
    long start = System.nanoTime();

    for (int i = 0; i < 100; i++) {
      pace.await("model");
    }

    assertThat(System.nanoTime() - start).isGreaterThan(90_000_000L);
  }
}
