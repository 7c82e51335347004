package dev.mnemo.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mnemo.bootstrap.cli.CommandLineFixture.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with a language model behind OpenAI's interface, chosen as a user chooses it. */
class ModelEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-very-secret-0123456789";

  @TempDir private Path folder;

  @Test
  void twoVariablesShouldPutAModelInThePlaceOfTheRules() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", exchange -> answer(exchange, asked));
    server.start();
    try {
      Outcome demo =
          demo(
              Map.of(
                  "MNEMO_OPENAI_BASE_URL",
                  "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()),
                  "MNEMO_OPENAI_MODEL",
                  "little-model",
                  "MNEMO_OPENAI_API_KEY",
                  KEY));

      assertThat(demo.err()).doesNotContain(KEY);
      assertThat(demo.code()).as(demo.err()).isZero();
      JsonNode told = JSON.readTree(demo.out());
      assertThat(told.at("/answers/0/answer").asText()).isEqualTo("As the model says: Paris.");
      assertThat(told.at("/answers/0/model").asText()).isEqualTo("little-model");
      assertThat(demo.out()).doesNotContain(KEY);
      assertThat(asked).anyMatch(text -> text.contains("<context>") && text.contains("Alice"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aModelThatCannotBeReachedShouldBeToldWithTheRemedyAndNoSecret() throws Exception {
    Outcome demo =
        demo(
            Map.of(
                "MNEMO_OPENAI_BASE_URL",
                "http://127.0.0.1:1/v1",
                "MNEMO_OPENAI_MODEL",
                "little-model",
                "MNEMO_OPENAI_API_KEY",
                KEY));

    assertThat(demo.code()).isEqualTo(1);
    assertThat(demo.err() + demo.out())
        .contains("cannot be reached; start its server, or correct the base URL")
        .doesNotContain(KEY, "\tat ", "Exception");
  }

  @Test
  void aRealModelShouldHoldTheDemosConversation() throws Exception {
    String server = System.getenv("MNEMO_TEST_LLM_BASE_URL");
    assumeThat(server != null).isTrue();

    Outcome demo =
        demo(
            Map.of(
                "MNEMO_OPENAI_BASE_URL",
                server,
                "MNEMO_OPENAI_MODEL",
                System.getenv().getOrDefault("MNEMO_TEST_LLM_MODEL", "local")));

    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(JSON.readTree(demo.out()).at("/answers/0/answer").asText()).contains("Paris");
  }

  private Outcome demo(Map<String, String> environment) throws Exception {
    MnemoProcess mnemo = new MnemoProcess(folder, environment);
    try {
      return mnemo.run("", "demo", "--json");
    } finally {
      mnemo.run("", "stop", "--data", folder.resolve("data/demo").toString());
    }
  }

  /** Whole or streamed, as asked for. */
  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      asked.add(request.path("messages").toString());
      String body =
          request.path("stream").asBoolean()
              ? """
              data: {"id":"1","choices":[{"index":0,"delta":{"content":"As the model "}}]}

              data: {"id":"1","choices":[{"index":0,"delta":{"content":"says: Paris."}}]}

              data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

              data: [DONE]

              """
              : """
              {"id":"1","model":"little-model","choices":[{"index":0,"finish_reason":"stop",\
              "message":{"role":"assistant","content":"As the model says: Paris."}}],\
              "usage":{"prompt_tokens":120,"completion_tokens":7,"total_tokens":127}}""";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
