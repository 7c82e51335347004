package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.service.QuestionReader.ReadQuestion;
import dev.mnemo.application.service.Ranking.Placed;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Evidence.Kind;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds candidates, ranks them, and has the best described: two round trips to the graph, and a
 * call of the reranker where there is one. {@link QuestionReader} makes one more before, where the
 * question has a capital.
 */
final class Retriever {

  private static final int MAX_LIMIT = 1_000;
  // Fusion needs more of each list than it gives out.
  private static final int LEAST_LIMIT = 40;
  private static final int DEPTH = 4;

  private final KnowledgeGraph graph;
  private final Ranking ranking;
  private final Reranking reranking;
  private final Clock clock;

  Retriever(KnowledgeGraph graph, Ranking ranking, Reranking reranking, Clock clock) {
    this.graph = graph;
    this.ranking = ranking;
    this.reranking = reranking;
    this.clock = clock;
  }

  /**
   * What to find, and where.
   *
   * @param view nothing outside is found
   */
  record Sought(
      GraphView view, ReadQuestion question, Set<Kind> kinds, Set<NodeSet> nodeSets, int topK) {}

  /** The evidence, best first. */
  List<Ranked> find(Sought sought, Spending spending) {
    if (sought.view().datasets().isEmpty()) {
      return List.of();
    }
    ReadQuestion question = sought.question();
    RetrievalQuery query =
        new RetrievalQuery(
            sought.view(),
            question.phrasings(),
            question.speakers(),
            question.embedding(),
            sought.kinds(),
            sought.nodeSets(),
            limit(sought));
    List<Placed> ranked =
        ranking.best(graph.retrieve(query), query, reranking.depth(sought.topK()), clock.instant());
    List<Placed> best =
        reranking.order(ranked, question.phrasings(), spending).stream()
            .limit(sought.topK())
            .toList();
    return best.isEmpty() ? List.of() : described(best, sought.view());
  }

  private static int limit(Sought sought) {
    return Math.clamp((long) sought.topK() * DEPTH, LEAST_LIMIT, MAX_LIMIT);
  }

  // What was forgotten meanwhile is left out.
  private List<Ranked> described(List<Placed> best, GraphView view) {
    Map<EvidenceId, Evidence> evidence = new HashMap<>();
    graph
        .describe(view, best.stream().map(Placed::id).collect(Collectors.toSet()))
        .forEach(one -> evidence.put(one.evidenceId(), one));
    List<Ranked> ranked = new ArrayList<>();
    for (Placed one : best) {
      Optional.ofNullable(evidence.get(one.id()))
          .map(found -> new Ranked(ranked.size() + 1, one.score(), found, one.shares()))
          .ifPresent(ranked::add);
    }
    return ranked;
  }
}
