package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ModelCall.Operation;
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

  /** Whether there is an embedding model. */
  boolean areMade() {
    return embedder.isPresent();
  }

  /** A question's vector, empty without an embedding model. */
  Optional<Embedding> question(String text, Spending spending) {
    return embed(List.of(text), Purpose.QUERY, spending).getFirst();
  }

  /** The vectors of texts in their order, each empty without an embedding model. */
  List<Optional<Embedding>> passages(List<String> texts, Spending spending) {
    return embed(texts, Purpose.PASSAGE, spending);
  }

  private List<Optional<Embedding>> embed(List<String> texts, Purpose purpose, Spending spending) {
    if (embedder.isEmpty() || texts.isEmpty()) {
      return texts.stream().map(text -> Optional.<Embedding>empty()).toList();
    }
    Embeddings embeddings;
    try {
      embeddings = embedder.get().embed(texts, purpose);
      spending.add(Operation.EMBED, embedder.get().name(), embeddings.usage());
    } catch (ModelFailureException e) {
      spending.add(Operation.EMBED, e);
      throw e;
    }
    if (embeddings.values().size() != texts.size()) {
      throw ModelFailureException.permanentFailure(
          "embedding model %s gave %d vectors for %d texts; use another model"
              .formatted(embedder.get().name(), embeddings.values().size(), texts.size()),
          new IllegalStateException("one vector per text expected"));
    }
    return embeddings.values().stream().map(Optional::of).toList();
  }
}
