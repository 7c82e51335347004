package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;

/** Whose vectors they are: those of one model, of one dimension. Others are never compared. */
public record EmbeddingSpace(String model, int dimension) {

  public EmbeddingSpace {
    Require.identifier("embedding model", model, 256);
    Require.between("dimension", dimension, 1, 1_000_000);
  }

  /** The space of a vector. */
  public static EmbeddingSpace of(Embedding embedding) {
    return new EmbeddingSpace(embedding.model(), embedding.dimension());
  }

  /**
   * Refuses vectors of another space than this, the graph's.
   *
   * @throws ConflictException if {@code other} is not this
   */
  public void requireSame(EmbeddingSpace other) {
    if (!equals(other)) {
      throw new ConflictException(
          ("the embeddings come from the model %s (%d dimensions), but the graph holds those of %s"
                  + " (%d dimensions); use that model, or run 'mnemo reembed' to have all made anew")
              .formatted(other.model, other.dimension, model, dimension));
    }
  }
}
