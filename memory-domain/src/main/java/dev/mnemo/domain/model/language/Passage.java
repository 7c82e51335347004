package dev.mnemo.domain.model.language;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Instant;

/**
 * A text to extract knowledge from.
 *
 * @param preceding what was said directly before it, empty for nothing; helps to resolve pronouns,
 *     and nothing is extracted from it
 * @param time what "today" means inside it
 */
public record Passage(String text, String preceding, Instant time) {

  public Passage {
    if (Require.text("passage", text).isBlank()) {
      throw new InvalidInputException("passage", text, "give a text that is not blank");
    }
    Require.text("preceding", preceding);
    Require.present("time", time);
  }
}
