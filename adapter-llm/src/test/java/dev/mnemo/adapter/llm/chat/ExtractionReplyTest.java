package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionReplyTest {

  @Test
  void everythingInAReplyShouldBeKept() {
    Extraction extraction =
        read(
            """
            {"entities": [{"name": " Alice ", "type": "Person", "description": "an engineer"},
              {"name": "Rome", "type": "place", "description": ""}],
             "facts": [{"subject": "Alice", "predicate": "Lives in", "object": "Rome",
               "statement": "Alice did not live in Rome until 2020.", "negated": true,
               "confidence": 0.5, "valid_from": "2010-02", "valid_to": "2020-01-31T10:00:00+02:00"}],
             "summary": "On Alice."}""");

    assertThat(extraction.entities())
        .containsExactly(
            new FoundEntity("Alice", "person", "an engineer"),
            new FoundEntity("Rome", "place", ""));
    assertThat(extraction.facts())
        .containsExactly(
            new FoundFact(
                "Alice",
                "lives in",
                "Rome",
                "Alice did not live in Rome until 2020.",
                true,
                0.5,
                new Validity(
                    Optional.of(Instant.parse("2010-02-01T00:00:00Z")),
                    Optional.of(Instant.parse("2020-01-31T08:00:00Z")))));
    assertThat(extraction.summary()).isEqualTo("On Alice.");
  }

  @ParameterizedTest
  @CsvSource({
    "2010, 2010-01-01T00:00:00Z",
    "2010-05, 2010-05-01T00:00:00Z",
    "2010-05-31, 2010-05-31T00:00:00Z",
    "2010-05-31 08:30, 2010-05-31T08:30:00Z",
    "2010-05-31T08:30:15Z, 2010-05-31T08:30:15Z",
    "2010-05-31T08:30:15+02:00, 2010-05-31T06:30:15Z",
  })
  void timesShouldBeReadAsFarAsTheyAreTold(String told, Instant expected) {
    assertThat(ToldTime.of(told)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "last year", "2010-13", "31.05.2010", "+999999999-01-01"})
  void timesThatCannotBeReadShouldBeLeftOut(String told) {
    assertThat(ToldTime.of(told)).isEmpty();
  }

  @Test
  void anEndBeforeTheBeginningShouldBeLeftOut() {
    assertThat(fact("\"valid_from\": \"2010\", \"valid_to\": \"2005\"").validity())
        .isEqualTo(Validity.from(Instant.parse("2010-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"1.7, 1", "-1, 0", "'\"0.4\"', 0.4", "'\"high\"', 0.7", "null, 0.7"})
  void confidenceShouldBeBroughtInsideItsBounds(String told, double expected) {
    assertThat(fact("\"confidence\": " + told).confidence()).isEqualTo(expected);
  }

  @Test
  void whatAFactSpeaksOfShouldBecomeAnEntity() {
    Extraction extraction =
        read(
            """
            {"entities": [{"name": "ALICE", "type": "person", "description": ""}],
             "facts": [{"subject": "alice", "predicate": "likes", "object": "tea"}]}""");

    assertThat(extraction.entities())
        .containsExactly(
            new FoundEntity("ALICE", "person", ""), new FoundEntity("tea", "thing", ""));
    assertThat(extraction.facts().getFirst().subject()).isEqualTo("ALICE");
    assertThat(extraction.facts().getFirst().statement()).isEqualTo("ALICE likes tea.");
  }

  @Test
  void whatIsListedTwiceOrNamelessShouldBeThereOnce() {
    Extraction extraction =
        read(
            """
            {"entities": [{"name": "Alice"}, {"name": "alice", "type": "robot"}, {"name": " "},
              "Bob"], "facts": []}""");

    assertThat(extraction.entities())
        .containsExactly(
            new FoundEntity("Alice", "thing", ""), new FoundEntity("Bob", "thing", ""));
  }

  @Test
  void longDescriptionsShouldBeCutAndHalvesOfCharactersReplaced() {
    Extraction extraction =
        read(
            """
            {"entities": [{"name": "Ali\\ud83d", "type": "%s", "description": "%s"}], "facts": [],
             "summary": "%s"}"""
                .formatted("t".repeat(500), "👩".repeat(5_000), "s".repeat(100_000)));

    FoundEntity entity = extraction.entities().getFirst();
    assertThat(entity.name()).isEqualTo("Ali\ufffd");
    assertThat(entity.type()).hasSize(128);
    assertThat(entity.description().codePointCount(0, entity.description().length()))
        .isEqualTo(2_000);
    assertThat(extraction.summary()).hasSize(2_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "[]",
        "{\"entities\": {}, \"facts\": []}",
        "{\"entities\": []}",
        "{\"entities\": [], \"facts\": [{\"subject\": \"\", \"predicate\": \"p\", \"object\": \"o\"}]}",
        "{\"entities\": [], \"facts\": [\"Alice lives in Paris.\"]}",
        "{\"entities\": [], \"facts\": [}"
      })
  void whatMakesNoSenseShouldBeRefused(String reply) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> read(reply));
  }

  @Test
  void aNameThatIsATextShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                read(
                    "{\"entities\": [{\"name\": \"%s\"}], \"facts\": []}"
                        .formatted("n".repeat(2_000))))
        .withMessageContaining("entity name");
  }

  @Test
  void anOntologyShouldMapWhatItKnowsAndLeaveOutOtherRelations() {
    SequencedMap<String, String> types = new LinkedHashMap<>();
    types.put("Person", "");
    types.put("software product", "");
    SequencedMap<String, String> relations = new LinkedHashMap<>();
    relations.put("works at", "");

    Extraction extraction =
        ExtractionReply.read(
            """
            {"entities": [{"name": "Alice", "type": "PERSON"}, {"name": "X", "type": "company"},
              {"name": "Y", "type": "software_product"}],
             "facts": [{"subject": "Alice", "predicate": "WORKS_AT", "object": "X"},
               {"subject": "Alice", "predicate": "likes", "object": "Y"}]}""",
            new Ontology(types, relations),
            "model",
            Usage.NONE);

    assertThat(extraction.entities())
        .extracting(FoundEntity::type)
        .containsExactly("person", "thing", "software product");
    assertThat(extraction.facts()).extracting(FoundFact::predicate).containsExactly("works at");
  }

  private static FoundFact fact(String more) {
    return read("""
            {"entities": [], "facts": [{"subject": "a", "predicate": "b", "object": "c", %s}]}"""
            .formatted(more))
        .facts()
        .getFirst();
  }

  private static Extraction read(String reply) {
    return ExtractionReply.read(reply, Ontology.OPEN, "model", Usage.NONE);
  }
}
