package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.Instant;
import java.util.Optional;

/**
 * A turn as a session holds it.
 *
 * @param sequence 1, 2, 3 … in append order, gap-free when given; a deleted entry's number is not
 *     given again
 */
public record QAEntry(SessionKey session, long sequence, Turn turn, Optional<Feedback> feedback) {

  public QAEntry {
    Require.present("session key", session);
    if (sequence < 1) {
      throw new InvalidInputException("sequence", sequence, "use 1 or more");
    }
    Require.present("turn", turn);
    Require.present("feedback", feedback);
  }

  public EntryId id() {
    return turn.id();
  }

  public Instant time() {
    return turn.time();
  }

  public String question() {
    return turn.question();
  }

  public String answer() {
    return turn.answer();
  }

  /** The entry with {@code change} made to it. */
  public QAEntry changedBy(EntryChange change) {
    return switch (change) {
      case EntryChange.Answer(String text) ->
          new QAEntry(session, sequence, turn.withAnswer(text), feedback);
      case EntryChange.Rate(Feedback given) ->
          new QAEntry(session, sequence, turn, Optional.of(given));
      case EntryChange.Unrate() -> new QAEntry(session, sequence, turn, Optional.empty());
    };
  }
}
