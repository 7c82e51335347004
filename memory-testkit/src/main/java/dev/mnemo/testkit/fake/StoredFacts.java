package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Timeline;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts that some documents state, with what ends what. */
final class StoredFacts {

  /** A subject and what is told of it. */
  private record Line(NodeId subject, String slot) {}

  private record Told(Document document, NodeId chunk, Contribution.Stated stated) {}

  private final Map<FactId, List<Told>> told = new LinkedHashMap<>();

  private StoredFacts() {}

  /**
   * @param contributions by the documents' times
   */
  static StoredFacts of(List<Contribution> contributions) {
    StoredFacts facts = new StoredFacts();
    for (Contribution of : contributions) {
      of.facts()
          .forEach(
              (fact, by) ->
                  by.entrySet().stream()
                      .sorted(Comparator.comparing(one -> one.getKey().value()))
                      .forEach(
                          one ->
                              facts
                                  .told
                                  .computeIfAbsent(fact, id -> new ArrayList<>())
                                  .add(new Told(of.document(), one.getKey(), one.getValue()))));
    }
    return facts;
  }

  Set<FactId> ids() {
    return told.keySet();
  }

  Set<NodeId> chunks(FactId fact) {
    return statements(fact).stream().map(Told::chunk).collect(Collectors.toSet());
  }

  Evidence.OfFact evidence(
      FactId id, DatasetId dataset, Map<NodeId, Entity> entities, double weight) {
    Fact fact = shown(id);
    Optional<Timeline.Ending> ending = endings(fact).stream().findFirst();
    return new Evidence.OfFact(
        id,
        entity(entities, fact.subject()),
        fact.predicate(),
        entity(entities, fact.object()),
        fact.statement(),
        fact.negated(),
        fact.confidence(),
        new Validity(
            fact.validity().validAt(),
            Stream.concat(
                    statements(id).stream()
                        .flatMap(one -> one.stated().fact().validity().invalidAt().stream()),
                    ending.map(Timeline.Ending::at).stream())
                .min(Comparator.naturalOrder())),
        knownSince(id),
        ending.map(Timeline.Ending::by).map(this::knownSince),
        weight,
        provenance(id, dataset));
  }

  private List<Timeline.Ending> endings(Fact fact) {
    return fact
        .slot()
        .map(slot -> new Line(fact.subject(), slot))
        .map(line -> Optional.ofNullable(lines().get(line)).orElse(List.of()))
        .map(statements -> new Timeline(statements).endings())
        .orElse(List.of())
        .stream()
        .filter(ending -> ending.ended().equals(fact.id()))
        .toList();
  }

  private Map<Line, List<Timeline.Statement>> lines() {
    Map<Line, List<Timeline.Statement>> lines = new HashMap<>();
    for (FactId id : told.keySet()) {
      Fact fact = shown(id);
      fact.slot()
          .ifPresent(
              slot ->
                  lines
                      .computeIfAbsent(new Line(fact.subject(), slot), line -> new ArrayList<>())
                      .add(statement(fact)));
    }
    return lines;
  }

  private Timeline.Statement statement(Fact fact) {
    return new Timeline.Statement(
        fact.id(),
        fact.object(),
        fact.negated(),
        fact.validity().validAt().orElse(statements(fact.id()).getFirst().document().time()),
        audiences(fact.id()));
  }

  /** The users whose sessions alone tell it; none where others do. */
  private Set<String> audiences(FactId id) {
    List<Source> sources = statements(id).stream().map(one -> one.document().source()).toList();
    if (!sources.stream().allMatch(Source.SessionEntry.class::isInstance)) {
      return Set.of();
    }
    return sources.stream()
        .map(Source.SessionEntry.class::cast)
        .map(Source.SessionEntry::entry)
        .map(EntryKey::session)
        .map(session -> session.user().value())
        .collect(Collectors.toSet());
  }

  private Fact shown(FactId id) {
    return statements(id).getFirst().stated().fact();
  }

  private Instant knownSince(FactId id) {
    return statements(id).stream()
        .map(one -> one.stated().at())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Provenance provenance(FactId id, DatasetId dataset) {
    return new Provenance(
        dataset,
        statements(id).stream().map(Told::document).distinct().toList(),
        statements(id).stream().map(Told::chunk).toList());
  }

  private List<Told> statements(FactId id) {
    return told.getOrDefault(id, List.of());
  }

  private static Entity entity(Map<NodeId, Entity> entities, NodeId node) {
    return Optional.ofNullable(entities.get(node))
        .orElseThrow(() -> new IllegalStateException("a fact without its entity " + node));
  }
}
