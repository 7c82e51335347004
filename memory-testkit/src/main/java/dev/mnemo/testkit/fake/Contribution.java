package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one document brings along; a fact's chunks are those of this document alone. */
record Contribution(
    Document document,
    List<Chunk> chunks,
    List<GraphBatch.Mention> mentions,
    Map<FactId, Set<NodeId>> facts,
    List<Summary> summaries) {

  /** A document of which nothing is there. */
  static Contribution of(Document document) {
    return new Contribution(document, List.of(), List.of(), Map.of(), List.of());
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
    Map<FactId, Set<NodeId>> stated = new HashMap<>();
    for (Fact fact : batch.facts()) {
      Set<NodeId> here = new HashSet<>(fact.statedBy());
      here.retainAll(ids);
      if (!here.isEmpty()) {
        stated.computeIfAbsent(fact.id(), one -> new HashSet<>()).addAll(here);
      }
    }
    return new Contribution(
        document,
        fresh,
        batch.mentions().stream().filter(one -> ids.contains(one.chunk())).toList(),
        stated,
        batch.summaries().stream()
            .filter(one -> one.document().equals(document.id()) && !summaries.contains(one))
            .toList());
  }

  /** This with more of the same document. */
  Contribution plus(Contribution part) {
    Map<NodeId, Chunk> all = new LinkedHashMap<>();
    chunks.forEach(chunk -> all.put(chunk.id(), chunk));
    part.chunks.forEach(chunk -> all.merge(chunk.id(), chunk, Contribution::read));
    List<GraphBatch.Mention> mentioned = new ArrayList<>(mentions);
    mentioned.addAll(part.mentions);
    Map<FactId, Set<NodeId>> stated = new HashMap<>(facts);
    part.facts.forEach(
        (fact, by) ->
            stated.merge(
                fact,
                by,
                (one, other) -> {
                  Set<NodeId> both = new HashSet<>(one);
                  both.addAll(other);
                  return both;
                }));
    return new Contribution(
        document,
        List.copyOf(all.values()),
        mentioned,
        stated,
        part.summaries.isEmpty() ? summaries : part.summaries);
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
