package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.util.List;

/**
 * What the user thought of an answer.
 *
 * @param score 1 (useless) to 5 (exactly right)
 * @param text the user's words, empty for none
 */
public record Feedback(int score, String text) {

  public Feedback {
    if (score < 1 || score > 5) {
      throw new InvalidInputException("feedback score", score, "use a whole number from 1 to 5");
    }
    Require.text("feedback text", text);
  }

  /** The weight of what nobody said anything of. */
  public static final double NEUTRAL = 0.5;

  private static final double LEARNING_RATE = 0.1;

  /**
   * The weight of a graph element by all feedback on it, in order: {@code w ← clip(w + α(r − w))}
   * with α = 0.1, from {@link #NEUTRAL}; 0 to 1.
   */
  public static double weight(List<Feedback> given) {
    double weight = NEUTRAL;
    for (Feedback one : given) {
      weight = Math.clamp(weight + LEARNING_RATE * (one.reward() - weight), 0.0, 1.0);
    }
    return weight;
  }

  /** The score mapped to 0…1, as r in {@code w ← clip(w + α(r − w))}. */
  public double reward() {
    return (score - 1) / 4.0;
  }
}
