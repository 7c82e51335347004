package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was asked and found.
 *
 * @param all of every kind
 * @param some those of one kind
 */
record Pool(Asked asked, List<Candidate> all, List<Candidate> some) {

  /**
   * @param now when it is asked
   */
  static Pool of(RetrievalQuery query, List<Candidate> all, Instant now) {
    return new Pool(Asked.of(query.phrasings(), now), all, all);
  }

  Pool of(List<Candidate> kind) {
    return new Pool(asked, all, kind);
  }

  /** The full-text score between nothing (0) and the best of the kind (1). */
  ToDoubleFunction<Candidate> byWords() {
    return scaled(Candidate::textScore, 0);
  }

  /**
   * The similarity between the least found (0) and the best of the kind (1): models use a narrow
   * part of the scale, so that its plain value tells little.
   */
  ToDoubleFunction<Candidate> byVector() {
    double least =
        some.stream().mapToDouble(Candidate::vectorScore).filter(s -> s > 0).min().orElse(0);
    return scaled(Candidate::vectorScore, least);
  }

  /** What words and vector say together, 0 to 1. */
  ToDoubleFunction<Candidate> found() {
    ToDoubleFunction<Candidate> words = byWords();
    ToDoubleFunction<Candidate> vector = byVector();
    return one -> (words.applyAsDouble(one) + vector.applyAsDouble(one)) / 2;
  }

  // Min-max normalisation; 0 means that it was not found that way.
  private ToDoubleFunction<Candidate> scaled(ToDoubleFunction<Candidate> score, double least) {
    double best = some.stream().mapToDouble(score).max().orElse(0);
    return candidate -> {
      double value = score.applyAsDouble(candidate);
      if (value <= 0) {
        return 0;
      }
      return best > least ? (value - least) / (best - least) : 1;
    };
  }
}
