package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * A turn to record.
 *
 * @param id given by a caller that may repeat the call; empty to have one made
 * @param time empty for now
 * @param context what the answer was drawn from, empty for nothing
 * @param used the graph elements that the answer was drawn from
 * @param usage what the answer took
 */
public record NewTurn(
    Optional<EntryId> id,
    Optional<Instant> time,
    String question,
    String answer,
    String context,
    GraphElementIds used,
    Usage usage,
    Metadata metadata) {

  public NewTurn {
    Require.present("entry id", id);
    Require.present("time", time);
    Require.text("question", question);
    Require.text("answer", answer);
    Require.text("context", context);
    Require.present("used graph elements", used);
    Require.present("usage", usage);
    Require.present("metadata", metadata);
  }

  /** A question and its answer, now. */
  public static NewTurn of(String question, String answer) {
    return new NewTurn(
        Optional.empty(),
        Optional.empty(),
        question,
        answer,
        "",
        GraphElementIds.NONE,
        Usage.NONE,
        Metadata.NONE);
  }
}
