package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One exchange as it is appended to a session.
 *
 * @param id made once by the core, or given by an import; a second append of the same id in a
 *     session returns what the first stored
 * @param time kept to the microsecond; orders nothing, the sequence number does
 * @param answer may be empty where the question is not, and the other way round
 * @param context the retrieved context the answer was drawn from, empty for none
 */
public record Turn(
    EntryId id,
    Instant time,
    String question,
    String answer,
    String context,
    GraphElementIds used,
    Usage usage,
    Metadata metadata) {

  public Turn {
    Require.present("entry id", id);
    time = Require.present("entry time", time).truncatedTo(ChronoUnit.MICROS);
    Require.text("question", question);
    Require.text("answer", answer);
    if (question.isBlank() && answer.isBlank()) {
      throw new InvalidInputException(
          "question", question, "give a question or an answer that is not blank");
    }
    Require.text("context", context);
    Require.present("used graph elements", used);
    Require.present("usage", usage);
    Require.present("metadata", metadata);
  }

  /** A turn of question and answer alone. */
  public static Turn of(EntryId id, Instant time, String question, String answer) {
    return new Turn(
        id, time, question, answer, "", GraphElementIds.NONE, Usage.NONE, Metadata.NONE);
  }

  Turn withAnswer(String changed) {
    return new Turn(id, time, question, changed, context, used, usage, metadata);
  }
}
