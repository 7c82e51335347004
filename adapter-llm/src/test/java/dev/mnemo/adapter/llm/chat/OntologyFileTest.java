package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.Replies.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OntologyFileTest {

  private static final Dialect OPEN_AI = new OpenAiDialect();

  @TempDir private Path folder;

  @Test
  void anOntologyShouldBeInThePromptAndInTheSchema() throws IOException {
    Ontology ontology =
        read(
            """
            {"entity_types": {"Person": "a human being", "company": ""},
             "relation_types": ["works at", "knows"]}""");
    try (ProviderSetup setup =
        ProviderSetup.with(
            OPEN_AI, answer(OPEN_AI, "{\"entities\": [], \"facts\": [], \"summary\": \"\"}"))) {

      setup.extractor(ontology).extract(new Passage("Alice knows Bob.", "", TestClock.NOON));

      JsonNode request = setup.server.requests().getFirst();
      assertThat(request.at("/messages/0/content").asText())
          .contains("- person: a human being\n- company\n", "- works at\n- knows\n");
      JsonNode schema = request.at("/response_format/json_schema/schema/properties");
      assertThat(schema.at("/entities/items/properties/type/enum"))
          .extracting(JsonNode::asText)
          .containsExactly("person", "company", "thing");
      assertThat(schema.at("/facts/items/properties/predicate/enum"))
          .extracting(JsonNode::asText)
          .containsExactly("works at", "knows");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                  | make it a JSON object",
        "{}                                  | give it \"entity_types\"",
        "{\"types\": []}                     | it has \"types\"; use \"entity_types\"",
        "{\"entity_types\": \"person\"}      | make \"entity_types\" an object",
        "{\"entity_types\": {\"person\": 1}} | make \"entity_types.person\" a text, not NUMBER",
        "{\"entity_types\": [\" \"]}         | entity type was ' '",
        "{\"entity_types\": [}               | correct the JSON at line 1, column",
        "{\"entity_types\": []} x            | correct the JSON at line 1, column",
      })
  void aBadFileShouldBeToldWithItsNameAndTheRemedy(String text, String remedy) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining("ontology file was '")
        .withMessageContaining("types.json")
        .withMessageContaining(remedy);
  }

  @Test
  void aFileThatIsNotThereOrNotUtf8ShouldBeTold() throws IOException {
    Path latin = folder.resolve("latin.json");
    Files.write(latin, "{\"entity_types\": [\"Ärzte\"]}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> OntologyFile.read(folder.resolve("none.json")))
        .withMessageContaining("name a file that exists");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> OntologyFile.read(latin))
        .withMessageContaining("UTF-8");
  }

  private Ontology read(String text) throws IOException {
    Path file = folder.resolve("types.json");
    Files.writeString(file, text);
    return OntologyFile.read(file);
  }
}
