package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/** An embedding space and where in the store its vectors are. */
record StoredSpace(EmbeddingSpace space, VectorSlot slot) {

  private static final int LARGEST_DIMENSION = 4_096;

  /** Of the schema's node {@code s}, what {@link #inUse} reads. */
  static final String IN_USE =
      "s.model AS model, s.dimension AS dimension, coalesce(s.slot, 'FIRST') AS slot";

  /** The space in use, read from a row; empty where nothing was embedded. */
  static Optional<StoredSpace> inUse(Record row) {
    return row.get("model").isNull()
        ? Optional.empty()
        : Optional.of(
            new StoredSpace(
                new EmbeddingSpace(row.get("model").asString(), row.get("dimension").asInt()),
                VectorSlot.valueOf(row.get("slot").asString())));
  }

  /** The space of a vector, which must be one that the server can index. */
  static EmbeddingSpace indexable(Embedding embedding) {
    return indexable(EmbeddingSpace.of(embedding));
  }

  static EmbeddingSpace indexable(EmbeddingSpace space) {
    if (space.dimension() > LARGEST_DIMENSION) {
      throw new InvalidInputException(
          "dimension of the embedding model " + space.model(),
          space.dimension(),
          "use a model of at most %d dimensions".formatted(LARGEST_DIMENSION));
    }
    return space;
  }

  /** The one space of several vectors; empty for none. */
  static Optional<EmbeddingSpace> common(List<Embedding> embeddings) {
    Optional<EmbeddingSpace> space = embeddings.stream().findFirst().map(StoredSpace::indexable);
    space.ifPresent(one -> embeddings.forEach(other -> one.requireSame(EmbeddingSpace.of(other))));
    return space;
  }

  static Map<String, Object> parameters(EmbeddingSpace space) {
    return Map.of("model", space.model(), "dimension", space.dimension());
  }

  String index(Searchable kind) {
    return slot.index(kind);
  }

  String property() {
    return slot.property();
  }
}
