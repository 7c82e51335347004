package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import java.util.Optional;

/**
 * A passage of a document, the unit of retrieval.
 *
 * @param position 0, 1, 2 … in the document
 * @param spoken who said it and after what; empty where nobody speaks, as in a document
 * @param embedding empty where no embedding model is used
 * @param gist what extraction found it to say in short, possibly an empty text; absent until its
 *     extraction has succeeded
 */
public record Chunk(
    NodeId id,
    NodeId document,
    int position,
    String text,
    Optional<Spoken> spoken,
    Optional<Embedding> embedding,
    Optional<String> gist) {

  public Chunk {
    Require.present("chunk id", id);
    Require.present("document id", document);
    Require.notNegative("position", position);
    if (Require.text("chunk text", text).isBlank()) {
      throw new InvalidInputException("chunk text", text, "give a text that is not blank");
    }
    Require.present("spoken", spoken);
    Require.present("embedding", embedding);
    Require.present("gist", gist).ifPresent(said -> Require.text("gist", said));
  }

  /** A passage of a text that nobody speaks. */
  public Chunk(
      NodeId id,
      NodeId document,
      int position,
      String text,
      Optional<Embedding> embedding,
      Optional<String> gist) {
    this(id, document, position, text, Optional.empty(), embedding, gist);
  }
}
