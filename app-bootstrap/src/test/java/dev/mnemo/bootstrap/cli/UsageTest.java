package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.FakeAdaptersModule;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "remember",
        "ask",
        "chat",
        "recall",
        "history",
        "reembed",
        "config",
        "doctor",
        "status",
        "stop",
        "completion",
        "sessions",
        "sessions list",
        "sessions show",
        "sessions end",
        "sessions delete",
        "sessions export",
        "sessions import"
      })
  void helpShouldShowExamplesOfEachCommand(String command) {
    var outcome = line().run((command + " --help").split(" "));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("Usage: mnemo " + command).contains("Example");
  }

  @Test
  void helpShouldListTheCommands() {
    var outcome = line().run("--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("remember", "ask", "chat", "recall", "Exit codes");
  }

  @Test
  void versionShouldNameTheProduct() {
    assertThat(line().run("--version").out()).startsWith("mnemo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frobnicate",
        "ask",
        "ask --top-k many question",
        "ask --top-k 0 question",
        "ask --type GRAPH question",
        "history --last 0",
        "recall",
        "sessions",
        "sessions list --range 3d",
        "sessions import",
        "recall --queries missing.jsonl one",
        "history --session",
        "history --data=",
        "sessions list --offset -1"
      })
  void wrongUsageShouldBeExplainedAndExitWithTwo(String command) {
    var outcome = line().run(command.isEmpty() ? new String[0] : command.split(" "));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("mnemo: ").doesNotContain("\tat ");
  }

  @Test
  void aMistypedCommandShouldBeMetWithTheRightOne() {
    assertThat(line().run("remmber", "x.txt").err()).contains("remember");
  }

  @Test
  void withJsonAnErrorShouldBeOneObjectAndStandardOutputEmpty() throws Exception {
    var outcome = line().run("history", "--last", "0", "--json");

    assertThat(outcome.out()).isEmpty();
    var error = new ObjectMapper().readTree(outcome.err()).path("error");
    assertThat(error.path("kind").asText()).isEqualTo("invalid_input");
    assertThat(error.path("message").asText()).contains("0");
    assertThat(error.path("retryable").asBoolean(true)).isFalse();
  }

  @Test
  void anUnknownVariableShouldBeAnErrorWithASuggestion() {
    CommandLineFixture line =
        new CommandLineFixture(data, Map.of("MNEMO_CACH", "fs"), new FakeAdaptersModule());

    var outcome = line.run("history");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("MNEMO_CACH", "MNEMO_CACHE");
  }

  @Test
  void anEmptyVariableShouldBeOneThatIsNotSet() {
    CommandLineFixture line =
        new CommandLineFixture(data, Map.of("MNEMO_DATA", "", "MNEMO_CACHE", " "));

    assertThat(line.run("config").out()).contains(data.toString()).contains("fs ");
  }

  @Test
  void noPartOfASecretInAUriShouldBeShown() {
    CommandLineFixture line =
        new CommandLineFixture(
            data, Map.of("MNEMO_REDIS_URI", "redis://me:p@ss/w?rd@host:6379/0?password=hidden"));

    assertThat(line.run("config").out())
        .contains("redis://***@host:6379/0?***")
        .doesNotContain("p@ss", "ss/w", "rd@", "hidden");
  }

  @Test
  void aChatShouldRefuseToSpeakJson() {
    assertThat(line().run("chat", "--json").code()).isEqualTo(2);
  }

  @Test
  void aQuestionShouldNotBeTakenForTheNameOfAFile() {
    assertThat(line().run("recall", "@" + data.resolve("missing")).code()).isZero();
  }

  @Test
  void configShouldShowEverySettingWithItsOriginAndNoSecret() {
    CommandLineFixture line =
        new CommandLineFixture(
            data,
            Map.of("MNEMO_NEO4J_PASSWORD", "s3cret", "MNEMO_CACHE", "redis"),
            new FakeAdaptersModule());

    var outcome = line.run("config");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("redis", "MNEMO_CACHE", "default").doesNotContain("s3cret");
  }

  @Test
  void noKeyOfAProviderShouldBeShownByAnyCommand() {
    Map<String, String> environment =
        Map.of(
            "MNEMO_LLM", "anthropic",
            "MNEMO_OPENAI_API_KEY", "sk-s3cret-1",
            "MNEMO_ANTHROPIC_API_KEY", "sk-s3cret-2",
            "MNEMO_ANTHROPIC_MODEL", "some-model",
            "MNEMO_ANTHROPIC_BASE_URL", "https://me:sk-s3cret-5@localhost/v1?key=sk-s3cret-6",
            "MNEMO_GEMINI_API_KEY", "sk-s3cret-3",
            "MNEMO_OLLAMA_API_KEY", "sk-s3cret-4");
    CommandLineFixture line = new CommandLineFixture(data, environment, new FakeAdaptersModule());

    for (String[] command :
        new String[][] {{"config"}, {"config", "--json"}, {"status"}, {"history"}}) {
      var outcome = line.run(command);

      assertThat(outcome.out() + outcome.err()).as(command[0]).doesNotContain("s3cret");
    }
  }

  @Test
  void completionShouldBeAScriptThatKnowsTheCommands() {
    var outcome = line().run("completion");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("complete -F", "remember", "--top-k");
  }

  private CommandLineFixture line() {
    return new CommandLineFixture(data, new FakeAdaptersModule());
  }
}
