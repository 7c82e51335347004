package dev.mnemo.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  private enum Cache {
    FS,
    REDIS,
    OFF
  }

  @TempDir private Path data;

  @Test
  void flagsShouldWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    file("user=from-file", "cache=redis", "window=7");
    Map<String, String> environment = Map.of("MNEMO_USER", "from-variable", "MNEMO_CACHE", "off");

    Configuration configuration = read(environment, Map.of(Setting.USER, flag("from-flag")));

    assertThat(configuration.value(Setting.USER))
        .isEqualTo(new Configuration.Value("from-flag", "flag (--user)", "--user"));
    assertThat(configuration.value(Setting.CACHE).text()).isEqualTo("off");
    assertThat(configuration.value(Setting.CACHE).origin()).isEqualTo("environment (MNEMO_CACHE)");
    assertThat(configuration.number(Setting.WINDOW)).isEqualTo(7);
    assertThat(configuration.value(Setting.WINDOW).origin()).contains("mnemo.properties");
    assertThat(configuration.value(Setting.GRAPH).origin()).isEqualTo("default");
  }

  @Test
  void anUnknownVariableShouldBeRefusedWithTheNearestName() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> read(Map.of("MNEMO_CASHE", "fs"), Map.of()))
        .withMessageContaining("MNEMO_CASHE")
        .withMessageContaining("did you mean MNEMO_CACHE?");
  }

  @Test
  void anUnknownKeyShouldBeRefusedWithTheNearestName() throws IOException {
    file("redis.url=redis://localhost");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> read(Map.of(), Map.of()))
        .withMessageContaining("redis.url")
        .withMessageContaining("did you mean redis.uri?");
  }

  @Test
  void variablesOfTheTestsAndOfOthersShouldBeLeftAlone() {
    Configuration configuration =
        read(Map.of("MNEMO_TEST_REDIS_URI", "x", "PATH", "y", "MNEMONIC", "z"), Map.of());

    assertThat(configuration.value(Setting.CACHE).origin()).isEqualTo("default");
  }

  @Test
  void aWrongChoiceShouldNameTheVariableTheValueAndTheRemedy() {
    Configuration configuration = read(Map.of("MNEMO_CACHE", "reddis"), Map.of());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> configuration.choice(Setting.CACHE, Cache.class))
        .withMessage("MNEMO_CACHE was 'reddis'; use fs, redis or off");
  }

  @Test
  void durationsShouldTakeAUnit() {
    assertThat(ttl("24h")).contains(Duration.ofHours(24));
    assertThat(ttl("90 s")).contains(Duration.ofSeconds(90));
    assertThat(ttl("0")).contains(Duration.ZERO);
    assertThat(ttl("")).isEmpty();
    for (String wrong : new String[] {"5", "h", "-1h", "1w", "99999999999999999999h"}) {
      assertThatExceptionOfType(InvalidInputException.class)
          .as(wrong)
          .isThrownBy(() -> ttl(wrong))
          .withMessageContaining("MNEMO_CACHE_TTL")
          .withMessageContaining("24h");
    }
  }

  @Test
  void secretsShouldNeverBeShown() {
    Configuration configuration =
        read(
            Map.of(
                "MNEMO_OPENAI_API_KEY", "sk-123456",
                "MNEMO_NEO4J_PASSWORD", "hunter2",
                "MNEMO_REDIS_URI", "redis://mnemo:hunter3@localhost"),
            Map.of());

    assertThat(configuration.shown(Setting.OPENAI_API_KEY)).isEqualTo("***");
    assertThat(configuration.shown(Setting.NEO4J_PASSWORD)).isEqualTo("***");
    assertThat(configuration.shown(Setting.REDIS_URI)).isEqualTo("redis://***@localhost");
  }

  @Test
  void secretsShouldNotBeInAnyText() {
    Map<String, String> secrets =
        Map.of(
            "MNEMO_OPENAI_API_KEY", "sk-secret-1",
            "MNEMO_ANTHROPIC_API_KEY", "sk-secret-2",
            "MNEMO_GEMINI_API_KEY", "sk-secret-3",
            "MNEMO_OLLAMA_API_KEY", "sk-secret-4");
    Configuration configuration = read(secrets, Map.of());

    for (Setting setting : Setting.values()) {
      assertThat(configuration.shown(setting) + configuration.value(setting))
          .as(setting.key())
          .doesNotContain("secret");
    }
    assertThat(configuration.toString()).doesNotContain("secret");
  }

  @Test
  void aModelsNameShouldChooseItsProvider() {
    Configuration configuration =
        read(
            Map.of(
                "MNEMO_OPENAI_BASE_URL", "http://localhost:8080/v1",
                "MNEMO_OPENAI_MODEL", "local"),
            Map.of());

    assertThat(configuration.text(Setting.LLM)).isEqualTo("openai");
    assertThat(configuration.value(Setting.LLM).origin())
        .isEqualTo("because MNEMO_OPENAI_MODEL is set");
    assertThat(read(Map.of("MNEMO_ANTHROPIC_API_KEY", "sk-1"), Map.of()).text(Setting.LLM))
        .isEqualTo("offline");
  }

  @Test
  void aProviderThatIsNamedShouldWinOverModels() {
    Configuration configuration =
        read(
            Map.of("MNEMO_LLM", "offline", "MNEMO_GEMINI_MODEL", "g", "MNEMO_OLLAMA_MODEL", "o"),
            Map.of());

    assertThat(configuration.text(Setting.LLM)).isEqualTo("offline");
  }

  @Test
  void modelsOfTwoProvidersShouldNeedAChoice() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> read(Map.of("MNEMO_GEMINI_MODEL", "g", "MNEMO_OLLAMA_MODEL", "o"), Map.of()))
        .withMessage("MNEMO_LLM was missing; choose among gemini, ollama, which all have a model");
  }

  @Test
  void theDataFolderShouldBeWhereTheSystemKeepsSuchThings() {
    assertThat(reader(Map.of(), "Linux").read(Optional.empty(), Map.of()).data())
        .isEqualTo(Path.of("/home/alice/.local/share/mnemo"));
    assertThat(
            reader(Map.of("XDG_DATA_HOME", "/xdg"), "Linux")
                .read(Optional.empty(), Map.of())
                .data())
        .isEqualTo(Path.of("/xdg/mnemo"));
    assertThat(reader(Map.of(), "Mac OS X").read(Optional.empty(), Map.of()).data())
        .isEqualTo(Path.of("/home/alice/Library/Application Support/mnemo"));
  }

  @Test
  void aNamedFileThatIsMissingShouldBeAnError() {
    Path missing = data.resolve("other.properties");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> reader(Map.of(), "Linux").read(Optional.of(missing), Map.of()))
        .withMessageContaining("other.properties");
  }

  private Optional<Duration> ttl(String text) {
    return read(Map.of("MNEMO_CACHE_TTL", text), Map.of()).duration(Setting.CACHE_TTL);
  }

  private Configuration read(
      Map<String, String> environment, Map<Setting, Configuration.Value> flags) {
    var all = new java.util.EnumMap<Setting, Configuration.Value>(Setting.class);
    all.put(Setting.DATA, new Configuration.Value(data.toString(), "flag (--data)", "--data"));
    all.putAll(flags);
    return reader(environment, "Linux").read(Optional.empty(), all);
  }

  private static ConfigurationReader reader(Map<String, String> environment, String system) {
    return new ConfigurationReader(environment, "/home/alice", system);
  }

  private static Configuration.Value flag(String text) {
    return new Configuration.Value(text, "flag (--user)", "--user");
  }

  private void file(String... lines) throws IOException {
    Files.write(data.resolve(ConfigurationReader.FILE), java.util.List.of(lines));
  }
}
