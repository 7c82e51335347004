package dev.mnemo.testkit.broken;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Relevance;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.testkit.contract.RerankerContract;
import dev.mnemo.testkit.fake.FakeReranker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Rerankers with planted faults. */
final class BrokenRerankers {

  private static final Reranker HEALTHY = new FakeReranker();
  private static final AtomicInteger NAMES = new AtomicInteger();

  private record Planted(String name, BiFunction<String, List<String>, List<Double>> scores)
      implements Reranker {

    @Override
    public Relevance judge(String question, List<String> texts) {
      return new Relevance(scores.apply(question, texts), Usage.NONE);
    }
  }

  private BrokenRerankers() {}

  static List<Mutant<RerankerContract>> all() {
    return List.of(
        mutant(
            "takes less for more",
            (question, texts) -> healthy(question, texts).stream().map(score -> -score).toList(),
            "anAnswerShouldScoreHigherThanAnotherText",
            "everyTextShouldHaveItsScoreInItsPlace"),
        mutant(
            "returns the best scores first",
            (question, texts) ->
                healthy(question, texts).stream()
                    .sorted((one, other) -> Double.compare(other, one))
                    .toList(),
            "everyTextShouldHaveItsScoreInItsPlace"),
        mutant(
            "judges one batch of 32 texts",
            (question, texts) -> healthy(question, texts.stream().limit(32).toList()),
            "everyTextShouldHaveItsScoreInItsPlace"),
        Mutant.of(
            "has another name each time",
            () -> () -> new Planted("reranker" + NAMES.incrementAndGet(), BrokenRerankers::healthy),
            "theNameShouldStayTheSame"),
        mutant(
            "fails where there are no texts",
            (question, texts) -> {
              if (texts.isEmpty()) {
                throw new InvalidInputException("texts", texts, "give at least one");
              }
              return healthy(question, texts);
            },
            "noTextsShouldHaveNoScores"),
        mutant(
            "judges by blank questions",
            (question, texts) -> healthy(question.isBlank() ? "blank" : question, texts),
            "blankQuestionsAndTextsShouldBeInvalidInput"),
        mutant(
            "judges blank texts",
            (question, texts) ->
                healthy(question, texts.stream().map(text -> text + " text").toList()),
            "blankQuestionsAndTextsShouldBeInvalidInput"),
        mutant(
            "refuses texts that its model does not read whole",
            (question, texts) -> {
              if (texts.stream().anyMatch(text -> text.length() > 2_048)) {
                throw new InvalidInputException("text", "too long", "give 512 tokens at most");
              }
              return healthy(question, texts);
            },
            "anyTextShouldHaveAScore"),
        Mutant.of(
            "mixes the texts of several threads",
            () -> {
              SharedField<List<String>> shared = new SharedField<>();
              return () ->
                  new Planted(
                      "reranker", (question, texts) -> healthy(question, shared.through(texts)));
            },
            "concurrentCallsShouldReturnWhatSingleOnesDo"));
  }

  private static Mutant<RerankerContract> mutant(
      String fault, BiFunction<String, List<String>, List<Double>> scores, String... rejectedBy) {
    return Mutant.of(fault, () -> () -> new Planted("reranker", scores), rejectedBy);
  }

  private static List<Double> healthy(String question, List<String> texts) {
    return HEALTHY.judge(question, texts).scores();
  }
}
