package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import dev.mnemo.testkit.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Embedder} keeps. */
public interface EmbedderContract {

  /** Opens a working embedder, ready to embed anything. */
  Embedder openEmbedder();

  @Test
  default void embeddingsShouldCarryTheNameAndTheDimensionOfTheModel() {
    Embedder embedder = openEmbedder();

    for (Purpose purpose : Purpose.values()) {
      assertThat(embedder.embed(List.of("Alice lives in Paris."), purpose).values())
          .singleElement()
          .satisfies(
              embedding -> {
                assertThat(embedding.model()).isEqualTo(embedder.name());
                assertThat(embedding.dimension()).isEqualTo(embedder.dimension());
              });
    }
    assertThat(openEmbedder().name()).isEqualTo(embedder.name()).isNotBlank();
  }

  @Test
  default void embedShouldReturnOneEmbeddingPerTextInOrder() {
    Embedder embedder = openEmbedder();
    List<String> texts = IntStream.range(0, 70).mapToObj(n -> "Number " + n * n * 37).toList();

    List<Embedding> together = embedder.embed(texts, Purpose.PASSAGE).values();

    assertThat(together).hasSize(70);
    for (int i = 0; i < texts.size(); i += 9) {
      Embedding alone = passage(embedder, texts.get(i));
      int nearest = i;
      for (int j = 0; j < texts.size(); j++) {
        if (cosine(alone, together.get(j)) > cosine(alone, together.get(nearest)) + 0.001) {
          nearest = j;
        }
      }
      assertThat(texts.get(nearest)).isEqualTo(texts.get(i));
      assertThat(cosine(alone, together.get(i))).isGreaterThan(0.99);
    }
  }

  @Test
  default void theSameTextShouldHaveTheSameEmbedding() {
    Embedding first = passage(openEmbedder(), "Alice lives in Paris.");

    Embedding again = passage(openEmbedder(), "Alice lives in Paris.");

    assertThat(cosine(first, again)).isGreaterThan(0.9999);
  }

  @Test
  default void noTextsShouldHaveNoEmbeddings() {
    assertThat(openEmbedder().embed(List.of(), Purpose.QUERY).values()).isEmpty();
    assertThat(openEmbedder().embed(List.of(), Purpose.PASSAGE).values()).isEmpty();
  }

  @Test
  default void blankTextsShouldBeInvalidInput() {
    Embedder embedder = openEmbedder();

    for (List<String> texts :
        List.of(List.of(""), List.of(" "), List.of("\n\t"), List.of("Alice", " ", "Bob"))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .as("embedding %s", texts)
          .isThrownBy(() -> embedder.embed(texts, Purpose.PASSAGE));
    }
  }

  @Test
  default void aPassageShouldBeCloserToItsQuestionThanAnotherIs() {
    Embedder embedder = openEmbedder();
    Embedding question =
        embedder
            .embed(List.of("In which city does Alice live?"), Purpose.QUERY)
            .values()
            .getFirst();

    double answer = cosine(question, passage(embedder, "Alice lives in the city of Paris."));
    double other = cosine(question, passage(embedder, "Whisk two eggs with flour and butter."));

    assertThat(answer).isGreaterThan(other + 0.02);
  }

  @Test
  default void anyTextShouldHaveAnEmbedding() {
    Embedder embedder = openEmbedder();
    List<String> texts = new ArrayList<>(LanguageSamples.hostileTexts());
    texts.add("Alice lives in Paris. ".repeat(5_000));

    for (String text : texts) {
      Embedding embedding = passage(embedder, text);
      assertThat(embedding.dimension()).as("of: %.60s", text).isEqualTo(embedder.dimension());
    }
  }

  @Test
  default void concurrentCallsShouldReturnWhatSingleOnesDo() {
    Embedder embedder = openEmbedder();
    List<String> texts = List.of("Alice", "Bob lives in Rome.", "eggs", "A longer text on trains.");
    List<Embedding> expected = texts.stream().map(text -> passage(embedder, text)).toList();

    List<Double> similarities =
        Parallel.run(16, n -> cosine(passage(embedder, texts.get(n % 4)), expected.get(n % 4)));

    assertThat(similarities).allSatisfy(cosine -> assertThat(cosine).isGreaterThan(0.999));
  }

  private static Embedding passage(Embedder embedder, String text) {
    return embedder.embed(List.of(text), Purpose.PASSAGE).values().getFirst();
  }

  private static double cosine(Embedding one, Embedding other) {
    return GraphSamples.cosine(one, other);
  }
}
