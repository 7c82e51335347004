package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Evidence.Kind;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds and ranks evidence; where entities and facts are asked for, facts around the entities too.
 */
final class Retriever {

  private static final int MAX_LIMIT = 1_000;
  // Fusion needs more of each list than it gives out.
  private static final int LEAST_LIMIT = 40;
  private static final int DEPTH = 4;
  private static final int CENTRES = 5;
  private static final double NEARNESS = 0.3;

  private final KnowledgeGraph graph;
  private final Ranking ranking;

  Retriever(KnowledgeGraph graph, Ranking ranking) {
    this.graph = graph;
    this.ranking = ranking;
  }

  /**
   * What to find, and where.
   *
   * @param datasets nothing outside them is found; none finds nothing
   */
  record Sought(
      Set<DatasetId> datasets,
      List<String> phrasings,
      Optional<Embedding> embedding,
      Set<Kind> kinds,
      Set<NodeSet> nodeSets,
      int topK) {}

  /** The evidence, best first. */
  List<Ranked> find(Sought sought) {
    if (sought.datasets().isEmpty()) {
      return List.of();
    }
    List<Candidate> found =
        graph.retrieve(
            new RetrievalQuery(
                sought.datasets(),
                sought.phrasings(),
                sought.embedding(),
                sought.kinds(),
                sought.nodeSets(),
                limit(sought)));
    if (!sought.kinds().containsAll(Set.of(Kind.ENTITY, Kind.FACT))) {
      return ranking.best(found, sought.topK());
    }
    Map<NodeId, Double> centres = centres(found);
    return ranking
        .with(near(centres))
        .best(withFactsAround(centres.keySet(), found, sought), sought.topK());
  }

  private static int limit(Sought sought) {
    return Math.clamp((long) sought.topK() * DEPTH, LEAST_LIMIT, MAX_LIMIT);
  }

  /** The entities that the question names, with how well it names each, 0 to 1. */
  private static Map<NodeId, Double> centres(List<Candidate> found) {
    List<Candidate> named =
        found.stream()
            .filter(c -> c.evidence().kind() == Kind.ENTITY && c.textScore() > 0)
            .sorted(
                Comparator.comparingDouble(Candidate::textScore)
                    .reversed()
                    .thenComparing(c -> c.evidence().id()))
            .limit(CENTRES)
            .toList();
    Map<NodeId, Double> centres = new LinkedHashMap<>();
    for (Candidate candidate : named) {
      centres.put(
          new NodeId(candidate.evidence().id()),
          candidate.textScore() / named.getFirst().textScore());
    }
    return Collections.unmodifiableMap(centres);
  }

  private List<Candidate> withFactsAround(
      Set<NodeId> centres, List<Candidate> found, Sought sought) {
    if (centres.isEmpty()) {
      return found;
    }
    Set<String> known = new HashSet<>();
    found.forEach(candidate -> known.add(candidate.evidence().id()));
    List<Candidate> all = new ArrayList<>(found);
    for (Evidence.OfFact fact : graph.factsAbout(sought.datasets(), centres, limit(sought))) {
      if (carriesOneOf(sought.nodeSets(), fact) && known.add(fact.id())) {
        all.add(new Candidate(fact, 0, 0));
      }
    }
    return all;
  }

  private static boolean carriesOneOf(Set<NodeSet> nodeSets, Evidence evidence) {
    return nodeSets.isEmpty()
        || evidence.provenance().documents().stream()
            .anyMatch(document -> !Collections.disjoint(document.nodeSets(), nodeSets));
  }

  /** A fact is as near as the better named of its two entities. */
  private static Signal near(Map<NodeId, Double> centres) {
    return new Signal(
        "near",
        NEARNESS,
        pool ->
            candidate ->
                candidate.evidence() instanceof Evidence.OfFact fact
                    ? Math.max(
                        centres.getOrDefault(fact.subject().id(), 0.0),
                        centres.getOrDefault(fact.object().id(), 0.0))
                    : 0);
  }
}
