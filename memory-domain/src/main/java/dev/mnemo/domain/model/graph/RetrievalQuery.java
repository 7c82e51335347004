package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A hybrid retrieval: full text and, with an embedding, nearest vectors.
 *
 * @param datasets where to look, and nowhere else; none finds nothing
 * @param phrasings the question's forms, each taken as plain words; the best form counts
 * @param embedding of the question; empty for full text alone
 * @param kinds what to look for, at least one
 * @param nodeSets only what carries one of these; empty for all
 * @param limit the most candidates per kind and way of finding, 1 to 1,000
 */
public record RetrievalQuery(
    Set<DatasetId> datasets,
    List<String> phrasings,
    Optional<Embedding> embedding,
    Set<Evidence.Kind> kinds,
    Set<NodeSet> nodeSets,
    int limit) {

  public RetrievalQuery {
    datasets = Set.copyOf(Require.present("datasets", datasets));
    phrasings = List.copyOf(Require.present("phrasings", phrasings));
    Require.present("embedding", embedding);
    kinds = Set.copyOf(Require.present("kinds", kinds));
    if (kinds.isEmpty()) {
      throw new InvalidInputException("kinds", kinds, "name at least one kind of evidence");
    }
    nodeSets = Set.copyOf(Require.present("node sets", nodeSets));
    Require.between("limit", limit, 1, 1_000);
  }
}
