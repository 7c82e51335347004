package dev.mnemo.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EmbeddingTest {

  @Test
  void nobodyShouldReachItsValues() {
    float[] given = {1, 2, 3};
    Embedding embedding = Embedding.of("model", given);

    given[0] = 9;
    embedding.vector()[1] = 9;

    assertThat(embedding.vector()).containsExactly(1, 2, 3);
    assertThat(embedding.dimension()).isEqualTo(3);
  }

  @Test
  void itShouldBeEqualByModelAndValues() {
    Embedding embedding = Embedding.of("model", new float[] {1, 2});

    assertThat(embedding)
        .isEqualTo(Embedding.of("model", new float[] {1, 2}))
        .hasSameHashCodeAs(Embedding.of("model", new float[] {1, 2}))
        .isNotEqualTo(Embedding.of("other", new float[] {1, 2}))
        .isNotEqualTo(Embedding.of("model", new float[] {1, 3}))
        .hasToString("Embedding[model, 2 dimensions]");
  }

  static Stream<float[]> withoutADirection() {
    return Stream.of(
        new float[0],
        new float[] {0, 0, -0f},
        new float[] {1, Float.NaN},
        new float[] {Float.POSITIVE_INFINITY, 1},
        new float[] {Float.NEGATIVE_INFINITY, 1});
  }

  @ParameterizedTest
  @MethodSource("withoutADirection")
  void vectorsWithoutADirectionShouldBeRefused(float[] vector) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Embedding.of("model", vector))
        .withMessageStartingWith("vector of %d dimensions was ".formatted(vector.length))
        .withMessageEndingWith("give finite values that are not all zero");
  }

  @Test
  void theSmallestAndTheLargestValuesShouldBeVectorsToo() {
    assertThat(Embedding.of("model", new float[] {Float.MIN_VALUE}).dimension()).isOne();
    assertThat(Embedding.of("model", new float[] {Float.MAX_VALUE, Float.MAX_VALUE}).dimension())
        .isEqualTo(2);
  }
}
