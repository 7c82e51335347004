package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.language.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * What would be sent to the model.
 *
 * @param withoutHistory why the session's history is missing; empty where it was read
 */
public record SearchPreview(Prompt prompt, List<Ranked> sources, Optional<String> withoutHistory) {

  public SearchPreview {
    sources = List.copyOf(sources);
  }
}
