package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;
import java.util.Map;
import java.util.Optional;

/**
 * How much of a document a dataset holds.
 *
 * @param document as its first part was written
 * @param gists of each of its chunks by id, absent where its extraction has not succeeded
 * @param summarised whether its summary, the last part, is there
 */
public record DocumentParts(
    Document document, Map<NodeId, Optional<String>> gists, boolean summarised) {

  public DocumentParts {
    Require.present("document", document);
    gists = Map.copyOf(Require.present("gists", gists));
  }

  /** Whether nothing of it is left to be written. */
  public boolean whole() {
    return summarised && gists.values().stream().allMatch(Optional::isPresent);
  }
}
