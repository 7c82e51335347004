package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.Parallel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link LanguageModel} keeps; how good its answers are is no clause. */
public interface LanguageModelContract {

  /** Opens a working model, ready to answer anything. */
  LanguageModel openModel();

  @Test
  default void aModelShouldSayWhoItIsAndHowMuchItReads() {
    LanguageModel model = openModel();

    assertThat(model.name()).isNotBlank();
    assertThat(model.tokenBudget()).isPositive();
    assertThat(openModel().name()).isEqualTo(model.name());
  }

  @Test
  default void completeShouldAnswerInTheNameOfTheModel() {
    LanguageModel model = openModel();

    Completion completion = model.complete(LanguageSamples.aboutAlice());

    assertThat(completion.text()).isNotBlank();
    assertThat(completion.model()).isEqualTo(model.name());
  }

  @Test
  default void completeShouldAnswerWithoutHistoryAndContext() {
    Completion completion = openModel().complete(LanguageSamples.bare("Where does Alice live?"));

    assertThat(completion.text()).isNotBlank();
    assertThat(completion.drawnFrom()).isEmpty();
  }

  @Test
  default void completeShouldDrawOnlyFromTheContextItWasGiven() {
    LanguageModel model = openModel();
    Prompt prompt = LanguageSamples.aboutAlice();
    model.complete(LanguageSamples.withContext("Where is Bob?", List.of("Bob is in Rome.")));

    Completion completion = model.complete(prompt);

    assertThat(prompt.context()).containsAll(completion.drawnFrom());
    Set<Evidence> distinct = new HashSet<>(completion.drawnFrom());
    assertThat(completion.drawnFrom()).hasSameSizeAs(distinct);
  }

  @Test
  default void streamShouldHandOverThePiecesOfTheTextItReturns() {
    List<String> pieces = new ArrayList<>();

    Completion completion = openModel().stream(LanguageSamples.aboutAlice(), pieces::add);

    assertThat(pieces).isNotEmpty().doesNotContainNull();
    assertThat(String.join("", pieces)).isEqualTo(completion.text());
    assertThat(completion.text()).isNotBlank();
    assertThat(completion.model()).isEqualTo(openModel().name());
  }

  @Test
  default void streamShouldHandOverItsPiecesOnTheCallingThread() {
    Set<Thread> threads = new HashSet<>();

    openModel().stream(LanguageSamples.aboutAlice(), piece -> threads.add(Thread.currentThread()));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  default void anyTextShouldBeAnswered() {
    LanguageModel model = openModel();

    for (String hostile : LanguageSamples.hostileTexts()) {
      Prompt prompt = LanguageSamples.withContext(hostile, List.of(hostile, "Alice is in Paris."));
      Completion completion = model.complete(prompt);
      assertThat(completion.text()).as("answer to: %.60s", hostile).isNotBlank();
      assertThat(prompt.context()).containsAll(completion.drawnFrom());
    }
  }

  @Test
  default void countTokensShouldGrowWithTheText() {
    LanguageModel model = openModel();

    assertThat(model.countTokens("")).isZero();
    assertThat(model.countTokens("Alice")).isPositive();
    assertThat(model.countTokens("Alice lives in Paris. ".repeat(1_000)))
        .isGreaterThan(model.countTokens("Alice lives in Paris. ".repeat(10)))
        .isBetween(1_000, 100_000);
    for (String hostile : LanguageSamples.hostileTexts()) {
      assertThat(model.countTokens(hostile)).as("tokens of: %.60s", hostile).isNotNegative();
    }
  }

  @Test
  default void anInterruptedThreadShouldEndTheCall() throws InterruptedException {
    LanguageModel model = openModel();
    List<Throwable> ends = new ArrayList<>();

    // On a thread of its own, so that the interruption cannot reach another test.
    for (Runnable call :
        List.<Runnable>of(
            () -> model.complete(LanguageSamples.aboutAlice()),
            () -> model.stream(LanguageSamples.aboutAlice(), piece -> {}))) {
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    try {
                      call.run();
                    } catch (RuntimeException e) {
                      ends.add(e);
                    }
                  });
      caller.join();
    }

    assertThat(ends)
        .as("failures of two interrupted calls")
        .hasSize(2)
        .allSatisfy(end -> assertThat(end).isInstanceOf(ModelFailureException.class));
  }

  @Test
  default void aConsumerThatFailsShouldEndTheStreamWithItsOwnFailure() {
    IllegalStateException broken = new IllegalStateException("the terminal is gone");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                openModel().stream(
                    LanguageSamples.aboutAlice(),
                    piece -> {
                      throw broken;
                    }))
        .isSameAs(broken);
  }

  @Test
  default void concurrentCallsShouldNotMixTheirAnswers() {
    LanguageModel model = openModel();

    List<Boolean> whole =
        Parallel.run(
            8,
            n -> {
              Prompt prompt =
                  LanguageSamples.withContext("Who is number " + n + "?", List.of("Person " + n));
              StringBuilder pieces = new StringBuilder();
              Completion completion = model.stream(prompt, pieces::append);
              return pieces.toString().equals(completion.text())
                  && prompt.context().containsAll(completion.drawnFrom());
            });

    assertThat(whole).containsOnly(true);
  }
}
