package dev.mnemo.domain.model.language;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import java.util.List;

/**
 * How relevant several texts are to one question, in their order, and what judging cost.
 *
 * @param scores finite; higher is better, on a scale of the model's own
 */
public record Relevance(List<Double> scores, Usage usage) {

  public Relevance {
    scores = List.copyOf(Require.present("scores", scores));
    Require.present("usage", usage);
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        throw new InvalidInputException("score", score, "give finite scores");
      }
    }
  }
}
