package dev.mnemo.application.port.in;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to find.
 *
 * @param dataset only that dataset; empty for all that the caller may read
 * @param kinds at least one
 * @param nodeSets only what carries one of these; empty for all
 * @param topK how many results at most, 1 to 1,000
 */
public record RecallRequest(
    String question,
    Optional<DatasetRef> dataset,
    Set<Evidence.Kind> kinds,
    Set<NodeSet> nodeSets,
    int topK) {

  public RecallRequest {
    if (Require.text("question", question).isBlank()) {
      throw new InvalidInputException("question", question, "ask something");
    }
    Require.present("dataset", dataset);
    kinds = Set.copyOf(Require.present("kinds", kinds));
    nodeSets = Set.copyOf(Require.present("node sets", nodeSets));
    Require.between("top_k", topK, 1, 1_000);
  }

  /** Facts and chunks about a question, from everything the caller may read. */
  public static RecallRequest of(String question, int topK) {
    return new RecallRequest(
        question,
        Optional.empty(),
        Set.of(Evidence.Kind.FACT, Evidence.Kind.CHUNK),
        Set.of(),
        topK);
  }
}
