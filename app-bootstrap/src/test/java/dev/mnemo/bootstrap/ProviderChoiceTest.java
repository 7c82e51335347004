package dev.mnemo.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.port.LanguageModel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which model answers, by the settings alone; nothing is connected to. */
class ProviderChoiceTest {

  @TempDir private Path folder;

  private Mnemo open(Map<String, String> environment) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "MNEMO_CACHE", "off",
                "MNEMO_GRAPH", "neo4j",
                "MNEMO_NEO4J_PASSWORD", "unused",
                "MNEMO_EMBEDDINGS", "off"));
    all.putAll(environment);
    Configuration configuration =
        new ConfigurationReader(all, folder.toString(), "Linux")
            .read(
                Optional.empty(),
                Map.of(
                    Setting.DATA,
                    new Configuration.Value(folder.toString(), "flag (--data)", "--data")));
    return Mnemo.open(configuration, status -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPENAI", "ANTHROPIC", "GEMINI", "OLLAMA"})
  void aModelsNameAndKeyShouldBeEnough(String provider) {
    try (Mnemo mnemo =
        open(
            Map.of(
                "MNEMO_" + provider + "_MODEL",
                "some-model",
                "MNEMO_" + provider + "_API_KEY",
                "sk-secret",
                "MNEMO_LLM_TOKEN_BUDGET",
                "1234"))) {
      LanguageModel model = mnemo.adapters().model();

      assertThat(model.name()).isEqualTo("some-model");
      assertThat(model.tokenBudget())
          .as("without what the words around the parts take")
          .isBetween(1_000, 1_234);
    }
  }

  @Test
  void twoVariablesShouldBeEnoughForAnyServerWithOpenAisInterface() {
    try (Mnemo mnemo =
        open(
            Map.of(
                "MNEMO_OPENAI_BASE_URL", "http://localhost:1/v1",
                "MNEMO_OPENAI_MODEL", "local"))) {
      assertThat(mnemo.adapters().model().name()).isEqualTo("local");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANTHROPIC", "GEMINI"})
  void aKeyThatIsMissingShouldBeNamedByItsVariable(String provider) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of("MNEMO_" + provider + "_MODEL", "some-model")))
        .withMessage(
            "MNEMO_%s_API_KEY was missing; give the key that the provider issued", provider);
  }

  @Test
  void aProviderWithoutAModelShouldNameTheVariable() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of("MNEMO_LLM", "ollama")))
        .withMessageStartingWith("MNEMO_OLLAMA_MODEL was missing");
  }

  @Test
  void aProviderThatIsUnknownShouldBeRefusedWithTheKnownOnes() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of("MNEMO_LLM", "gpt")))
        .withMessage("MNEMO_LLM was 'gpt'; use offline, openai, anthropic, gemini or ollama");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, some-model, ChatKnowledgeExtractor",
    "model, some-model, ChatKnowledgeExtractor",
    "rules, some-model, RulesKnowledgeExtractor",
    "auto, '', RulesKnowledgeExtractor",
    "rules, '', RulesKnowledgeExtractor"
  })
  void theModelShouldExtractWhereThereIsOneUnlessToldOtherwise(
      String extractor, String model, String expected) {
    try (Mnemo mnemo = open(Map.of("MNEMO_EXTRACTOR", extractor, "MNEMO_OLLAMA_MODEL", model))) {
      assertThat(mnemo.adapters().extractor().getClass().getSimpleName()).isEqualTo(expected);
    }
  }

  @Test
  void extractingByAModelShouldNeedOne() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of("MNEMO_EXTRACTOR", "model")))
        .withMessage(
            "MNEMO_EXTRACTOR was 'model'; use auto or rules, or name a model with MNEMO_LLM");
  }

  @Test
  void anOntologyThatIsNotThereShouldBeToldBeforeAnythingIsRead() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                open(
                    Map.of(
                        "MNEMO_OLLAMA_MODEL",
                        "some-model",
                        "MNEMO_ONTOLOGY",
                        folder.resolve("types.json").toString())))
        .withMessageContaining("types.json'; name a file that exists and can be read");
  }
}
