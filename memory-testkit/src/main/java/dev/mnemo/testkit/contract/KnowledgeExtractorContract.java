package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What every {@link KnowledgeExtractor} keeps, on texts plain enough for any of them. */
public interface KnowledgeExtractorContract {

  /** Opens a working extractor. */
  KnowledgeExtractor openExtractor();

  @Test
  default void extractShouldFindTheEntitiesAndTheFactsOfAText() {
    Extraction extraction = extract("Alice lives in Paris.");

    assertThat(names(extraction)).contains("Alice", "Paris");
    assertThat(extraction.facts())
        .anySatisfy(
            fact -> {
              assertThat(fact.subject()).isEqualTo("Alice");
              assertThat(fact.object()).isEqualTo("Paris");
              assertThat(fact.predicate()).contains("live").isLowerCase();
              assertThat(fact.statement()).contains("Alice").contains("Paris");
              assertThat(fact.negated()).isFalse();
            });
    assertThat(extraction.extractor()).isNotBlank();
  }

  @Test
  default void extractShouldResolvePronounsInsideAText() {
    Extraction extraction =
        extract("Alice moved to Paris in 2010. She works as a software engineer.");

    assertThat(extraction.facts())
        .anySatisfy(
            fact -> {
              assertThat(fact.subject()).isEqualTo("Alice");
              assertThat(fact.object()).containsIgnoringCase("software engineer");
              assertThat(fact.statement()).startsWith("Alice");
            });
    assertThat(names(extraction)).doesNotContain("She", "she");
  }

  @Test
  default void extractShouldResolvePronounsByWhatWasSaidBeforeAndExtractNothingFromThat() {
    Extraction extraction =
        openExtractor()
            .extract(new Passage("She lives in Rome.", "Alice likes jazz.", TestClock.NOON));

    assertThat(extraction.facts())
        .anySatisfy(
            fact -> {
              assertThat(fact.subject()).isEqualTo("Alice");
              assertThat(fact.object()).isEqualTo("Rome");
            });
    assertThat(names(extraction)).noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("jazz"));
  }

  @Test
  default void extractShouldKeepWhenAFactBecameTrue() {
    Extraction extraction = extract("Alice moved to Paris in 2010.");

    assertThat(extraction.facts())
        .anySatisfy(
            fact -> {
              assertThat(fact.object()).isEqualTo("Paris");
              assertThat(fact.validity().validAt())
                  .hasValueSatisfying(
                      time -> assertThat(time.atOffset(ZoneOffset.UTC).getYear()).isEqualTo(2010));
            });
  }

  @Test
  default void extractShouldKeepNegation() {
    Extraction extraction = extract("Bob does not live in Berlin.");

    assertThat(extraction.facts())
        .filteredOn(fact -> fact.object().equals("Berlin"))
        .isNotEmpty()
        .allSatisfy(
            fact -> {
              assertThat(fact.negated()).isTrue();
              assertThat(fact.statement()).contains("not");
            });
  }

  @Test
  default void questionsShouldStateNothing() {
    Extraction extraction =
        extract("Does Alice live in Rome? Where does Bob work? Is Bob a painter?");

    assertThat(extraction.facts()).isEmpty();
  }

  @Test
  default void aTextThatStatesNothingShouldGiveNoFacts() {
    for (String text : List.of("Hmm.", "?!", "...", "👩", "- -", "12345")) {
      assertThat(extract(text).facts()).as("of: %s", text).isEmpty();
    }
  }

  @Test
  default void everyFactShouldSpeakOfEntitiesThatWereFound() {
    Extraction extraction =
        extract(
            "Alice lives in Paris. Bob lives in New York. He is a data scientist. "
                + "Alice and Bob met at a conference in 2015.");

    List<String> names = names(extraction);
    assertThat(names).contains("Alice", "Bob", "Paris", "New York").doesNotHaveDuplicates();
    assertThat(extraction.facts())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(fact -> assertThat(names).contains(fact.subject(), fact.object()));
    assertThat(extraction.facts())
        .extracting(FoundFact::subject)
        .doesNotContain("He", "he", "She", "she", "It", "it");
  }

  @Test
  default void anyTextShouldBeEndured() {
    KnowledgeExtractor extractor = openExtractor();

    for (String hostile : LanguageSamples.hostileTexts()) {
      assertThatCode(
              () ->
                  extractor.extract(
                      new Passage(hostile + " Alice lives in Paris.", hostile, TestClock.NOON)))
          .as("extracting from: %.60s", hostile)
          .doesNotThrowAnyException();
    }
  }

  @Test
  default void concurrentExtractionsShouldNotMix() {
    KnowledgeExtractor extractor = openExtractor();
    List<String> cities = List.of("Paris", "Rome", "Berlin", "Oslo");

    List<Extraction> extractions =
        Parallel.run(
            8,
            n ->
                extractor.extract(
                    new Passage(
                        "Alice lives in %s.".formatted(cities.get(n % 4)), "", TestClock.NOON)));

    for (int n = 0; n < 8; n++) {
      assertThat(names(extractions.get(n))).contains("Alice", cities.get(n % 4)).hasSize(2);
    }
  }

  private Extraction extract(String text) {
    return openExtractor().extract(new Passage(text, "", TestClock.NOON));
  }

  private static List<String> names(Extraction extraction) {
    return extraction.entities().stream().map(FoundEntity::name).toList();
  }
}
