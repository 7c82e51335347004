package dev.mnemo.domain.model.language;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import java.util.List;

/** The embeddings of several texts, in their order, and what they cost together. */
public record Embeddings(List<Embedding> values, Usage usage) {

  public Embeddings {
    values = List.copyOf(Require.present("embeddings", values));
    Require.present("usage", usage);
  }
}
