package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.testkit.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Reranker} keeps. */
public interface RerankerContract {

  String QUESTION = "In which city does Alice live?";
  String ANSWER = "Alice lives in the city of Paris.";
  String OTHER = "Whisk two eggs with flour and butter.";

  /** Opens a working reranker, ready to judge anything. */
  Reranker openReranker();

  @Test
  default void anAnswerShouldScoreHigherThanAnotherText() {
    assertThat(score(openReranker(), ANSWER)).isGreaterThan(score(openReranker(), OTHER));
  }

  @Test
  default void everyTextShouldHaveItsScoreInItsPlace() {
    Reranker reranker = openReranker();
    List<String> texts =
        IntStream.range(0, 70).mapToObj(n -> n % 7 == 3 ? ANSWER : OTHER + n).toList();

    List<Double> scores = reranker.judge(QUESTION, texts).scores();

    assertThat(scores).hasSize(70);
    double answer = score(reranker, ANSWER);
    for (int i = 0; i < texts.size(); i++) {
      if (i % 7 == 3) {
        assertThat(scores.get(i)).isCloseTo(answer, within(0.01));
      } else {
        assertThat(scores.get(i)).isLessThan(answer);
      }
    }
  }

  @Test
  default void theNameShouldStayTheSame() {
    assertThat(openReranker().name()).isNotBlank().isEqualTo(openReranker().name());
  }

  @Test
  default void noTextsShouldHaveNoScores() {
    assertThat(openReranker().judge(QUESTION, List.of()).scores()).isEmpty();
  }

  @Test
  default void blankQuestionsAndTextsShouldBeInvalidInput() {
    Reranker reranker = openReranker();

    for (String blank : List.of("", " ", "\n\t")) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> reranker.judge(blank, List.of(ANSWER)));
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> reranker.judge(QUESTION, List.of(ANSWER, blank)));
    }
  }

  @Test
  default void anyTextShouldHaveAScore() {
    Reranker reranker = openReranker();
    List<String> texts = new ArrayList<>(LanguageSamples.hostileTexts());
    texts.add(ANSWER.repeat(5_000));

    assertThat(reranker.judge(QUESTION, texts).scores()).hasSameSizeAs(texts);
    assertThat(reranker.judge(ANSWER.repeat(500), List.of(ANSWER)).scores()).hasSize(1);
  }

  @Test
  default void concurrentCallsShouldReturnWhatSingleOnesDo() {
    Reranker reranker = openReranker();
    List<String> texts = List.of(ANSWER, OTHER, "Alice", "A longer text on trains to the city.");
    List<Double> expected = texts.stream().map(text -> score(reranker, text)).toList();

    List<Double> scores = Parallel.run(16, n -> score(reranker, texts.get(n % 4)));

    for (int n = 0; n < scores.size(); n++) {
      assertThat(scores.get(n)).isCloseTo(expected.get(n % 4), within(0.01));
    }
  }

  private static double score(Reranker reranker, String text) {
    return reranker.judge(QUESTION, List.of(text)).scores().getFirst();
  }
}
