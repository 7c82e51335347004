package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mnemo.bootstrap.ConfiguredOverFakeGraph;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command is a mnemo of its own, which knows what it finds on the disk. */
class UsageCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path data;

  private final ConfiguredOverFakeGraph memory = new ConfiguredOverFakeGraph();
  private MeteredServer server;

  @BeforeEach
  void start() throws IOException {
    server = new MeteredServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatWasAskedShouldBeCountedAndPriced() throws IOException {
    asked("gpt-4o-mini-2024-07-18");

    JsonNode usage = JSON.readTree(model("gpt-4o-mini-2024-07-18").run("usage", "--json").out());

    assertThat(usage.path("by").asText()).isEqualTo("model");
    assertThat(usage.path("since").isNull()).isTrue();
    assertThat(usage.path("groups")).hasSize(1);
    JsonNode group = usage.path("groups").get(0);
    assertThat(group.path("model").asText()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(group.path("calls").asLong()).as("two answers, one rewriting").isEqualTo(3);
    assertThat(group.path("usage"))
        .isEqualTo(
            JSON.readTree(
                """
                {"tokens_in":2568,"tokens_out":122,"cost_usd":0.0004584,"estimated":false}"""));
    assertThat(group.path("unpriced_calls").asLong()).isZero();
    assertThat(usage.path("total").path("usage")).isEqualTo(group.path("usage"));
  }

  @Test
  void sessionsDaysAndOperationsShouldAddUpToTheSame() throws IOException {
    asked("gpt-4o-mini");
    CommandLineFixture mnemo = model("gpt-4o-mini");

    JsonNode bySession = JSON.readTree(mnemo.run("usage", "--json", "--by", "session").out());
    JsonNode session = JSON.readTree(mnemo.run("sessions", "list", "--json").out());
    JsonNode byDay =
        JSON.readTree(mnemo.run("usage", "--json", "--by", "day", "--since", "24h").out());
    JsonNode byOperation = JSON.readTree(mnemo.run("usage", "--json", "--by", "operation").out());

    assertThat(bySession.path("groups").get(0).path("session_id").asText()).isEqualTo("trip");
    assertThat(bySession.path("groups").get(0).path("usage")).isEqualTo(session.path("usage"));
    assertThat(byDay.path("groups").get(0).path("day").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(byDay.path("total")).isEqualTo(bySession.path("total"));
    assertThat(byOperation.path("groups"))
        .extracting(group -> group.path("operation").asText())
        .containsExactly("answer", "rewrite");
  }

  @Test
  void aPersonShouldSeeATableAndTheCostOfEachAnswer() {
    Outcome answer = model("gpt-4o-mini").run("ask", "--session", "trip", "Where is Alice?");

    Outcome usage = model("gpt-4o-mini").run("usage");

    assertThat(answer.out()).contains("— gpt-4o-mini · 1,234 tokens in, 56 out · $0.000219");
    assertThat(usage.lines())
        .containsExactly(
            "model        calls  tokens in  tokens out  cost",
            "gpt-4o-mini      1      1,234          56  $0.000219",
            "total            1      1,234          56  $0.000219");
  }

  @Test
  void anUnknownPriceShouldBeShownAsUnknownBesideWhatIsKnown() throws IOException {
    model("gpt-4o-mini").run("ask", "Where is Alice?");
    Outcome answer = model("llama3.2").run("ask", "--session", "other", "Where is Bob?");

    Outcome usage = model("llama3.2").run("usage");
    JsonNode total = JSON.readTree(model("llama3.2").run("usage", "--json").out()).path("total");

    assertThat(answer.out()).contains("— llama3.2 · 1,234 tokens in, 56 out · cost unknown");
    assertThat(usage.lines())
        .anyMatch(line -> line.matches("llama3.2 .* unknown"))
        .last()
        .asString()
        .endsWith("unknown, $0.000219 without 1 call of unknown price");
    assertThat(total.path("usage").path("cost_usd").isNull()).isTrue();
    assertThat(total.path("known_cost_usd").decimalValue()).isEqualByComparingTo("0.0002187");
    assertThat(total.path("unpriced_calls").asLong()).isEqualTo(1);
  }

  @Test
  void pricesOfOnesOwnShouldBeTaken() throws IOException {
    Path prices = Files.writeString(data.resolve("prices.csv"), "# mine\nllama3.2, 1000, 0\n");

    Outcome answer =
        mnemo(Map.of("MNEMO_OPENAI_MODEL", "llama3.2", "MNEMO_PRICES", prices.toString()))
            .run("ask", "Where is Alice?");

    assertThat(answer.out()).contains("$1.23");
  }

  @Test
  void aWrongLineOfPricesShouldBeNamed() throws IOException {
    Path prices = Files.writeString(data.resolve("prices.csv"), "# mine\nllama3.2, free\n");

    Outcome outcome = mnemo(Map.of("MNEMO_PRICES", prices.toString())).run("usage");
    Outcome missing = mnemo(Map.of("MNEMO_PRICES", data + "/missing.csv")).run("usage");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("line 2 of " + prices, "llama3.2, free", "write 'model");
    assertThat(missing.err()).contains("MNEMO_PRICES", "missing.csv", "name a file");
  }

  @Test
  void offlineNothingShouldHaveBeenSpent() throws IOException {
    CommandLineFixture mnemo = mnemo(Map.of("MNEMO_LLM", "offline"));
    Outcome answer = mnemo.run("ask", "Where is Alice?");

    JsonNode usage = JSON.readTree(mnemo.run("usage", "--json").out());

    assertThat(answer.out()).doesNotContain("tokens", "$");
    assertThat(usage.path("groups")).isEmpty();
    assertThat(usage.path("total").path("usage").path("cost_usd").asInt(1)).isZero();
    assertThat(mnemo.run("usage").out()).contains("no model was called");
  }

  @Test
  void anotherUsersCallsShouldNotBeShown() {
    model("gpt-4o-mini").run("ask", "Where is Alice?");

    assertThat(model("gpt-4o-mini").run("usage", "--user", "bob").out())
        .contains("no model was called");
  }

  @Test
  void withoutACacheThereShouldBeNoLedgerAndAnAnswerAllTheSame() {
    CommandLineFixture mnemo = mnemo(Map.of("MNEMO_CACHE", "off"));

    assertThat(mnemo.run("ask", "Where is Alice?").out()).contains("In Paris.", "$");
    assertThat(mnemo.run("usage").code()).isEqualTo(1);
    assertThat(mnemo.run("usage").err()).contains("MNEMO_CACHE");
  }

  private void asked(String model) {
    CommandLineFixture mnemo = model(model);
    assertThat(mnemo.run("ask", "--session", "trip", "Where is Alice?").code()).isZero();
    assertThat(mnemo.run("ask", "--session", "trip", "What does she do?").code()).isZero();
  }

  private CommandLineFixture model(String name) {
    return mnemo(Map.of("MNEMO_OPENAI_MODEL", name));
  }

  private CommandLineFixture mnemo(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MNEMO_DATA", data.toString());
    environment.put("MNEMO_LLM", "openai");
    environment.put("MNEMO_OPENAI_BASE_URL", server.baseUrl());
    environment.put("MNEMO_OPENAI_MODEL", "gpt-4o-mini");
    environment.putAll(settings);
    return new CommandLineFixture(
        data, environment, (configuration, on) -> memory.open(configuration));
  }
}
