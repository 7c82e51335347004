package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A hybrid retrieval: full text and, with an embedding, nearest vectors; where entities and facts
 * are asked for, also facts about those {@value #CENTRES} entities that the words name best.
 *
 * @param view where to look, and nowhere else
 * @param phrasings the question's forms, each taken as plain words; the best form counts
 * @param speakers the words of the phrasings, as they stand there, that name who speaks: what such
 *     people say is looked for, not where they are named; see {@link
 *     dev.mnemo.domain.port.KnowledgeGraph#speakers}
 * @param embedding of the question; empty for full text alone
 * @param kinds what to look for, at least one
 * @param nodeSets only what carries one of these; empty for all
 * @param limit the most candidates per kind and way of finding, facts about entities being a way of
 *     their own; 1 to 1,000
 */
public record RetrievalQuery(
    GraphView view,
    List<String> phrasings,
    Set<String> speakers,
    Optional<Embedding> embedding,
    Set<Evidence.Kind> kinds,
    Set<NodeSet> nodeSets,
    int limit) {

  /** Of how many entities the facts are looked at. */
  public static final int CENTRES = 5;

  public RetrievalQuery {
    Require.present("view", view);
    phrasings = List.copyOf(Require.present("phrasings", phrasings));
    speakers = Set.copyOf(Require.present("speakers", speakers));
    Require.present("embedding", embedding);
    kinds = Set.copyOf(Require.present("kinds", kinds));
    if (kinds.isEmpty()) {
      throw new InvalidInputException("kinds", kinds, "name at least one kind of evidence");
    }
    nodeSets = Set.copyOf(Require.present("node sets", nodeSets));
    Require.between("limit", limit, 1, 1_000);
  }

  /** A question that names nobody who speaks. */
  public RetrievalQuery(
      GraphView view,
      List<String> phrasings,
      Optional<Embedding> embedding,
      Set<Evidence.Kind> kinds,
      Set<NodeSet> nodeSets,
      int limit) {
    this(view, phrasings, Set.of(), embedding, kinds, nodeSets, limit);
  }

  /** The same question, of which these words name who speaks. */
  public RetrievalQuery naming(Set<String> speaking) {
    return new RetrievalQuery(view, phrasings, speaking, embedding, kinds, nodeSets, limit);
  }

  /** Whether facts about the entities that the words name are asked for. */
  public boolean wantsFactsAround() {
    return kinds.containsAll(Set.of(Evidence.Kind.ENTITY, Evidence.Kind.FACT));
  }
}
