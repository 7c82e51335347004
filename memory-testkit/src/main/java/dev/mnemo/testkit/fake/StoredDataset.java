package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
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

/**
 * One dataset as the fake keeps it: what each document contributes. Entities and facts live as long
 * as a document supports them.
 */
final class StoredDataset {

  /** What one document brings along; a fact's chunks are those of this document alone. */
  private record Contribution(
      Document document,
      List<Chunk> chunks,
      List<GraphBatch.Mention> mentions,
      Map<FactId, Set<NodeId>> facts,
      List<Summary> summaries) {}

  private record KnownFact(Fact fact, Instant createdAt) {}

  private final DatasetId id;
  private final Map<NodeId, Contribution> documents = new LinkedHashMap<>();
  private final Map<NodeId, Entity> entities = new LinkedHashMap<>();
  private final Map<FactId, KnownFact> facts = new LinkedHashMap<>();

  StoredDataset(DatasetId id) {
    this.id = id;
  }

  WriteReport write(GraphBatch batch) {
    int added = 0;
    int unchanged = 0;
    int replaced = 0;
    int nodes = 0;
    Set<NodeId> entitiesBefore = Set.copyOf(entities.keySet());
    Set<FactId> factsBefore = Set.copyOf(facts.keySet());
    for (Document document : batch.documents()) {
      Optional<Contribution> present = Optional.ofNullable(documents.get(document.id()));
      if (present.filter(of -> of.document().content().equals(document.content())).isPresent()) {
        unchanged++;
        continue;
      }
      added += present.isEmpty() ? 1 : 0;
      replaced += present.isPresent() ? 1 : 0;
      Contribution contribution = contribution(batch, document);
      nodes += contribution.chunks().size() + contribution.summaries().size();
      documents.put(document.id(), contribution);
    }
    batch.entities().forEach(entity -> entities.putIfAbsent(entity.id(), entity));
    batch.facts().forEach(fact -> facts.putIfAbsent(fact.id(), new KnownFact(fact, batch.at())));
    dropUnsupported();
    nodes += Math.toIntExact(newIn(entities.keySet(), entitiesBefore));
    int created = Math.toIntExact(newIn(facts.keySet(), factsBefore));
    return new WriteReport(added, unchanged, replaced, nodes, created);
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

  private static Contribution contribution(GraphBatch batch, Document document) {
    List<Chunk> chunks =
        batch.chunks().stream().filter(chunk -> chunk.document().equals(document.id())).toList();
    Set<NodeId> chunkIds = new HashSet<>();
    chunks.forEach(chunk -> chunkIds.add(chunk.id()));
    Map<FactId, Set<NodeId>> stated = new HashMap<>();
    for (Fact fact : batch.facts()) {
      Set<NodeId> here = new HashSet<>(fact.statedBy());
      here.retainAll(chunkIds);
      if (!here.isEmpty()) {
        stated.put(fact.id(), here);
      }
    }
    return new Contribution(
        document,
        chunks,
        batch.mentions().stream().filter(one -> chunkIds.contains(one.chunk())).toList(),
        stated,
        batch.summaries().stream().filter(one -> one.document().equals(document.id())).toList());
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
