package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Values;

/** The texts of the graph that are found by their vectors, kind by kind. */
final class IndexedTexts {

  private static final Comparator<IndexedText> IN_ONE_ORDER =
      Comparator.comparing((IndexedText text) -> text.place().dataset().value())
          .thenComparing(text -> text.place().id());

  private final Store store;

  IndexedTexts(Store store) {
    this.store = store;
  }

  IndexedCounts count(EmbeddingSpace space) {
    Optional<VectorSlot> slot = SpaceState.read(store).slot(space);
    long texts = 0;
    long embedded = 0;
    for (Searchable kind : Searchable.ofVectors()) {
      texts += count(EmbeddingCypher.countTexts(kind));
      embedded += slot.map(its -> count(EmbeddingCypher.countEmbedded(kind, its))).orElse(0L);
    }
    return new IndexedCounts(embedded, texts);
  }

  private long count(String cypher) {
    return store.read(cypher, Map.of()).getFirst().get("count").asLong();
  }

  List<IndexedText> missing(EmbeddingSpace space, Optional<EvidenceId> after, int limit) {
    VectorSlot slot = SpaceState.read(store).requireSlot(space);
    List<IndexedText> found = new ArrayList<>();
    for (Searchable kind : Searchable.ofVectors()) {
      Optional<EvidenceId> here = after.filter(place -> place.kind() == kind.kind());
      boolean behind =
          after.filter(place -> Searchable.of(place.kind()).compareTo(kind) > 0).isPresent();
      if (!behind && found.size() < limit) {
        found.addAll(missing(kind, slot, here, limit - found.size()));
      }
    }
    return List.copyOf(found);
  }

  private List<IndexedText> missing(
      Searchable kind, VectorSlot slot, Optional<EvidenceId> after, int limit) {
    Map<String, Object> parameters =
        Map.of(
            "dataset", after.map(place -> place.dataset().value()).orElse(""),
            "id", after.map(EvidenceId::id).orElse(""),
            "limit", limit);
    return store.read(EmbeddingCypher.missing(kind, slot), parameters).stream()
        .map(row -> text(kind, row))
        .toList();
  }

  private static IndexedText text(Searchable kind, Record row) {
    return new IndexedText(
        new EvidenceId(
            kind.kind(), new DatasetId(row.get("dataset").asString()), row.get("id").asString()),
        row.get("text").asString());
  }

  int add(Map<IndexedText, Embedding> vectors) {
    Optional<EmbeddingSpace> space = StoredSpace.common(List.copyOf(vectors.values()));
    return space.map(known -> store.write(tx -> add(vectors, known, tx))).orElse(0);
  }

  private static int add(
      Map<IndexedText, Embedding> vectors, EmbeddingSpace space, Transaction tx) {
    VectorSlot slot = SpaceState.locked(tx).requireSlot(space);
    int added = 0;
    for (Searchable kind : Searchable.ofVectors()) {
      List<Map<String, Object>> rows =
          vectors.entrySet().stream()
              .filter(one -> one.getKey().place().kind() == kind.kind())
              .sorted(Map.Entry.comparingByKey(IN_ONE_ORDER))
              .map(one -> row(one.getKey(), one.getValue()))
              .toList();
      if (!rows.isEmpty()) {
        added +=
            tx.run(EmbeddingCypher.add(kind, slot), Map.of("rows", rows))
                .getFirst()
                .get("added")
                .asInt();
      }
    }
    return added;
  }

  private static Map<String, Object> row(IndexedText text, Embedding embedding) {
    return Map.of(
        "dataset", text.place().dataset().value(),
        "id", text.place().id(),
        "text", text.text(),
        "vector", Values.value(embedding.vector()));
  }
}
