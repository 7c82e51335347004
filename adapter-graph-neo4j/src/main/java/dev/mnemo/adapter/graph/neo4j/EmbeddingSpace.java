package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import java.util.List;
import java.util.Optional;

/** Whose vectors a store holds: those of one model, of one dimension. */
record EmbeddingSpace(String model, int dimension) {

  private static final int LARGEST_DIMENSION = 4_096;

  static EmbeddingSpace of(Embedding embedding) {
    if (embedding.dimension() > LARGEST_DIMENSION) {
      throw new InvalidInputException(
          "dimension of the embedding model " + embedding.model(),
          embedding.dimension(),
          "use a model of at most %d dimensions".formatted(LARGEST_DIMENSION));
    }
    return new EmbeddingSpace(embedding.model(), embedding.dimension());
  }

  /** The one space of several vectors; empty for none. */
  static Optional<EmbeddingSpace> of(List<Embedding> embeddings) {
    Optional<EmbeddingSpace> space = embeddings.stream().findFirst().map(EmbeddingSpace::of);
    space.ifPresent(one -> embeddings.forEach(other -> one.requireSame(of(other))));
    return space;
  }

  /** Refuses vectors of another space than this, the store's. */
  void requireSame(EmbeddingSpace other) {
    if (!equals(other)) {
      throw new ConflictException(
          ("the embeddings come from the model %s (%d dimensions), but the graph holds those of %s"
                  + " (%d dimensions); use that model, or remember everything anew in an empty graph")
              .formatted(other.model, other.dimension, model, dimension));
    }
  }
}
