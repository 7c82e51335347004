package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Summary;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some documents of a batch hold: each thing once, in the order of its id. An entity or a fact
 * belongs to the part as far as a chunk of these documents names or states it.
 */
final class BatchPart {

  /** A chunk and its document. */
  record ChunkOf(Document document, Chunk chunk) {}

  /** A summary and its document. */
  record SummaryOf(Document document, Summary summary) {}

  /** An entity, the documents that tell of it, and the chunks that name it; all by id. */
  record Described(
      Entity entity, SortedMap<String, Document> documents, SortedMap<String, Chunk> chunks) {}

  /** A fact, and the chunks that state it by id. */
  record Stated(Fact fact, SortedMap<String, ChunkOf> chunks) {

    List<Document> documents() {
      return chunks.values().stream().map(ChunkOf::document).toList();
    }
  }

  private final SortedMap<String, Document> documents = new TreeMap<>();
  private final SortedMap<String, ChunkOf> chunks = new TreeMap<>();
  private final SortedMap<String, SummaryOf> summaries = new TreeMap<>();
  private final SortedMap<String, Described> entities = new TreeMap<>();
  private final SortedMap<String, Stated> facts = new TreeMap<>();

  private BatchPart() {}

  static BatchPart of(GraphBatch batch, Set<String> documentIds) {
    BatchPart part = new BatchPart();
    for (Document document : batch.documents()) {
      if (documentIds.contains(document.id().value())) {
        part.documents.putIfAbsent(document.id().value(), document);
      }
    }
    for (Chunk chunk : batch.chunks()) {
      Document document = part.documents.get(chunk.document().value());
      if (document != null) {
        part.chunks.putIfAbsent(chunk.id().value(), new ChunkOf(document, chunk));
      }
    }
    for (Summary summary : batch.summaries()) {
      Document document = part.documents.get(summary.document().value());
      if (document != null) {
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
              .put(chunk.value(), place);
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
