package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.WriteReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One dataset as the fake keeps it: what each document contributes. Entities and facts are what the
 * documents tell of them, earliest first.
 */
final class StoredDataset {

  private static final Comparator<Document> BY_TIME =
      Comparator.comparing(Document::time).thenComparing(document -> document.id().value());

  private final DatasetId id;
  private final Map<NodeId, Contribution> documents = new LinkedHashMap<>();
  private final Map<String, Double> weights = new HashMap<>();

  StoredDataset(DatasetId id) {
    this.id = id;
  }

  /** This as it is with the documents alone that a view shows. */
  StoredDataset seenBy(GraphView view) {
    StoredDataset seen = new StoredDataset(id);
    documents.forEach(
        (document, of) -> {
          if (view.shows(of.document())) {
            seen.documents.put(document, of);
          }
        });
    seen.weights.putAll(weights);
    return seen;
  }

  WriteReport write(GraphBatch batch) {
    int added = 0;
    int unchanged = 0;
    int replaced = 0;
    int nodes = 0;
    Set<NodeId> entitiesBefore = entities().keySet();
    Set<FactId> factsBefore = StoredFacts.of(contributions()).ids();
    for (Document document : batch.documents()) {
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
      if (!same) {
        present.ifPresent(this::unsay);
      }
      documents.put(document.id(), after);
    }
    nodes += Math.toIntExact(newIn(entities().keySet(), entitiesBefore));
    int created = Math.toIntExact(newIn(StoredFacts.of(contributions()).ids(), factsBefore));
    return new WriteReport(added, unchanged, replaced, nodes, created);
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
        entities().size(),
        StoredFacts.of(contributions()).ids().size(),
        documents.values().stream().mapToLong(of -> of.summaries().size()).sum());
  }

  GraphCounts forget(Set<NodeId> forgotten) {
    GraphCounts before = count();
    forgotten.stream()
        .flatMap(document -> Optional.ofNullable(documents.get(document)).stream())
        .forEach(this::unsay);
    documents.keySet().removeAll(forgotten);
    GraphCounts after = count();
    return new GraphCounts(
        before.documents() - after.documents(),
        before.chunks() - after.chunks(),
        before.entities() - after.entities(),
        before.facts() - after.facts(),
        before.summaries() - after.summaries());
  }

  /** Takes what an entry said from the turns after it in its session. */
  private void unsay(Contribution gone) {
    documents.replaceAll((document, of) -> of.follows(gone) ? of.without(gone) : of);
  }

  /** What {@link #forget} would take. */
  GraphCounts wouldForget(Set<NodeId> forgotten) {
    StoredDataset copy = new StoredDataset(id);
    copy.documents.putAll(documents);
    return copy.forget(forgotten);
  }

  Set<NodeId> ids() {
    return Set.copyOf(documents.keySet());
  }

  /** The documents of a session's entries, or of one of them. */
  Set<NodeId> entries(Predicate<EntryKey> which) {
    Set<NodeId> found = new LinkedHashSet<>();
    for (Contribution of : documents.values()) {
      if (of.document().source() instanceof Source.SessionEntry(EntryKey key, long sequence)
          && which.test(key)) {
        found.add(of.document().id());
      }
    }
    return found;
  }

  List<DocumentContent> documents(DocumentQuery query) {
    GraphView view = new GraphView(query.reader(), Set.of(id));
    return contributions().stream()
        .filter(of -> view.shows(of.document()))
        .filter(of -> query.nodeSet().map(of.document().nodeSets()::contains).orElse(true))
        .filter(
            of -> query.after().map(last -> BY_TIME.compare(of.document(), last) > 0).orElse(true))
        .limit(query.limit())
        .map(StoredDataset::content)
        .toList();
  }

  private static DocumentContent content(Contribution of) {
    return new DocumentContent(
        of.document(),
        of.chunks().stream()
            .sorted(Comparator.comparing(Chunk::position))
            .limit(DocumentContent.MOST)
            .map(Chunk::text)
            .toList(),
        of.entities().values().stream()
            .sorted(Comparator.comparing(Entity::name))
            .limit(DocumentContent.MOST)
            .toList(),
        of.facts().values().stream()
            .flatMap(by -> by.values().stream())
            .map(stated -> stated.fact().statement())
            .distinct()
            .sorted()
            .limit(DocumentContent.MOST)
            .toList());
  }

  /** Whether it holds a node or a fact of that id. */
  boolean holds(String element) {
    return evidence().anyMatch(one -> one.id().equals(element));
  }

  /** Sets the weight of an element, also of one that is only written later. */
  void weigh(String element, double weight) {
    weights.put(element, weight);
  }

  double weight(String element) {
    return weights.getOrDefault(element, 0.5);
  }

  /** What can be found of one kind. */
  List<Evidence> evidence(Evidence.Kind kind) {
    List<Evidence> found = new ArrayList<>();
    switch (kind) {
      case CHUNK -> {
        for (Contribution of : documents.values()) {
          for (Chunk chunk : of.chunks()) {
            Provenance provenance = provenance(List.of(of.document()), List.of(chunk.id()));
            found.add(
                new Evidence.OfChunk(
                    chunk.id(), chunk.position(), chunk.text(), chunk.spoken(), provenance));
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
          entities()
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
    StoredFacts facts = StoredFacts.of(contributions());
    Map<NodeId, Entity> entities = entities();
    return facts.ids().stream()
        .map(fact -> facts.evidence(fact, id, entities, weight(fact.value())))
        .toList();
  }

  Map<FactId, Set<NodeId>> statements(Set<FactId> facts) {
    StoredFacts stored = StoredFacts.of(contributions());
    return facts.stream()
        .filter(stored.ids()::contains)
        .collect(Collectors.toMap(fact -> fact, stored::chunks));
  }

  private Stream<Evidence> evidence() {
    return Stream.of(Evidence.Kind.values()).flatMap(kind -> evidence(kind).stream());
  }

  /** By the documents' times. */
  private List<Contribution> contributions() {
    return documents.values().stream()
        .sorted(Comparator.comparing(Contribution::document, BY_TIME))
        .toList();
  }

  private Map<NodeId, Entity> entities() {
    Map<NodeId, Entity> told = new LinkedHashMap<>();
    for (Contribution of : contributions()) {
      of.entities().forEach((entity, said) -> told.merge(entity, said, Contribution::told));
    }
    return told;
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

  private Provenance provenance(List<Document> of, List<NodeId> chunks) {
    return new Provenance(id, of, chunks);
  }

  private static <T> long newIn(Set<T> now, Set<T> before) {
    return now.stream().filter(one -> !before.contains(one)).count();
  }
}
