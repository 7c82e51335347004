package dev.mnemo.application.service;

import dev.mnemo.application.RankingWeights;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Puts candidates in order: a weighted sum of signals, each normalised over the candidates of one
 * kind, times what the kind and the feedback are worth, or divided by it where the sum is negative,
 * so that good feedback always raises. Scores are fused rather than ranks, which keep less of what
 * the searches know. Equal scores are ordered by id.
 */
final class Ranking {

  private static final Comparator<Placed> BEST_FIRST =
      Comparator.comparingDouble(Placed::score)
          .reversed()
          .thenComparing(placed -> placed.id().id());

  private final List<Signal> signals;
  private final RankingWeights weights;

  Ranking(RankingWeights weights) {
    this(Signals.ALL, weights);
  }

  Ranking(List<Signal> signals, RankingWeights weights) {
    this.signals = signals.stream().filter(one -> weights.of(one.name()) != 0).toList();
    this.weights = weights;
  }

  /** A candidate with its score, and what each signal adds to that. */
  record Placed(Candidate candidate, double score, Map<String, Double> shares) {

    EvidenceId id() {
      return candidate.id();
    }
  }

  /**
   * The {@code topK} best that say something new.
   *
   * @param now when it is asked
   */
  List<Placed> best(List<Candidate> candidates, RetrievalQuery query, int topK, Instant now) {
    Pool all = Pool.of(query, candidates, now);
    Map<Evidence.Kind, List<Candidate>> kinds =
        candidates.stream().collect(Collectors.groupingBy(one -> one.id().kind()));
    List<Placed> placed = new ArrayList<>();
    kinds.values().forEach(some -> placed.addAll(placed(all.of(some))));
    placed.sort(BEST_FIRST);
    return Fold.of(placed, topK);
  }

  private List<Placed> placed(Pool pool) {
    Map<String, ToDoubleFunction<Candidate>> values = new LinkedHashMap<>();
    signals.forEach(signal -> values.put(signal.name(), signal.over().apply(pool)));
    return pool.some().stream().map(one -> placed(one, values)).toList();
  }

  private Placed placed(Candidate one, Map<String, ToDoubleFunction<Candidate>> values) {
    Map<String, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (Map.Entry<String, ToDoubleFunction<Candidate>> signal : values.entrySet()) {
      double share = weights.of(signal.getKey()) * signal.getValue().applyAsDouble(one);
      if (share != 0) {
        shares.put(signal.getKey(), share);
        sum += share;
      }
    }
    return new Placed(one, weighed(sum, worth(one)), shares);
  }

  // Weights may be negative, and so may a sum be, which is better the nearer it is to 0.
  private static double weighed(double sum, double worth) {
    return sum < 0 ? sum / worth : sum * worth;
  }

  // Never 0. An entity's name answers less than a sentence; feedback moves it by a quarter.
  private static double worth(Candidate candidate) {
    double ofKind =
        switch (candidate.id().kind()) {
          case CHUNK, SUMMARY, FACT -> 1;
          case ENTITY -> 0.5;
        };
    return ofKind * (0.75 + 0.5 * candidate.weight());
  }
}
