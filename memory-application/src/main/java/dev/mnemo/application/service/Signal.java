package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One reason for a candidate to rank high.
 *
 * @param weight its share in the score
 * @param over given the candidates of one kind, tells each one's value, 0 to 1
 */
record Signal(String name, double weight, Function<Pool, ToDoubleFunction<Candidate>> over) {

  /**
   * What was asked and found.
   *
   * @param some those of one kind
   */
  record Pool(RetrievalQuery query, List<Candidate> all, List<Candidate> some) {

    Pool of(List<Candidate> kind) {
      return new Pool(query, all, kind);
    }
  }

  /** The full-text score between nothing (0) and the best of the kind (1). */
  static Signal text(double weight) {
    return new Signal("text", weight, pool -> new Scale(pool.some(), Candidate::textScore).from(0));
  }

  /**
   * The similarity between the least found (0) and the best of the kind (1): models use a narrow
   * part of the scale, so that its plain value tells little.
   */
  static Signal vector(double weight) {
    return new Signal(
        "vector", weight, pool -> new Scale(pool.some(), Candidate::vectorScore).fromLeastFound());
  }

  /** A fact is as near as the better named of its two entities, 1 for the one named best. */
  static Signal near(double weight) {
    return new Signal("near", weight, Signal::nearness);
  }

  private static ToDoubleFunction<Candidate> nearness(Pool pool) {
    List<Candidate> named =
        pool.all().stream()
            .filter(one -> one.id().kind() == Evidence.Kind.ENTITY && one.textScore() > 0)
            .sorted(
                Comparator.comparingDouble(Candidate::textScore)
                    .reversed()
                    .thenComparing(one -> one.id().id()))
            .limit(RetrievalQuery.CENTRES)
            .toList();
    Map<NodeId, Double> centres = new HashMap<>();
    for (Candidate one : named) {
      double share = one.textScore() / named.getFirst().textScore();
      one.entities().forEach(entity -> centres.put(entity, share));
    }
    return candidate ->
        candidate.id().kind() == Evidence.Kind.FACT
            ? candidate.entities().stream()
                .mapToDouble(entity -> centres.getOrDefault(entity, 0.0))
                .max()
                .orElse(0)
            : 0;
  }

  /** Min-max normalisation of a score over a pool; 0 means that it was not found that way. */
  private record Scale(List<Candidate> pool, ToDoubleFunction<Candidate> score) {

    ToDoubleFunction<Candidate> fromLeastFound() {
      double least = pool.stream().mapToDouble(score).filter(s -> s > 0).min().orElse(0);
      return from(least);
    }

    ToDoubleFunction<Candidate> from(double least) {
      double best = pool.stream().mapToDouble(score).max().orElse(0);
      return candidate -> {
        double value = score.applyAsDouble(candidate);
        if (value <= 0) {
          return 0;
        }
        return best > least ? (value - least) / (best - least) : 1;
      };
    }
  }
}
