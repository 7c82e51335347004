package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoryTest {

  private static final History TWO_TURNS =
      new History(
          List.of(
              entry(1, "2026-01-31T10:15:30Z", "Where does Alice live?", "Paris.", "A chunk."),
              entry(2, "2026-01-31T10:16:00.5Z", "And\nBob?", "New York.", "")),
          List.of(new DamagedRecord("entry 'e3'", "no JSON")));

  @Test
  void theTextForPeopleShouldShowTheContext() {
    assertThat(TWO_TURNS.asText(true))
        .isEqualTo(
            """
            Previous conversation:

            [2026-01-31T10:15:30Z]
            QUESTION: Where does Alice live?
            CONTEXT: A chunk.
            ANSWER: Paris.

            [2026-01-31T10:16:00.500Z]
            QUESTION: And
            Bob?
            ANSWER: New York.
            """);
  }

  @Test
  void theTextForPromptsShouldLeaveTheContextOut() {
    assertThat(TWO_TURNS.asText(false))
        .isEqualTo(
            """
            Previous conversation:

            [2026-01-31T10:15:30Z]
            QUESTION: Where does Alice live?
            ANSWER: Paris.

            [2026-01-31T10:16:00.500Z]
            QUESTION: And
            Bob?
            ANSWER: New York.
            """);
  }

  @Test
  void anEmptyHistoryShouldBeAnEmptyText() {
    assertThat(History.EMPTY.asText(true)).isEmpty();
    assertThat(new History(List.of(), TWO_TURNS.damaged()).asText(false)).isEmpty();
  }

  private static QAEntry entry(
      long sequence, String time, String question, String answer, String context) {
    Turn turn =
        new Turn(
            new EntryId("e" + sequence),
            Instant.parse(time),
            question,
            answer,
            context,
            GraphElementIds.NONE,
            Usage.NONE,
            Metadata.NONE);
    return new QAEntry(SessionKey.of("alice", "s"), sequence, turn, Optional.empty());
  }
}
