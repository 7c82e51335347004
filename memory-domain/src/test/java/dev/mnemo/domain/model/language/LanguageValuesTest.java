package dev.mnemo.domain.model.language;

import static dev.mnemo.domain.model.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageValuesTest {

  private static final FoundEntity ALICE = new FoundEntity("Alice", "person", "");
  private static final FoundEntity PARIS = new FoundEntity("Paris", "place", "");

  @Test
  void aPromptShouldAskSomething() {
    assertRefused(
        () -> new Prompt("Answer.", List.of(), List.of(), " ", "Who?"),
        "question was ' '; ask something");
    assertRefused(
        () -> new Prompt("Answer.", List.of(), List.of(), "Who?", ""),
        "standalone question was ''; give the question itself");
  }

  @Test
  void aPassageShouldSaySomething() {
    assertRefused(
        () -> new Passage("\n", "before", NOON), "passage was '\n'; give a text that is not blank");
  }

  @Test
  void aBlankRewritingShouldBeNone() {
    assertThat(new Rewriting(Optional.of(" \n"), "rules", Usage.NONE).standalone()).isEmpty();
    assertThat(new Rewriting(Optional.of(" Who? "), "rules", Usage.NONE).standalone())
        .contains(" Who? ");
  }

  @Test
  void factsShouldSpeakOfFoundEntities() {
    FoundFact fact = fact("Alice", "Paris", 1);

    assertThat(extraction(List.of(ALICE, PARIS), fact).facts()).containsExactly(fact);
    for (List<FoundEntity> entities : List.of(List.of(ALICE), List.of(PARIS))) {
      assertRefused(
          () -> extraction(entities, fact),
          "fact was 'Alice lives in Paris.'; list its subject and its object among the entities");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN})
  void aConfidenceShouldBeFromZeroToOne(double confidence) {
    assertRefused(
        () -> fact("Alice", "Paris", confidence),
        "confidence was '%s'; use 0 to 1".formatted(confidence));
  }

  private static FoundFact fact(String subject, String object, double confidence) {
    return new FoundFact(
        subject, "lives in", object, "Alice lives in Paris.", false, confidence, Validity.UNKNOWN);
  }

  private static Extraction extraction(List<FoundEntity> entities, FoundFact fact) {
    return new Extraction(entities, List.of(fact), "", "rules", Usage.NONE);
  }

  private static void assertRefused(ThrowingCallable making, String message) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(making).withMessage(message);
  }
}
