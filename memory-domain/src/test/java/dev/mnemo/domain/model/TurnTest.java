package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TurnTest {

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00.123456Z");
  private static final EntryId ID = new EntryId("e1");

  @ParameterizedTest
  @CsvSource({
    "2026-03-14T12:00:00.123456789Z, 2026-03-14T12:00:00.123456Z",
    "2026-03-14T12:00:00.999999999Z, 2026-03-14T12:00:00.999999Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
    "2026-03-14T12:00:00Z, 2026-03-14T12:00:00Z"
  })
  void theTimeShouldBeKeptToTheMicrosecond(Instant given, Instant kept) {
    assertThat(Turn.of(ID, given, "q", "a").time()).isEqualTo(kept);
  }

  @Test
  void aQuestionOrAnAnswerShouldBeEnough() {
    assertThat(Turn.of(ID, NOON, "Who?", "").answer()).isEmpty();
    assertThat(Turn.of(ID, NOON, "", "Alice.").question()).isEmpty();
  }

  @Test
  void neitherShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Turn.of(ID, NOON, " ", "\n"))
        .withMessage("question was ' '; give a question or an answer that is not blank");
  }

  @Test
  void textsThatNoStoreCanKeepShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Turn.of(ID, NOON, "q", "half \ud83d"))
        .withMessageContaining("answer")
        .withMessageContaining("at index 5");
  }

  @Test
  void changesShouldTouchTheAnswerOrTheFeedbackAlone() {
    Feedback good = new Feedback(5, "good");
    QAEntry entry =
        new QAEntry(SessionKey.of("u", "s"), 3, Turn.of(ID, NOON, "q", "a"), Optional.empty());

    QAEntry rated = entry.changedBy(new EntryChange.Rate(good));
    QAEntry answered = rated.changedBy(new EntryChange.Answer("b"));
    QAEntry unrated = answered.changedBy(new EntryChange.Unrate());

    assertThat(rated).isEqualTo(new QAEntry(entry.session(), 3, entry.turn(), Optional.of(good)));
    assertThat(answered)
        .isEqualTo(new QAEntry(entry.session(), 3, Turn.of(ID, NOON, "q", "b"), Optional.of(good)));
    assertThat(unrated)
        .isEqualTo(new QAEntry(entry.session(), 3, answered.turn(), Optional.empty()));
  }

  @Test
  void numbersShouldStartAtOne() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                new QAEntry(
                    SessionKey.of("u", "s"), 0, Turn.of(ID, NOON, "q", "a"), Optional.empty()))
        .withMessage("sequence was '0'; use 1 or more");
  }
}
