package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Summary;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a batch is to be written: each thing once, in the order of its id. An entity or a fact
 * belongs to the part as far as a chunk of it names or states it.
 */
final class BatchPart {

  /** A chunk and its document. */
  record ChunkOf(Document document, Chunk chunk) {

    /** Where it stands among all chunks that say something. */
    String sorted() {
      return Places.of(document, chunk.id());
    }
  }

  /** A summary and its document. */
  record SummaryOf(Document document, Summary summary) {}

  /** An entity, the documents that tell of it, and the chunks that name it; all by id. */
  record Described(
      Entity entity, SortedMap<String, Document> documents, SortedMap<String, Chunk> chunks) {}

  /** A chunk that states a fact, in its words. */
  record Statement(ChunkOf place, Fact fact) {}

  /** A fact as it is stated first, and the chunks that state it by id. */
  record Stated(Fact fact, SortedMap<String, Statement> chunks) {

    /** The statement that is shown. */
    Statement first() {
      return chunks.values().stream()
          .min(Comparator.comparing(one -> one.place().sorted()))
          .orElseThrow();
    }

    List<Document> documents() {
      return chunks.values().stream().map(one -> one.place().document()).toList();
    }
  }

  private final SortedMap<String, Document> documents = new TreeMap<>();
  private final PresentParts present;
  private final SortedMap<String, ChunkOf> chunks = new TreeMap<>();
  private final SortedMap<String, SummaryOf> summaries = new TreeMap<>();
  private final SortedMap<String, Described> entities = new TreeMap<>();
  private final SortedMap<String, Stated> facts = new TreeMap<>();

  private BatchPart(PresentParts present) {
    this.present = present;
  }

  /**
   * All of the documents that are made, and of those that are there what they lack.
   *
   * @param made the ids of documents of which nothing is there
   */
  static BatchPart of(GraphBatch batch, Set<String> made, PresentParts present) {
    BatchPart part = new BatchPart(present);
    Map<String, Document> touched = new HashMap<>();
    for (Document document : batch.documents()) {
      String id = document.id().value();
      if (made.contains(id)) {
        part.documents.putIfAbsent(id, document);
      }
      if (made.contains(id) || present.documents().contains(id)) {
        touched.putIfAbsent(id, document);
      }
    }
    for (Chunk chunk : batch.chunks()) {
      Document document = touched.get(chunk.document().value());
      if (document != null && present.lacks(chunk)) {
        part.chunks.putIfAbsent(chunk.id().value(), new ChunkOf(document, chunk));
      }
    }
    for (Summary summary : batch.summaries()) {
      Document document = touched.get(summary.document().value());
      if (document != null && present.lacks(summary)) {
        part.summaries.putIfAbsent(summary.id().value(), new SummaryOf(document, summary));
      }
    }
    part.addEntitiesAndFacts(batch);
    return part;
  }

  private void addEntitiesAndFacts(GraphBatch batch) {
    Map<NodeId, Entity> named = new HashMap<>();
    batch.entities().forEach(entity -> named.putIfAbsent(entity.id(), entity));
    for (GraphBatch.Mention mention : batch.mentions()) {
      ChunkOf place = chunks.get(mention.chunk().value());
      Entity entity = named.get(mention.entity());
      if (place != null && entity != null) {
        described(entity, place).chunks().put(mention.chunk().value(), place.chunk());
      }
    }
    for (Fact fact : batch.facts()) {
      Entity subject = named.get(fact.subject());
      Entity object = named.get(fact.object());
      for (NodeId chunk : fact.statedBy()) {
        ChunkOf place = chunks.get(chunk.value());
        if (place != null && subject != null && object != null) {
          facts
              .computeIfAbsent(fact.id().value(), id -> new Stated(fact, new TreeMap<>()))
              .chunks()
              .putIfAbsent(chunk.value(), new Statement(place, fact));
          described(subject, place);
          described(object, place);
        }
      }
    }
  }

  private Described described(Entity entity, ChunkOf place) {
    Described described =
        entities.computeIfAbsent(
            entity.id().value(), id -> new Described(entity, new TreeMap<>(), new TreeMap<>()));
    described.documents().put(place.document().id().value(), place.document());
    return described;
  }

  boolean isEmpty() {
    return documents.isEmpty() && chunks.isEmpty() && summaries.isEmpty();
  }

  /** The ids of documents that were there and get more. */
  Set<String> grown() {
    Set<String> grown = new HashSet<>();
    chunks.values().forEach(one -> grown.add(one.document().id().value()));
    summaries.values().forEach(one -> grown.add(one.document().id().value()));
    grown.removeAll(documents.keySet());
    return grown;
  }

  /** The ids of all nodes and facts in it. */
  List<String> ids() {
    return Stream.of(chunks, summaries, entities, facts)
        .flatMap(some -> some.keySet().stream())
        .toList();
  }

  /** How many chunks and summaries of it are not there yet. */
  int fresh() {
    long freshChunks = chunks.values().stream().filter(one -> !present.holds(one.chunk())).count();
    long freshSummaries =
        summaries.values().stream().filter(one -> !present.holds(one.summary())).count();
    return Math.toIntExact(freshChunks + freshSummaries);
  }

  /** The documents that are made. */
  Collection<Document> documents() {
    return documents.values();
  }

  Collection<ChunkOf> chunks() {
    return chunks.values();
  }

  Collection<SummaryOf> summaries() {
    return summaries.values();
  }

  Collection<Described> entities() {
    return entities.values();
  }

  Collection<Stated> facts() {
    return facts.values();
  }
}
