package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param answer the model's answer; for types that do not converse, the ranked texts
 * @param question as it was understood, the history taken into account
 * @param entry the turn's id; empty where it was not remembered
 * @param notRemembered why the turn is not in the session; empty where it is
 * @param model who answered; empty for types that ask no model
 * @param sources the evidence the answer was drawn from, best first
 */
public record SearchResult(
    String answer,
    String question,
    SearchType type,
    Optional<EntryId> entry,
    Optional<String> notRemembered,
    Optional<String> model,
    List<Ranked> sources,
    Usage usage) {

  public SearchResult {
    sources = List.copyOf(sources);
  }

  /** Whether the turn is in the session. */
  public boolean remembered() {
    return entry.isPresent();
  }
}
