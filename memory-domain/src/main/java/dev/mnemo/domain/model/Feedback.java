package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;

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

  /** The score mapped to 0…1, as r in {@code w ← clip(w + α(r − w))}. */
  public double reward() {
    return (score - 1) / 4.0;
  }
}
