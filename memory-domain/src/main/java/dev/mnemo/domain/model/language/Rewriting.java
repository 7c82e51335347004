package dev.mnemo.domain.model.language;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import java.util.Optional;

/**
 * The outcome of making a follow-up stand on its own.
 *
 * @param standalone the rewritten question; empty where the question already stands alone, or where
 *     nothing in the window tells what it means
 * @param rewriter who read it, such as {@code rules} or a model's name; the usage is theirs
 */
public record Rewriting(Optional<String> standalone, String rewriter, Usage usage) {

  public Rewriting {
    Require.present("standalone question", standalone);
    standalone = standalone.filter(text -> !text.isBlank());
    Require.identifier("rewriter", rewriter, 256);
    Require.present("usage", usage);
  }
}
