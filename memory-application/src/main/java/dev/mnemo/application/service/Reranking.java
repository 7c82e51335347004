package dev.mnemo.application.service;

import dev.mnemo.application.service.Ranking.Placed;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.language.Relevance;
import dev.mnemo.domain.port.Reranker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the best of a ranking in the order that a reranker gives them, where there is one; where it
 * fails, the ranking stands. Equal scores keep the ranking's order.
 */
final class Reranking {

  private static final Logger log = LoggerFactory.getLogger(Reranking.class);

  /**
   * How many of the best are judged at most, however many are wanted: below, hardly anything
   * relevant is left, and each takes its time.
   */
  private static final int JUDGED = 50;

  private static final Comparator<Placed> BEST_FIRST =
      Comparator.comparingDouble(Placed::score).reversed();

  private final Optional<Reranker> reranker;

  Reranking(Optional<Reranker> reranker) {
    this.reranker = reranker;
  }

  /** How many of a ranking to give it, for so many in the end. */
  int depth(int topK) {
    return reranker.isPresent() ? Math.max(topK, JUDGED) : topK;
  }

  /**
   * The best in the reranker's order, then the others as they were, with the scores of ranking.
   *
   * @param phrasings of the question, the one that stands alone first
   */
  List<Placed> order(List<Placed> ranked, List<String> phrasings, Spending spending) {
    if (reranker.isEmpty() || ranked.isEmpty() || phrasings.isEmpty()) {
      return ranked;
    }
    try {
      List<Placed> best = ranked.subList(0, Math.min(JUDGED, ranked.size()));
      List<Double> scores = judge(reranker.get(), best, phrasings.getFirst(), spending);
      List<Placed> ordered = new ArrayList<>(ranked.size());
      for (int i = 0; i < best.size(); i++) {
        double score = scores.get(i);
        ordered.add(new Placed(best.get(i).candidate(), score, Map.of("reranker", score)));
      }
      ordered.sort(BEST_FIRST);
      ordered.addAll(ranked.subList(best.size(), ranked.size()));
      return List.copyOf(ordered);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      log.warn("the order is that of ranking, because reranking failed: {}", e.toString());
      return ranked;
    }
  }

  private static List<Double> judge(
      Reranker reranker, List<Placed> ranked, String question, Spending spending) {
    List<String> texts = ranked.stream().map(one -> one.candidate().text()).toList();
    Relevance relevance;
    try {
      relevance = reranker.judge(question, texts);
    } catch (ModelFailureException e) {
      spending.add(Operation.RERANK, e);
      throw e;
    }
    spending.add(Operation.RERANK, reranker.name(), relevance.usage());
    if (relevance.scores().size() != texts.size()) {
      throw new IllegalStateException(
          "%s gave %d scores for %d texts"
              .formatted(reranker.name(), relevance.scores().size(), texts.size()));
    }
    return relevance.scores();
  }
}
