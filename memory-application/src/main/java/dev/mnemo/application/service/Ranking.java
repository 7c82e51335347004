package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
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
  static final List<Signal> HYBRID = List.of(Signal.text(0.5), Signal.vector(0.5));

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparing(scored -> scored.evidence().id());

  private final List<Signal> signals;

  Ranking(List<Signal> signals) {
    this.signals = List.copyOf(signals);
  }

  /** This with one more signal. */
  Ranking with(Signal signal) {
    List<Signal> more = new ArrayList<>(signals);
    more.add(signal);
    return new Ranking(more);
  }

  /** The {@code topK} best. */
  List<Ranked> best(List<Candidate> candidates, int topK) {
    Map<Evidence.Kind, List<Candidate>> pools =
        candidates.stream().collect(Collectors.groupingBy(c -> c.evidence().kind()));
    List<Scored> scored = new ArrayList<>();
    pools.values().forEach(pool -> scored.addAll(scores(pool)));
    scored.sort(BEST_FIRST);

    List<Ranked> ranked = new ArrayList<>();
    for (Scored one : scored.subList(0, Math.min(topK, scored.size()))) {
      ranked.add(new Ranked(ranked.size() + 1, one.score(), one.evidence()));
    }
    return ranked;
  }

  private record Scored(double score, Evidence evidence) {}

  private List<Scored> scores(List<Candidate> pool) {
    double[] sums = new double[pool.size()];
    for (Signal signal : signals) {
      ToDoubleFunction<Candidate> value = signal.over().apply(pool);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += signal.weight() * value.applyAsDouble(pool.get(i));
      }
    }
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      Evidence evidence = pool.get(i).evidence();
      scored.add(new Scored(sums[i] * worth(evidence), evidence));
    }
    return scored;
  }

  // An entity's name alone answers less than a sentence; feedback moves a fact by a quarter at
  // most.
  private static double worth(Evidence evidence) {
    return switch (evidence) {
      case Evidence.OfChunk chunk -> 1;
      case Evidence.OfSummary summary -> 1;
      case Evidence.OfEntity entity -> 0.5;
      case Evidence.OfFact fact -> 0.75 + 0.5 * Math.clamp(fact.weight(), 0, 1);
    };
  }
}
