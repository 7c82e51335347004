package dev.mnemo.application.port.in;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * A text to remember.
 *
 * @param title how the caller calls it, such as a file's name
 * @param time what "today" means inside it; empty for now
 */
public record NewText(String title, String text, Optional<Instant> time) {

  public NewText {
    Require.identifier("title", title, 1_024);
    if (Require.text("text", text).isBlank()) {
      throw new InvalidInputException("text '" + title + "'", text, "give a text with content");
    }
    Require.present("time", time);
  }
}
