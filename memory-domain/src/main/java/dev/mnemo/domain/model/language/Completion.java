package dev.mnemo.domain.model.language;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Evidence;
import java.util.List;

/**
 * A model's whole answer.
 *
 * @param model who answered, as the user should see it
 * @param drawnFrom the evidence that the answer quotes, where the model can tell; otherwise all it
 *     was given
 */
public record Completion(String text, String model, List<Evidence> drawnFrom, Usage usage) {

  public Completion {
    Require.text("text", text);
    Require.identifier("model", model, 256);
    drawnFrom = List.copyOf(Require.present("drawn from", drawnFrom));
    Require.present("usage", usage);
  }
}
