package dev.mnemo.application.service;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What extraction found, as a dataset holds it. */
final class Findings {

  private static final String UNKNOWN_TYPE = "thing";

  private final DatasetId dataset;
  private final Slots slots;

  Findings(DatasetId dataset, Slots slots) {
    this.dataset = dataset;
    this.slots = slots;
  }

  Entity entity(FoundEntity found) {
    return new Entity(
        NodeId.entity(dataset, found.name()), found.name(), found.type(), found.description());
  }

  /** The fact's id in a dataset; the same fact has another in each. */
  static FactId id(DatasetId dataset, FoundFact found) {
    return FactId.of(
        NodeId.entity(dataset, found.subject()),
        predicate(found),
        NodeId.entity(dataset, found.object()),
        found.negated(),
        found.validity());
  }

  /**
   * @param statedBy the chunks that state it, at least one
   */
  Fact fact(
      FoundFact found, String extractor, Set<NodeId> statedBy, Optional<Embedding> embedding) {
    String predicate = predicate(found);
    return new Fact(
        id(dataset, found),
        NodeId.entity(dataset, found.subject()),
        predicate,
        NodeId.entity(dataset, found.object()),
        found.statement(),
        found.negated(),
        found.confidence(),
        extractor,
        found.validity(),
        slots.of(predicate),
        statedBy,
        embedding);
  }

  /** One entity told twice, as the graph does with what several documents say. */
  static Entity merged(Entity first, Entity second) {
    return new Entity(
        first.id(),
        first.name(),
        first.type().equals(UNKNOWN_TYPE) ? second.type() : first.type(),
        first.description().isEmpty() ? second.description() : first.description());
  }

  private static String predicate(FoundFact found) {
    return found.predicate().strip().toLowerCase(Locale.ROOT);
  }
}
