package dev.mnemo.adapter.graph.neo4j;

import java.util.Locale;

/**
 * One of the two places that vectors have in the store, each a property with indexes of its own:
 * one holds those in use, the other those that are to take their place.
 */
enum VectorSlot {
  FIRST("embedding", "vector"),
  SECOND("embedding2", "vector2");

  private final String property;
  private final String suffix;

  VectorSlot(String property, String suffix) {
    this.property = property;
    this.suffix = suffix;
  }

  /** The property of a node that holds its vector. */
  String property() {
    return property;
  }

  /** The name of the index over a kind of nodes. */
  String index(Searchable kind) {
    return "mnemo_%s_%s".formatted(kind.name().toLowerCase(Locale.ROOT), suffix);
  }

  VectorSlot other() {
    return switch (this) {
      case FIRST -> SECOND;
      case SECOND -> FIRST;
    };
  }
}
