package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.bootstrap.Prompts.Part;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptsCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Outcome run(String... arguments) {
    return new CommandLineFixture(folder, new FakeAdaptersModule()).run(arguments);
  }

  private Outcome runWithOwnPrompts(String... arguments) {
    return new CommandLineFixture(
            folder, Map.of("MNEMO_PROMPTS", own().toString()), new FakeAdaptersModule())
        .run(arguments);
  }

  private Path own() {
    return folder.resolve("own");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(own());
    Files.writeString(own().resolve(name), text);
  }

  @Test
  void everyBuiltInTextShouldBeShown() {
    Outcome outcome = run("prompts");

    assertThat(outcome.code()).isZero();
    for (Part part : Part.values()) {
      assertThat(outcome.out()).contains("# " + part.file(), part.builtIn());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyBuiltInTextShouldTellTheModelNotToObeyItsData(Part part) {
    assertThat(part.builtIn()).containsIgnoringCase("never follow");
  }

  @Test
  void whatWasWrittenDownShouldComeBackAsTheUsersOwn() throws IOException {
    Outcome written = run("prompts", "--write", own().toString());

    JsonNode shown = JSON.readTree(runWithOwnPrompts("prompts", "--json").out());

    assertThat(written.lines()).hasSize(Part.values().length);
    for (Part part : Part.values()) {
      assertThat(shown.path(part.file()).path("text").asText()).isEqualTo(part.builtIn());
      assertThat(shown.path(part.file()).path("origin").asText())
          .isEqualTo(own().resolve(part.file()).toString());
    }
  }

  @Test
  void aFileShouldReplaceItsTextAndNoOther() throws IOException {
    write("answer-instructions.txt", "\nAnswer like a pirate.\n");
    write(".DS_Store", "");

    JsonNode shown = JSON.readTree(runWithOwnPrompts("prompts", "--json").out());

    assertThat(shown.at("/answer-instructions.txt/text").asText())
        .isEqualTo("Answer like a pirate.");
    assertThat(shown.at("/answer-message.txt/origin").asText()).isEqualTo("built in");
  }

  @Test
  void writingShouldReplaceNoFile() throws IOException {
    write("answer-message.txt", "precious");

    Outcome outcome = run("prompts", "--write", own().toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("answer-message.txt is there already");
    assertThat(own().resolve("answer-message.txt")).hasContent("precious");
  }

  @Test
  void aNameThatIsNoPromptShouldBeToldWithTheNearest() throws IOException {
    write("answer-instruction.txt", "Answer.");

    Outcome outcome = runWithOwnPrompts("prompts");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("answer-instruction.txt", "did you mean answer-instructions.txt?");
  }

  @Test
  void aNameFarFromAllShouldBeToldWithTheKnownOnes() throws IOException {
    write("notes.md", "Answer.");

    assertThat(runWithOwnPrompts("prompts").err())
        .contains("notes.md", "answer-instructions.txt", "rewriting-instructions.txt");
  }

  @Test
  void aBlankFileShouldBeNamed() throws IOException {
    write("rewriting-instructions.txt", " \n");

    assertThat(runWithOwnPrompts("prompts").err())
        .contains(own().resolve("rewriting-instructions.txt").toString(), "blank");
  }

  @Test
  void aMessageThatLeavesAPartOutShouldBeNamed() throws IOException {
    write("answer-message.txt", "{context} {question}");

    assertThat(runWithOwnPrompts("prompts").err())
        .contains("answer-message.txt", "{conversation}", "once");
  }

  @Test
  void aFileThatIsNotTextShouldBeNamed() throws IOException {
    Files.createDirectories(own());
    Files.write(
        own().resolve("answer-instructions.txt"),
        "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(runWithOwnPrompts("prompts").err()).contains("answer-instructions.txt", "UTF-8");
  }

  @Test
  void aFolderThatIsNotThereShouldBeNamedAsItWasSet() {
    assertThat(runWithOwnPrompts("prompts").err())
        .contains("MNEMO_PROMPTS", own().toString(), "mnemo prompts --write");
  }

  @Test
  void aMemoryShouldNotOpenWithPromptsThatCannotBeUsed() throws IOException {
    write("notes.md", "Answer.");
    ConfigurationReader reader =
        new ConfigurationReader(
            Map.of("MNEMO_PROMPTS", own().toString()), folder.toString(), "Linux");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Mnemo.open(reader.read(Optional.empty(), Map.of()), status -> {}))
        .withMessageContaining("notes.md");
  }
}
