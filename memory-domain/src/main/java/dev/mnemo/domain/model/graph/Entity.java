package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.Require;

/**
 * A real thing that texts speak of: one node per thing within a dataset.
 *
 * @param name as first written
 * @param type such as {@code person} or {@code place}; {@code thing} where not known
 * @param description what is known of it in a sentence, empty for nothing
 */
public record Entity(NodeId id, String name, String type, String description) {

  public Entity {
    Require.present("entity id", id);
    Require.identifier("entity name", name, 1_024);
    Require.identifier("entity type", type, 128);
    Require.text("entity description", description);
  }

  /** What is known of it, readable on its own. */
  public String text() {
    return description.isEmpty()
        ? "%s (%s)".formatted(name, type)
        : "%s (%s): %s".formatted(name, type, description);
  }
}
