package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Puts candidates in order: a weighted sum of signals, each normalised over the candidates of one
 * kind, times what the kind and the feedback are worth. Scores are fused rather than ranks, which
 * keep less of what the searches know. Equal scores are ordered by id.
 */
final class Ranking {

  /** The words and the vector count the same. */
  static final List<Signal> HYBRID =
      List.of(Signal.text(0.5), Signal.vector(0.5), Signal.near(0.3));

  private static final Comparator<Placed> BEST_FIRST =
      Comparator.comparingDouble(Placed::score)
          .reversed()
          .thenComparing(placed -> placed.id().id());

  private final List<Signal> signals;

  Ranking(List<Signal> signals) {
    this.signals = List.copyOf(signals);
  }

  /** A candidate with its score. */
  record Placed(Candidate candidate, double score) {

    EvidenceId id() {
      return candidate.id();
    }
  }

  /** The {@code topK} best. */
  List<Placed> best(List<Candidate> candidates, RetrievalQuery query, int topK) {
    Signal.Pool all = new Signal.Pool(query, candidates, candidates);
    Map<Evidence.Kind, List<Candidate>> kinds =
        candidates.stream().collect(Collectors.groupingBy(one -> one.id().kind()));
    List<Placed> placed = new ArrayList<>();
    kinds.values().forEach(some -> placed.addAll(scores(all.of(some))));
    placed.sort(BEST_FIRST);
    return List.copyOf(placed.subList(0, Math.min(topK, placed.size())));
  }

  private List<Placed> scores(Signal.Pool pool) {
    double[] sums = new double[pool.some().size()];
    for (Signal signal : signals) {
      ToDoubleFunction<Candidate> value = signal.over().apply(pool);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += signal.weight() * value.applyAsDouble(pool.some().get(i));
      }
    }
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      Candidate candidate = pool.some().get(i);
      placed.add(new Placed(candidate, sums[i] * worth(candidate)));
    }
    return placed;
  }

  // An entity's name alone answers less than a sentence; feedback moves it by a quarter at most.
  private static double worth(Candidate candidate) {
    double ofKind =
        switch (candidate.id().kind()) {
          case CHUNK, SUMMARY, FACT -> 1;
          case ENTITY -> 0.5;
        };
    return ofKind * (0.75 + 0.5 * Math.clamp(candidate.weight(), 0, 1));
  }
}
