package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import java.util.List;
import java.util.Random;

/** Embeds a text as the sum of pseudo-random vectors, one per word: shared words bring near. */
public final class FakeEmbedder implements Embedder {

  private final String name;
  private final int dimension;

  /** An embedder named {@code fake-embedder} of 128 dimensions. */
  public FakeEmbedder() {
    this("fake-embedder", 128);
  }

  public FakeEmbedder(String name, int dimension) {
    this.name = Require.identifier("embedder name", name, 256);
    this.dimension = Require.between("dimension", dimension, 2, 4_096);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Embeddings embed(List<String> texts, Purpose purpose) {
    return new Embeddings(texts.stream().map(this::embed).toList(), Usage.NONE);
  }

  private Embedding embed(String text) {
    if (text.isBlank()) {
      throw new InvalidInputException("text to embed", text, "give a text that is not blank");
    }
    List<String> words = Words.of(text);
    float[] vector = new float[dimension];
    // A text without words still has a place, its own.
    for (String word : words.isEmpty() ? List.of(text) : words) {
      Random random = new Random(word.hashCode());
      for (int i = 0; i < dimension; i++) {
        vector[i] += (float) random.nextGaussian();
      }
    }
    return Embedding.of(name, vector);
  }
}
