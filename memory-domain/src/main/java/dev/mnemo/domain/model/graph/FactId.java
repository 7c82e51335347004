package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Require;
import java.util.Locale;

/** The id of a fact, an edge of the graph; the same fact stated twice is one edge. */
public record FactId(String value) {

  public FactId {
    Require.identifier("fact id", value, 128);
  }

  /** The fact that says this, from {@code validity} on. */
  public static FactId of(
      NodeId subject, String predicate, NodeId object, boolean negated, Validity validity) {
    return new FactId(
        ContentHash.of(
                "fact",
                subject.value(),
                predicate.toLowerCase(Locale.ROOT),
                object.value(),
                Boolean.toString(negated),
                validity.validAt().map(Object::toString).orElse(""))
            .value());
  }

  @Override
  public String toString() {
    return value;
  }
}
