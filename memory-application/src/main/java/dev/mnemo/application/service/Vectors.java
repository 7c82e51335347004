package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import java.util.List;
import java.util.Optional;

/** Embeds texts, where there is an embedding model. */
final class Vectors {

  private final Optional<Embedder> embedder;

  Vectors(Optional<Embedder> embedder) {
    this.embedder = embedder;
  }

  /** A question's vector, empty without an embedding model. */
  record Vector(Optional<Embedding> embedding, Usage usage) {}

  /** The vectors of texts in their order, each empty without an embedding model. */
  record Batch(List<Optional<Embedding>> embeddings, Usage usage) {}

  Vector question(String text) {
    Batch batch = embed(List.of(text), Purpose.QUERY);
    return new Vector(batch.embeddings().getFirst(), batch.usage());
  }

  Batch passages(List<String> texts) {
    return embed(texts, Purpose.PASSAGE);
  }

  private Batch embed(List<String> texts, Purpose purpose) {
    if (embedder.isEmpty() || texts.isEmpty()) {
      return new Batch(
          texts.stream().map(text -> Optional.<Embedding>empty()).toList(), Usage.NONE);
    }
    Embeddings embeddings = embedder.get().embed(texts, purpose);
    if (embeddings.values().size() != texts.size()) {
      throw ModelFailureException.permanentFailure(
          "embedding model %s gave %d vectors for %d texts; use another model"
              .formatted(embedder.get().name(), embeddings.values().size(), texts.size()),
          new IllegalStateException("one vector per text expected"));
    }
    return new Batch(embeddings.values().stream().map(Optional::of).toList(), embeddings.usage());
  }
}
