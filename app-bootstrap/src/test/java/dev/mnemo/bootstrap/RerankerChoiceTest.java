package dev.mnemo.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.sun.net.httpserver.HttpServer;
import dev.mnemo.adapter.llm.embedding.EmbeddingConfig;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.Reranker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which reranker the settings make. */
class RerankerChoiceTest {

  @TempDir private Path home;

  @Test
  void aServerShouldGetItsOwnModelAndKey() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Authorization");
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add("%s %s %s".formatted(exchange.getRequestURI(), key, body));
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    String address =
        "http://%s:%d/v1"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), server.getAddress().getPort());
    Map<String, String> settings =
        Map.of(
            "MNEMO_RERANKER_MODEL", "some-model",
            "MNEMO_RERANKER_BASE_URL", address,
            "MNEMO_RERANKER_API_KEY", "sk-own",
            "MNEMO_OPENAI_API_KEY", "sk-chat");

    try {
      assertThat(failure(choice(settings).server())).contains("HTTP 401").doesNotContain("sk-");
    } finally {
      server.stop(0);
    }

    assertThat(asked)
        .singleElement()
        .asString()
        .startsWith("/v1/rerank Bearer sk-own ")
        .contains("\"some-model\"")
        .doesNotContain("sk-chat");
  }

  @Test
  void aFilesTokenizerShouldBeBesideItUnlessNamed() throws IOException {
    Path model = Files.writeString(home.resolve("model.onnx"), "none");
    String named = home.resolve("named.json").toString();

    assertThat(failure(onnx(Map.of("MNEMO_RERANKER_MODEL", model.toString()))))
        .contains(home.resolve("tokenizer.json").toString(), "missing");
    assertThat(
            failure(
                onnx(
                    Map.of(
                        "MNEMO_RERANKER_MODEL",
                        model.toString(),
                        "MNEMO_RERANKER_TOKENIZER",
                        named))))
        .contains(named, "missing");
  }

  @Test
  void whatIsMissingShouldBeAskedFor() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> onnx(Map.of()))
        .withMessageContaining("MNEMO_RERANKER_MODEL was missing")
        .withMessageContaining(".onnx");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> choice(Map.of("MNEMO_RERANKER_MODEL", "m")).server())
        .withMessageContaining("MNEMO_RERANKER_BASE_URL was missing")
        .withMessageContaining("before /rerank");
  }

  @Test
  void noneShouldBeTheDefaultAndTheKeyNeverShown() {
    Configuration configuration = configuration(Map.of("MNEMO_RERANKER_API_KEY", "sk-own"));

    assertThat(configuration.text(Setting.RERANKER)).isEqualTo("off");
    assertThat(configuration.shown(Setting.RERANKER_API_KEY)).isEqualTo("***");
  }

  private Module onnx(Map<String, String> settings) {
    return choice(settings).onnx(new EmbeddingConfig(home, "Linux", "amd64"));
  }

  private RerankerChoice choice(Map<String, String> settings) {
    return new RerankerChoice(configuration(settings));
  }

  private static String failure(Module module) {
    Reranker reranker =
        Guice.createInjector(
                module, binder -> binder.bind(Clock.class).toInstance(Clock.systemUTC()))
            .getInstance(Reranker.class);
    try {
      reranker.judge("Where?", List.of("There."));
      throw new AssertionError("did not fail");
    } catch (ModelFailureException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Configuration configuration(Map<String, String> environment) {
    return new ConfigurationReader(environment, home.toString(), "Linux")
        .read(Optional.empty(), Map.of());
  }
}
