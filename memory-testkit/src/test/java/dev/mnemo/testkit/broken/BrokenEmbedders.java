package dev.mnemo.testkit.broken;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.testkit.contract.EmbedderContract;
import dev.mnemo.testkit.fake.FakeEmbedder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Embedders with planted faults. */
final class BrokenEmbedders {

  private static final Embedder HEALTHY = new FakeEmbedder();

  /** A healthy embedder's name and dimension, and embeddings of its own. */
  private record Planted(BiFunction<List<String>, Purpose, List<Embedding>> embeddings)
      implements Embedder {

    @Override
    public String name() {
      return HEALTHY.name();
    }

    @Override
    public int dimension() {
      return HEALTHY.dimension();
    }

    @Override
    public Embeddings embed(List<String> texts, Purpose purpose) {
      return new Embeddings(embeddings.apply(texts, purpose), Usage.NONE);
    }
  }

  private BrokenEmbedders() {}

  static List<Mutant<EmbedderContract>> all() {
    return List.of(
        mutant(
            "names another model in its embeddings",
            texts -> new FakeEmbedder("another", 128).embed(texts, Embedder.Purpose.QUERY).values(),
            "embeddingsShouldCarryTheNameAndTheDimensionOfTheModel"),
        mutant(
            "has another dimension than it says",
            texts ->
                new FakeEmbedder(HEALTHY.name(), 64).embed(texts, Embedder.Purpose.QUERY).values(),
            "embeddingsShouldCarryTheNameAndTheDimensionOfTheModel",
            "anyTextShouldHaveAnEmbedding"),
        mutant(
            "returns embeddings in the order in which they are finished",
            texts -> healthy(texts).reversed(),
            "embedShouldReturnOneEmbeddingPerTextInOrder"),
        mutant(
            "embeds one batch of 32 texts",
            texts -> healthy(texts.stream().limit(32).toList()),
            "embedShouldReturnOneEmbeddingPerTextInOrder"),
        Mutant.of(
            "embeds a text otherwise each time",
            () -> {
              AtomicInteger calls = new AtomicInteger();
              return () -> embedding(text -> text + " call" + calls.incrementAndGet());
            },
            "theSameTextShouldHaveTheSameEmbedding",
            "concurrentCallsShouldReturnWhatSingleOnesDo"),
        mutant(
            "fails where there are no texts",
            texts -> {
              if (texts.isEmpty()) {
                throw new InvalidInputException("texts", texts, "give at least one");
              }
              return healthy(texts);
            },
            "noTextsShouldHaveNoEmbeddings"),
        Mutant.of(
            "gives blank texts a place",
            () -> () -> embedding(text -> text.isBlank() ? "blank" : text),
            "blankTextsShouldBeInvalidInput"),
        Mutant.of(
            "gives all texts the same place",
            () -> () -> embedding(text -> "the same"),
            "aPassageShouldBeCloserToItsQuestionThanAnotherIs",
            "blankTextsShouldBeInvalidInput"),
        mutant(
            "refuses texts that its model does not read whole",
            texts -> {
              if (texts.stream().anyMatch(text -> text.length() > 2_048)) {
                throw new InvalidInputException("text", "too long", "give 512 tokens at most");
              }
              return healthy(texts);
            },
            "anyTextShouldHaveAnEmbedding"),
        Mutant.of(
            "mixes the texts of several threads",
            () -> {
              SharedField<List<String>> shared = new SharedField<>();
              return () -> new Planted((texts, purpose) -> healthy(shared.through(texts)));
            },
            "concurrentCallsShouldReturnWhatSingleOnesDo"));
  }

  private static Mutant<EmbedderContract> mutant(
      String fault, Function<List<String>, List<Embedding>> embeddings, String... rejectedBy) {
    return Mutant.of(
        fault, () -> () -> new Planted((texts, purpose) -> embeddings.apply(texts)), rejectedBy);
  }

  private static Embedder embedding(UnaryOperator<String> taken) {
    return new Planted((texts, purpose) -> healthy(texts.stream().map(taken).toList()));
  }

  private static List<Embedding> healthy(List<String> texts) {
    return HEALTHY.embed(texts, Embedder.Purpose.PASSAGE).values();
  }
}
