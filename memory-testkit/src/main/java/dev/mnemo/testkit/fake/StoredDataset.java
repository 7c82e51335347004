package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.WriteReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One dataset as the fake keeps it: what each document contributes. Entities and facts live as long
 * as a document supports them.
 */
final class StoredDataset {

  private record KnownFact(Fact fact, Instant createdAt) {}

  private final DatasetId id;
  private final List<GraphBatch> written = new ArrayList<>();
  private final Map<NodeId, Contribution> documents = new LinkedHashMap<>();
  private final Map<NodeId, Entity> entities = new LinkedHashMap<>();
  private final Map<FactId, KnownFact> facts = new LinkedHashMap<>();

  StoredDataset(DatasetId id) {
    this.id = id;
  }

  /** This as it is with the documents alone that a view shows. */
  StoredDataset seenBy(GraphView view) {
    StoredDataset seen = new StoredDataset(id);
    written.forEach(
        batch -> seen.write(batch, document -> holds(document) && view.shows(document)));
    return seen;
  }

  private boolean holds(Document document) {
    return Optional.ofNullable(documents.get(document.id()))
        .filter(of -> of.document().equals(document))
        .isPresent();
  }

  WriteReport write(GraphBatch batch) {
    written.add(batch);
    return write(batch, document -> true);
  }

  private WriteReport write(GraphBatch batch, Predicate<Document> taken) {
    int added = 0;
    int unchanged = 0;
    int replaced = 0;
    int nodes = 0;
    Set<NodeId> entitiesBefore = Set.copyOf(entities.keySet());
    Set<FactId> factsBefore = Set.copyOf(facts.keySet());
    for (Document document : batch.documents().stream().filter(taken).toList()) {
      Optional<Contribution> present = Optional.ofNullable(documents.get(document.id()));
      boolean same =
          present.filter(of -> of.document().content().equals(document.content())).isPresent();
      Contribution before = present.filter(of -> same).orElseGet(() -> Contribution.of(document));
      Contribution part = before.news(batch);
      if (same && part.isEmpty()) {
        unchanged++;
        continue;
      }
      added += present.isEmpty() ? 1 : 0;
      replaced += present.isPresent() && !same ? 1 : 0;
      Contribution after = before.plus(part);
      nodes += after.nodes() - before.nodes();
      documents.put(document.id(), after);
      know(part, batch);
    }
    dropUnsupported();
    nodes += Math.toIntExact(newIn(entities.keySet(), entitiesBefore));
    int created = Math.toIntExact(newIn(facts.keySet(), factsBefore));
    return new WriteReport(added, unchanged, replaced, nodes, created);
  }

  /** What is written first stays; a type and a description come from the first that tells one. */
  private void know(Contribution part, GraphBatch batch) {
    Set<NodeId> named = new HashSet<>();
    part.mentions().forEach(mention -> named.add(mention.entity()));
    for (Fact fact : batch.facts()) {
      if (part.facts().containsKey(fact.id())) {
        facts.putIfAbsent(fact.id(), new KnownFact(fact, batch.at()));
        named.add(fact.subject());
        named.add(fact.object());
      }
    }
    batch.entities().stream()
        .filter(entity -> named.contains(entity.id()))
        .forEach(entity -> entities.merge(entity.id(), entity, StoredDataset::told));
  }

  private static Entity told(Entity first, Entity later) {
    return new Entity(
        first.id(),
        first.name(),
        first.type().equals("thing") ? later.type() : first.type(),
        first.description().isEmpty() ? later.description() : first.description());
  }

  Optional<DocumentParts> parts(NodeId document, ContentHash content) {
    return Optional.ofNullable(documents.get(document))
        .filter(of -> of.document().content().equals(content))
        .map(Contribution::parts);
  }

  Optional<ContentHash> contentOf(EntryKey entry) {
    return Optional.ofNullable(documents.get(NodeId.document(id, entry)))
        .map(contribution -> contribution.document().content());
  }

  GraphCounts count() {
    return new GraphCounts(
        documents.size(),
        documents.values().stream().mapToLong(of -> of.chunks().size()).sum(),
        entities.size(),
        facts.size(),
        documents.values().stream().mapToLong(of -> of.summaries().size()).sum());
  }

