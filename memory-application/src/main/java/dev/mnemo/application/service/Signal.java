package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One reason for a candidate to rank high.
 *
 * @param weight its share in the score
 * @param over given all candidates of one kind, tells each one's value, 0 to 1
 */
record Signal(
    String name, double weight, Function<List<Candidate>, ToDoubleFunction<Candidate>> over) {

  /** The full-text score between nothing (0) and the best of the kind (1). */
  static Signal text(double weight) {
    return new Signal("text", weight, pool -> new Scale(pool, Candidate::textScore).from(0));
  }

  /**
   * The similarity between the least found (0) and the best of the kind (1): models use a narrow
   * part of the scale, so that its plain value tells little.
   */
  static Signal vector(double weight) {
    return new Signal(
        "vector", weight, pool -> new Scale(pool, Candidate::vectorScore).fromLeastFound());
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
