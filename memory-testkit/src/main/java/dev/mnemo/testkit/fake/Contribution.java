package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Spoken;
import dev.mnemo.domain.model.graph.Summary;
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
 * What one document brings along.
 *
 * @param entities as it describes them, in the order of their naming
 * @param facts as each of its chunks states them
 */
record Contribution(
    Document document,
    List<Chunk> chunks,
    List<GraphBatch.Mention> mentions,
    Map<NodeId, Entity> entities,
    Map<FactId, Map<NodeId, Stated>> facts,
    List<Summary> summaries) {

  /** A fact in a chunk's words, known since {@code at}. */
  record Stated(Fact fact, Instant at) {}

  /** A document of which nothing is there. */
  static Contribution of(Document document) {
    return new Contribution(document, List.of(), List.of(), Map.of(), Map.of(), List.of());
  }

  /** Whether this is a later entry of the same session. */
  boolean follows(Contribution other) {
    return document.source() instanceof Source.SessionEntry(EntryKey mine, long later)
        && other.document.source() instanceof Source.SessionEntry(EntryKey its, long earlier)
        && mine.session().equals(its.session())
        && later > earlier;
  }

  /** This, where nothing tells any more what an earlier turn said. */
  Contribution without(Contribution earlier) {
    List<String> said =
        earlier.chunks.stream()
            .map(chunk -> chunk.text().strip().lines().findFirst().orElse(""))
            .toList();
    return new Contribution(
        document,
        chunks.stream().map(chunk -> without(said, chunk)).toList(),
        mentions,
        entities,
        facts,
        summaries);
  }

  private static Chunk without(List<String> said, Chunk chunk) {
    boolean tells =
        chunk
            .spoken()
            .filter(spoken -> said.stream().anyMatch(spoken.preceding()::contains))
            .isPresent();
    return tells
        ? new Chunk(
            chunk.id(),
            chunk.document(),
            chunk.position(),
            chunk.text(),
            chunk.spoken().map(spoken -> new Spoken(spoken.speaker(), "")),
            chunk.embedding(),
            chunk.gist())
        : chunk;
  }

  boolean isEmpty() {
    return chunks.isEmpty() && summaries.isEmpty();
  }

  int nodes() {
    return chunks.size() + summaries.size();
  }

  DocumentParts parts() {
    Map<NodeId, Optional<String>> gists = new HashMap<>();
    chunks.forEach(chunk -> gists.put(chunk.id(), chunk.gist()));
    return new DocumentParts(document, gists, !summaries.isEmpty());
  }

  /** What a batch tells of the document that is not here yet. */
  Contribution news(GraphBatch batch) {
    Map<NodeId, Optional<String>> known = parts().gists();
    List<Chunk> fresh =
        batch.chunks().stream()
            .filter(chunk -> chunk.document().equals(document.id()))
            .filter(
                chunk ->
                    !known.containsKey(chunk.id())
                        || (known.get(chunk.id()).isEmpty() && chunk.gist().isPresent()))
            .toList();
    Set<NodeId> ids = new HashSet<>();
    fresh.forEach(chunk -> ids.add(chunk.id()));
    List<GraphBatch.Mention> mentioned =
        batch.mentions().stream().filter(one -> ids.contains(one.chunk())).toList();
    Set<NodeId> named = new HashSet<>();
    mentioned.forEach(mention -> named.add(mention.entity()));
    Map<FactId, Map<NodeId, Stated>> stated = new LinkedHashMap<>();
    for (Fact fact : batch.facts()) {
      for (NodeId chunk : fact.statedBy()) {
        if (ids.contains(chunk)) {
          stated
              .computeIfAbsent(fact.id(), id -> new HashMap<>())
              .putIfAbsent(chunk, new Stated(fact, batch.at()));
          named.add(fact.subject());
          named.add(fact.object());
        }
      }
    }
    Map<NodeId, Entity> described = new LinkedHashMap<>();
    batch.entities().stream()
        .filter(entity -> named.contains(entity.id()))
        .forEach(entity -> described.putIfAbsent(entity.id(), entity));
    List<Summary> summarised =
        batch.summaries().stream()
            .filter(one -> one.document().equals(document.id()) && !summaries.contains(one))
            .toList();
    return new Contribution(document, fresh, mentioned, described, stated, summarised);
  }

  /** This with more of the same document. */
  Contribution plus(Contribution part) {
    Map<NodeId, Chunk> all = new LinkedHashMap<>();
    chunks.forEach(chunk -> all.put(chunk.id(), chunk));
    part.chunks.forEach(chunk -> all.merge(chunk.id(), chunk, Contribution::read));
    List<GraphBatch.Mention> mentioned = new ArrayList<>(mentions);
    mentioned.addAll(part.mentions);
    Map<NodeId, Entity> described = new LinkedHashMap<>(entities);
    part.entities.forEach((id, entity) -> described.merge(id, entity, Contribution::told));
    Map<FactId, Map<NodeId, Stated>> stated = new LinkedHashMap<>();
    facts.forEach((id, by) -> stated.put(id, new HashMap<>(by)));
    part.facts.forEach(
        (id, by) -> by.forEach(stated.computeIfAbsent(id, one -> new HashMap<>())::putIfAbsent));
    return new Contribution(
        document,
        List.copyOf(all.values()),
        mentioned,
        described,
        stated,
        part.summaries.isEmpty() ? summaries : part.summaries);
  }

  /** An entity as it was told of first, with what only a later telling knows. */
  static Entity told(Entity first, Entity later) {
    return new Entity(
        first.id(),
        first.name(),
        first.type().equals("thing") ? later.type() : first.type(),
        first.description().isEmpty() ? later.description() : first.description());
  }

  private static Chunk read(Chunk unread, Chunk read) {
    return new Chunk(
        unread.id(),
        unread.document(),
        unread.position(),
        unread.text(),
        unread.spoken(),
        unread.embedding().or(read::embedding),
        read.gist());
  }
}