  GraphCounts forget(Set<NodeId> forgotten) {
    GraphCounts before = count();
    documents.keySet().removeAll(forgotten);
    dropUnsupported();
    GraphCounts after = count();
    return new GraphCounts(
        before.documents() - after.documents(),
        before.chunks() - after.chunks(),
        before.entities() - after.entities(),
        before.facts() - after.facts(),
        before.summaries() - after.summaries());
  }

  /** What can be found of one kind. */
  List<Evidence> evidence(Evidence.Kind kind) {
    List<Evidence> found = new ArrayList<>();
    switch (kind) {
      case CHUNK -> {
        for (Contribution of : documents.values()) {
          for (Chunk chunk : of.chunks()) {
            Provenance provenance = provenance(List.of(of.document()), List.of(chunk.id()));
            found.add(new Evidence.OfChunk(chunk.id(), chunk.position(), chunk.text(), provenance));
          }
        }
      }
      case SUMMARY -> {
        for (Contribution of : documents.values()) {
          for (Summary summary : of.summaries()) {
            Provenance provenance =
                provenance(List.of(of.document()), of.chunks().stream().map(Chunk::id).toList());
            found.add(new Evidence.OfSummary(summary.id(), summary.text(), provenance));
          }
        }
      }
      case ENTITY ->
          entities
              .values()
              .forEach(entity -> found.add(new Evidence.OfEntity(entity, mentionsOf(entity.id()))));
      case FACT -> found.addAll(factEvidence());
    }
    return found;
  }

  /** As {@link #evidence}, with what a search sees of it. */
  List<Findable> findable(Evidence.Kind kind) {
    Map<NodeId, Spoken> spoken = new HashMap<>();
    documents.values().stream()
        .flatMap(of -> of.chunks().stream())
        .forEach(chunk -> chunk.spoken().ifPresent(said -> spoken.put(chunk.id(), said)));
    return evidence(kind).stream()
        .map(
            evidence ->
                evidence instanceof Evidence.OfChunk of
                    ? Findable.of(of, Optional.ofNullable(spoken.get(of.node())))
                    : Findable.of(evidence))
        .toList();
  }

  List<Evidence.OfFact> factEvidence() {
    List<Evidence.OfFact> found = new ArrayList<>();
    for (KnownFact known : facts.values()) {
      Fact fact = known.fact();
      found.add(
          new Evidence.OfFact(
              fact.id(),
              entity(fact.subject()),
              fact.predicate(),
              entity(fact.object()),
              fact.statement(),
              fact.negated(),
              fact.confidence(),
              fact.validity(),
              known.createdAt(),
              Optional.empty(),
              0.5,
              statementsOf(fact.id())));
    }
    return found;
  }

  private void dropUnsupported() {
    Set<FactId> stated = new HashSet<>();
    Set<NodeId> named = new HashSet<>();
    for (Contribution of : documents.values()) {
      stated.addAll(of.facts().keySet());
      of.mentions().forEach(mention -> named.add(mention.entity()));
    }
    facts.keySet().retainAll(stated);
    for (KnownFact known : facts.values()) {
      named.add(known.fact().subject());
      named.add(known.fact().object());
    }
    entities.keySet().retainAll(named);
  }

  private Provenance mentionsOf(NodeId entity) {
    List<Contribution> naming =
        documents.values().stream()
            .filter(of -> of.mentions().stream().anyMatch(one -> one.entity().equals(entity)))
            .toList();
    return provenance(
        naming.stream().map(Contribution::document).toList(),
        naming.stream()
            .flatMap(of -> of.mentions().stream())
            .filter(mention -> mention.entity().equals(entity))
            .map(GraphBatch.Mention::chunk)
            .distinct()
            .toList());
  }

  private Provenance statementsOf(FactId fact) {
    List<Contribution> stating =
        documents.values().stream().filter(of -> of.facts().containsKey(fact)).toList();
    return provenance(
        stating.stream().map(Contribution::document).toList(),
        stating.stream().flatMap(of -> of.facts().getOrDefault(fact, Set.of()).stream()).toList());
  }

  private Provenance provenance(List<Document> of, List<NodeId> chunks) {
    return new Provenance(id, of, chunks);
  }

  private Entity entity(NodeId node) {
    return Optional.ofNullable(entities.get(node))
        .orElseThrow(() -> new IllegalStateException("a fact without its entity " + node));
  }

  private static <T> long newIn(Set<T> now, Set<T> before) {
    return now.stream().filter(one -> !before.contains(one)).count();
  }
}
