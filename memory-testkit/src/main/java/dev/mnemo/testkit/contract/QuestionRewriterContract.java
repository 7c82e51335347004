package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.LanguageSamples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every {@link QuestionRewriter} keeps, on conversations plain enough for any of them. */
public interface QuestionRewriterContract {

  /** Opens a working rewriter. */
  QuestionRewriter openRewriter();

  @Test
  default void withoutAWindowNothingShouldBeRewritten() {
    Rewriting rewriting = openRewriter().rewrite("What does she do for work?", List.of());

    assertThat(rewriting.standalone()).isEmpty();
  }

  @Test
  default void aPronounShouldBecomeThePersonOfTheWindow() {
    Rewriting rewriting =
        openRewriter()
            .rewrite(
                "What does she do for work?",
                window("Where does Alice live?", "Alice lives in Paris."));

    assertThat(rewriting.standalone())
        .hasValueSatisfying(
            question ->
                assertThat(question)
                    .contains("Alice")
                    .contains("work")
                    .doesNotContainPattern("(?i)\\bshe\\b"));
  }

  @Test
  default void aPronounShouldBecomeAPersonWhomItCanMean() {
    List<QAEntry> window =
        window(
            "Where does Alice live?", "Alice lives in Paris.",
            "Where does Bob live?", "Bob lives in New York.");

    Rewriting rewriting = openRewriter().rewrite("What does she do for work?", window);

    assertThat(rewriting.standalone())
        .hasValueSatisfying(
            question -> assertThat(question).contains("Alice").doesNotContain("Bob"));
  }

  @Test
  default void theLatestFittingPersonShouldBeMeant() {
    List<QAEntry> window =
        window(
            "Where does Alice live?", "Alice lives in Paris.",
            "Where does Mary live?", "Mary lives in Rome.");

    Rewriting rewriting = openRewriter().rewrite("What does she do for work?", window);

    assertThat(rewriting.standalone())
        .hasValueSatisfying(
            question -> assertThat(question).contains("Mary").doesNotContain("Alice"));
  }

  @Test
  default void aQuestionThatStandsAloneShouldStayAsItIs() {
    Rewriting rewriting =
        openRewriter()
            .rewrite(
                "Where does Bob live?", window("Where does Alice live?", "Alice lives in Paris."));

    assertThat(rewriting.standalone().orElse("Where does Bob live?"))
        .isEqualTo("Where does Bob live?");
  }

  @Test
  default void aPronounThatNothingExplainsShouldStay() {
    Rewriting rewriting =
        openRewriter().rewrite("What does she do for work?", window("What is 2 + 2?", "4."));

    Optional<String> resolved =
        rewriting.standalone().filter(Pattern.compile("(?i)\\bshe\\b").asPredicate().negate());
    assertThat(resolved).isEmpty();
  }

  @Test
  default void anyTextShouldBeEndured() {
    QuestionRewriter rewriter = openRewriter();

    for (String hostile : LanguageSamples.hostileTexts()) {
      assertThatCode(() -> rewriter.rewrite(hostile, window(hostile, hostile, "Alice?", "Alice.")))
          .as("rewriting: %.60s", hostile)
          .doesNotThrowAnyException();
    }
  }

  @Test
  default void concurrentRewritingsShouldNotMix() {
    QuestionRewriter rewriter = openRewriter();
    List<String> names = List.of("Alice", "Mary");

    List<Rewriting> rewritings =
        Parallel.run(
            8,
            n -> {
              String name = names.get(n % 2);
              return rewriter.rewrite(
                  "What does she do?",
                  window("Where does " + name + " live?", name + " lives in Paris."));
            });

    for (int n = 0; n < 8; n++) {
      assertThat(rewritings.get(n).standalone().orElseThrow())
          .contains(names.get(n % 2))
          .doesNotContain(names.get(1 - n % 2));
    }
  }
}
