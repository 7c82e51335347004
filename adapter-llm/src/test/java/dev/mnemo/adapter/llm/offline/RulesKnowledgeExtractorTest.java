package dev.mnemo.adapter.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.testkit.contract.KnowledgeExtractorContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RulesKnowledgeExtractorTest implements KnowledgeExtractorContract {

  // A Wednesday.
  private static final Instant SAID = Instant.parse("2024-05-15T12:00:00Z");
  private static final int MEGABYTE = 1 << 20;

  @Override
  public KnowledgeExtractor openExtractor() {
    return TestModels.extractor();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Bob is a data scientist.;                    Bob | is | data scientist
          Paris is the capital of France.;             Paris | is the capital of | France
          Carol is the CEO of Acme Corp.;              Carol | is the CEO of | Acme Corp.
          The Eiffel Tower is located in Paris.;       Eiffel Tower | is located in | Paris
          Marie Curie discovered radium.;              Marie Curie | discovered | radium
          Alice lives in Paris and works in Berlin.;   Alice | lives in | Paris + Alice | works in | Berlin
          Alice moved from London to Rome.;            Alice | moved from | London + Alice | moved to | Rome
          Dave likes tea, coffee and jazz.;            Dave | likes | tea + Dave | likes | coffee + Dave | likes | jazz
          Alice and Bob met.;                          Alice | met | Bob
          Bob was hired by Alice.;                     Bob | was hired by | Alice
          Alice can speak French.;                     Alice | can speak | French
          Alice's brother Tom is a teacher.;           Tom | is | teacher
          Alice's cat is called Whiskers.;             Alice's cat | is called | Whiskers
          'Alice, a doctor from Paris, plays chess.';  Alice | is | doctor + Alice | plays | chess
          'Bob, who lives in Oslo, plays the violin.'; Bob | lives in | Oslo + Bob | plays | violin
          I'm allergic to peanuts.;                    the user | is allergic to | peanuts
          """)
  void aSentenceShouldGiveExactlyTheseFacts(String text, String expected) {
    assertThat(triples(text)).containsExactlyInAnyOrder(expected.split(" \\+ "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Maybe Alice lives in Oslo.",
        "I think Bob is a spy.",
        "If it rains, Alice stays at the hotel.",
        "According to Bob, Alice lives in Rome.",
        "It is said that Alice lives in Rome.",
        "Alice thought that Bob lived in Paris.",
        "Alice dreams of living in Rome.",
        "Alice almost married Bob.",
        "Bob hardly ever drinks coffee.",
        "Neither Alice nor Bob likes tea.",
        "Alice would love to move to Rome.",
        "Alice will move to Rome.",
        "Alice might work at Google.",
        "Alice has to work at Google.",
        "Bob failed to win the race.",
        "Nobody lives in Paris.",
        "\"I live in Rome,\" said Bob.",
        "She lives in Rome.",
        "Someone lives in Rome.",
        "Alice likes tea or coffee.",
        "Alice or Bob lives in Rome.",
        "Alice is not only a doctor but also a writer.",
        "Is Carol a painter? Where do Alice and Bob live?"
      })
  void whatAsksGuessesReportsOrStaysOpenShouldStateNothing(String text) {
    assertThat(triples(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Alice isn't a doctor.;              Alice | is | doctor;       Alice is not a doctor.
          She's never been to Rome.;          Alice | has been to | Rome; Alice has never been to Rome.
          Alice doesn't live in Berlin.;      Alice | lives in | Berlin; Alice does not live in Berlin.
          Alice no longer works at IBM.;      Alice | works at | IBM;    Alice no longer works at IBM.
          Alice can't swim across the Rhine.; Alice | can swim across | Rhine; Alice can not swim across the Rhine.
          """)
  void negationShouldBeKept(String text, String triple, String statement) {
    Extraction extraction = extract(text, "Alice is here.", SAID);

    assertThat(extraction.facts())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(triple(fact)).isEqualTo(triple);
              assertThat(fact.negated()).isTrue();
              assertThat(fact.statement()).isEqualTo(statement);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Alice moved to Paris in 2010.;                 2010-01-01;
          Alice has worked at Google since May 2019.;    2019-05-01;
          Alice was born in London on 3 March 1985.;     1985-03-03;
          Alice lived in London from 2005 to 2010.;      2005-01-01; 2011-01-01
          Alice visited Berlin last year.;               2023-01-01;
          Alice visited Berlin yesterday.;               2024-05-14;
          Alice visited Berlin two weeks ago.;           2024-04-29;
          Alice visited Berlin on Monday.;               2024-05-13;
          Alice visited Berlin in April.;                2024-04-01;
          In 2012 Alice lived in Lyon.;                  2012-01-01; 2013-01-01
          Alice lived in Lyon until 2015.;               ;           2016-01-01
          Alice is moving to Rome next month.;           2024-06-01;
          Alice has lived in Rome for three years.;      2021-05-15;
          Alice works at Google on Mondays.;             ;
          Alice lives in Rome.;                          ;
          """)
  void timesShouldBeReadAgainstTheDayOfThePassage(String text, String from, String until) {
    assertThat(extract(text, "", SAID).facts())
        .singleElement()
        .extracting(FoundFact::validity)
        .satisfies(
            validity -> {
              assertThat(validity.validAt().map(RulesKnowledgeExtractorTest::day).orElse(null))
                  .isEqualTo(from);
              assertThat(validity.invalidAt().map(RulesKnowledgeExtractorTest::day).orElse(null))
                  .isEqualTo(until);
            });
  }

  @Test
  void aStatementShouldSayWhenInWordsThatStayTrue() {
    assertThat(extract("Alice visited Berlin last year.", "", SAID).facts())
        .extracting(FoundFact::statement)
        .containsExactly("Alice visited Berlin last year (2023).");
  }

  @Test
  void aDayThatMayBeAheadShouldNotBeDated() {
    assertThat(extract("The meeting is at the office on Monday.", "", SAID).facts())
        .singleElement()
        .satisfies(fact -> assertThat(fact.validity().validAt()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Alice moved to Paris. She works as a nurse.;       Alice | works as | nurse
          Alice met Bob. He plays chess.;                    Bob | plays | chess
          Alice met Bob. She plays chess.;                   Alice | plays | chess
          Carol is a nurse. Alice met Bob. She plays chess.; Alice | plays | chess
          Bob married Alice. His wife plays chess.;          Bob's wife | plays | chess
          Alice met Bob. Bob sold her a car.;                Bob | sold car to | Alice
          Yesterday Bob bought a car. He sold it.;           Bob | sold | car
          Alice saw a bear. She took a photo of it.;         Alice | took photo of | bear
          Marie Curie was a chemist. Curie discovered radium.; Marie Curie | discovered | radium
          Alice and Bob met. They like jazz.;                Bob | likes | jazz
          """)
  void pronounsShouldMeanTheLatestWhoFits(String text, String expected) {
    assertThat(triples(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tom met Jerry. He plays chess.",
        "Alice and Carol met. She plays chess.",
        "Bob lives in Oslo. She plays chess.",
        "Paris is a city. He plays chess."
      })
  void aPronounThatFitsTwoOrNobodyShouldGiveNoFact(String text) {
    assertThat(triples(text)).noneMatch(triple -> triple.contains("chess"));
  }

  @Test
  void theSpeakersOfADialogueShouldBeMeantByI() {
    Extraction extraction =
        extract("Alice: I moved to Lyon last month.\nBob: Great! I live in Nice.", "", SAID);

    assertThat(extraction.facts())
        .extracting(RulesKnowledgeExtractorTest::triple)
        .containsExactly("Alice | moved to | Lyon", "Bob | lives in | Nice");
  }

  @Test
  void theTextsOfAShortBiographyShouldGiveTheirFacts() {
    assertThat(triples("Alice moved to Paris in 2010. She works as a software engineer."))
        .containsExactly("Alice | moved to | Paris", "Alice | works as | software engineer");
    assertThat(triples("Bob lives in New York. He is a data scientist."))
        .containsExactly("Bob | lives in | New York", "Bob | is | data scientist");

    Extraction meeting = extract("Alice and Bob met at a conference in 2015.", "", SAID);

    assertThat(meeting.facts())
        .extracting(RulesKnowledgeExtractorTest::triple)
        .containsExactly(
            "Alice | met | Bob", "Alice | met at | conference", "Bob | met at | conference");
    assertThat(meeting.facts())
        .allSatisfy(
            fact -> {
              assertThat(fact.statement()).isEqualTo("Alice and Bob met at a conference in 2015.");
              assertThat(fact.validity().validAt()).contains(Instant.parse("2015-01-01T00:00:00Z"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "Alice, person",
    "Paris, place",
    "Acme Corp., organization",
    "nurse, concept",
    "jazz, thing"
  })
  void entitiesShouldBeTypedByWhatIsSaidOfThem(String name, String type) {
    Extraction extraction =
        extract(
            "Alice lives in Paris. She is a nurse. She likes jazz. She left Acme Corp.", "", SAID);

    assertThat(extraction.entities())
        .filteredOn(entity -> entity.name().equals(name))
        .extracting(FoundEntity::type)
        .containsExactly(type);
  }

  @Test
  void anExtractionShouldSayThatItWasDrawnByRulesAndHowSureItIs() {
    Extraction extraction = extract("Alice lives in Paris. She likes jazz.", "", SAID);

    assertThat(extraction.extractor()).isEqualTo("rules");
    assertThat(extraction.usage().tokensIn()).isZero();
    assertThat(extraction.facts())
        .extracting(FoundFact::confidence)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(extraction.facts().getFirst().confidence())
        .isGreaterThan(extraction.facts().getLast().confidence());
  }

  @Test
  void aSummaryShouldBeTheFirstSentences() {
    String text = "Alice lives in Paris. " + "She likes jazz and tea and long walks. ".repeat(20);

    String summary = extract(text, "", SAID).summary();

    assertThat(summary).startsWith("Alice lives in Paris. She likes").hasSizeLessThanOrEqualTo(300);
  }

  @Test
  void markdownShouldBeReadWithoutItsMarks() {
    String text =
        """
        # Team

        - **Alice** lives in [Paris](https://example.org/paris).
        - Bob plays `chess`.

        ```
        Carol lives in Rome.
        ```
        """;

    assertThat(triples(text)).containsExactly("Alice | lives in | Paris", "Bob | plays | chess");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void hostileTextsShouldTakeBoundedTime() {
    List<String> texts =
        List.of(
            "x".repeat(MEGABYTE),
            "Alice ".repeat(MEGABYTE / 6),
            "👩‍👩‍👧".repeat(MEGABYTE / 8),
            "- ".repeat(MEGABYTE / 2),
            "((((".repeat(MEGABYTE / 4),
            "*".repeat(MEGABYTE),
            "A.".repeat(MEGABYTE / 2),
            "[a](b".repeat(MEGABYTE / 5),
            "Alice's ".repeat(MEGABYTE / 8),
            "\"".repeat(MEGABYTE),
            "\n".repeat(MEGABYTE) + "x",
            binary());

    for (String text : texts) {
      assertThat(extract(text, text, SAID).facts()).as("of: %.40s", text).isEmpty();
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aLongTextShouldTakeBoundedTime() {
    String text = "Alice lives in Paris. Bob, her friend, sold it to them in 2010. ";

    Extraction extraction = extract(text.repeat(500), "", SAID);

    assertThat(extraction.facts())
        .extracting(RulesKnowledgeExtractorTest::triple)
        .contains("Alice | lives in | Paris");
  }

  private static String binary() {
    byte[] bytes = new byte[MEGABYTE / 4];
    new Random(7).nextBytes(bytes);
    return "\u0000" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private List<String> triples(String text) {
    return extract(text, "", SAID).facts().stream()
        .map(RulesKnowledgeExtractorTest::triple)
        .toList();
  }

  private Extraction extract(String text, String preceding, Instant time) {
    return openExtractor().extract(new Passage(text, preceding, time));
  }

  private static String triple(FoundFact fact) {
    return String.join(" | ", Arrays.asList(fact.subject(), fact.predicate(), fact.object()));
  }

  private static String day(Instant instant) {
    return instant.toString().substring(0, 10);
  }
}
