package dev.mnemo.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.sun.net.httpserver.HttpServer;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.ConfigurationReader;
import dev.mnemo.bootstrap.config.Setting;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where texts and keys go, as the settings say. */
class EmbeddingChoiceTest {

  @TempDir private Path home;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String key =
              exchange.getRequestURI().getPath().contains(":batchEmbedContents")
                  ? exchange.getRequestHeaders().getFirst("x-goog-api-key")
                  : exchange.getRequestHeaders().getFirst("Authorization");
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add("%s %s %s".formatted(exchange.getRequestURI(), key, body));
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    address =
        "http://%s:%d"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void openAiShouldUseTheServerAndTheKeyOfTheChatModelWhereItHasNone() {
    Map<String, String> settings =
        Map.of("MNEMO_OPENAI_BASE_URL", address + "/v1", "MNEMO_OPENAI_API_KEY", "sk-chat");

    ask(settings, EmbeddingChoice::openAi);

    assertThat(asked).singleElement().asString().startsWith("/v1/embeddings Bearer sk-chat ");
  }

  @Test
  void theKeyOfTheChatModelShouldGoToNoOtherServer() {
    Map<String, String> settings =
        Map.of("MNEMO_EMBEDDINGS_BASE_URL", address + "/v1", "MNEMO_OPENAI_API_KEY", "sk-chat");

    ask(settings, EmbeddingChoice::openAi);

    assertThat(asked).singleElement().asString().doesNotContain("sk-chat");
  }

  @Test
  void everythingThatIsSetShouldBeSent() {
    Map<String, String> settings =
        Map.of(
            "MNEMO_EMBEDDINGS_BASE_URL", address,
            "MNEMO_EMBEDDINGS_API_KEY", "sk-own",
            "MNEMO_EMBEDDINGS_DIMENSION", "7",
            "MNEMO_EMBEDDINGS_PASSAGE_PREFIX", "document:");

    ask(settings, EmbeddingChoice::ollama);
    ask(settings, EmbeddingChoice::gemini);

    assertThat(asked).hasSize(2);
    assertThat(asked.getFirst())
        .startsWith("/api/embed Bearer sk-own ")
        .contains("\"dimensions\" : 7", "document:Alice", "some-model");
    assertThat(asked.getLast())
        .startsWith("/models/some-model:batchEmbedContents sk-own ")
        .contains("document:Alice");
  }

  @Test
  void aMissingModelShouldBeAskedFor() {
    EmbeddingChoice choice = new EmbeddingChoice(configuration(Map.of()));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(choice::openAi)
        .withMessageContaining("MNEMO_EMBEDDINGS_MODEL was missing");
  }

  @Test
  void theKeyShouldNeverBeShown() {
    Configuration configuration = configuration(Map.of("MNEMO_EMBEDDINGS_API_KEY", "sk-own"));

    assertThat(configuration.shown(Setting.EMBEDDINGS_API_KEY)).isEqualTo("***");
  }

  private void ask(Map<String, String> settings, Function<EmbeddingChoice, Module> provider) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("MNEMO_EMBEDDINGS_MODEL", "some-model");
    Module module = provider.apply(new EmbeddingChoice(configuration(all)));
    Injector injector =
        Guice.createInjector(
            module,
            binder -> {
              binder.bind(Clock.class).toInstance(Clock.systemUTC());
              binder.bind(RandomGenerator.class).toInstance(new Random(7));
            });
    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(
            () -> injector.getInstance(Embedder.class).embed(List.of("Alice"), Purpose.PASSAGE))
        .withMessageNotContaining("sk-");
    injector
        .getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))
        .forEach(EmbeddingChoiceTest::close);
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Configuration configuration(Map<String, String> environment) {
    return new ConfigurationReader(environment, home.toString(), "Linux")
        .read(Optional.empty(), Map.of());
  }
}
