package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How texts are put to a model, whatever its protocol. */
class ProviderEmbedderTest {

  @ParameterizedTest
  @EnumSource
  void manyTextsShouldGoInRequestsOfBoundedSizeAndComeBackInOrder(EmbeddingProtocol protocol) {
    try (EmbeddingServer server = EmbeddingServer.of(protocol)) {
      List<String> texts = IntStream.range(0, 25).mapToObj(n -> "text " + n).toList();

      var embeddings =
          server.embedder(config -> config.withLimits(10, 100)).embed(texts, Purpose.PASSAGE);

      assertThat(embeddings.values()).hasSize(25);
      assertThat(server.texts()).extracting(List::size).containsExactly(10, 10, 5);
      assertThat(server.texts().stream().flatMap(List::stream)).containsExactlyElementsOf(texts);
    }
  }

  @Test
  void longTextsShouldGoInRequestsOfFewer() {
    try (EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.OPENAI)) {
      String long6k = "word ".repeat(6_000).strip();

      server.embedder().embed(List.of(long6k, long6k, long6k, long6k), Purpose.PASSAGE);

      assertThat(server.texts()).extracting(List::size).containsExactly(3, 1);
    }
  }

  @Test
  void aTextBeyondTheModelsLimitShouldBeCutWithinACharacter() {
    try (EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.OPENAI)) {
      String text = "Alice lives in Paris. 👩‍👩‍👧 ".repeat(100);

      server.embedder(config -> config.withLimits(8, 40)).embed(List.of(text), Purpose.PASSAGE);

      String sent = server.texts().getFirst().getFirst();
      assertThat(text).startsWith(sent);
      assertThat(ChatTokens.of("test-model").count(sent)).isBetween(35, 40);
    }
  }

  @Test
  void prefixesShouldStandInFrontAndThePassagesOneInTheName() {
    try (EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.OLLAMA)) {
      Embedder embedder =
          server.embedder(config -> config.withPrefixes("search_query: ", "search_document: "));

      embedder.embed(List.of("Where?"), Purpose.QUERY);
      embedder.embed(List.of("Paris."), Purpose.PASSAGE);

      assertThat(server.texts())
          .containsExactly(List.of("search_query: Where?"), List.of("search_document: Paris."));
      assertThat(embedder.name()).isEqualTo("test-model [search_document:]");
      assertThat(server.embedder().name()).isEqualTo("test-model");
    }
  }

  @ParameterizedTest
  @EnumSource
  void usageShouldBeAsReportedAndElseAnEstimate(EmbeddingProtocol protocol) {
    try (EmbeddingServer server = EmbeddingServer.of(protocol)) {
      Usage usage =
          server
              .embedder(config -> config.withLimits(1, 100))
              .embed(List.of("Alice lives in Paris.", "Bob does not."), Purpose.PASSAGE)
              .usage();

      assertThat(usage.estimated()).isEqualTo(!protocol.reportsTokens);
      assertThat(usage.tokensIn())
          .isEqualTo(protocol.reportsTokens ? 2L * EmbeddingProtocol.TOKENS : 9);
      assertThat(usage.tokensOut()).isZero();
      assertThat(usage.costUsd()).as("the price is not known here").isEmpty();
    }
  }

  @Test
  void theDimensionShouldBeLearnedByOneCallAtMost() {
    try (EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.OPENAI)) {
      Embedder embedder = server.embedder();

      assertThat(embedder.dimension()).isEqualTo(EmbeddingServer.DIMENSION);
      assertThat(embedder.dimension()).isEqualTo(EmbeddingServer.DIMENSION);
      assertThat(server.requests).hasSize(1);

      Embedder used = server.embedder();
      used.embed(List.of("Alice"), Purpose.PASSAGE);
      assertThat(used.dimension()).isEqualTo(EmbeddingServer.DIMENSION);
      assertThat(server.requests).hasSize(2);

      assertThat(server.embedder(config -> config.withDimension(7)).dimension()).isEqualTo(7);
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void anyModelOfOnesOwnShouldDo() throws Exception {
    EmbeddingModel own =
        new EmbeddingModel() {
          @Override
          public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(
                segments.stream()
                    .map(segment -> Embedding.from(new float[] {segment.text().length(), 1}))
                    .toList());
          }
        };
    Injector injector = injector(EmbeddingModelModule.of(own, EmbeddingModelConfig.of("own")));

    var embeddings =
        injector.getInstance(Embedder.class).embed(List.of("Alice", "Al"), Purpose.QUERY);

    assertThat(embeddings.values()).extracting(one -> one.vector()[0]).containsExactly(5f, 2f);
    assertThat(embeddings.values()).extracting(one -> one.model()).containsOnly("own");
    injector.getInstance(EmbeddingModelModule.Connection.class).close();
  }

  @Test
  void theModuleShouldSendNothingBeforeTheFirstText() throws Exception {
    try (EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.OPENAI)) {
      Injector injector =
          injector(
              EmbeddingModelModule.openAi(
                  new ModelServerConfig(server.baseUri(), Optional.empty()),
                  EmbeddingModelConfig.of("test-model")));
      Embedder embedder = injector.getInstance(Embedder.class);
      assertThat(server.requests).isEmpty();

      embedder.embed(List.of("Alice"), Purpose.PASSAGE);

      assertThat(server.requests).hasSize(1);
      injector.getInstance(EmbeddingModelModule.Connection.class).close();
    }
  }

  @Test
  void nonsenseShouldBeRefusedWithoutShowingAKey() {
    EmbeddingModelConfig config = EmbeddingModelConfig.of("test-model");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EmbeddingModelConfig.of(" "))
        .withMessageContaining("embedding model");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> config.withDimension(0))
        .withMessageContaining("dimension was '0'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> config.withLimits(0, 100))
        .withMessageContaining("texts at once was '0'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> config.withTimeout(Duration.ZERO))
        .withMessageContaining("timeout was 'PT0S'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> config.withPrefixes("x".repeat(101), ""))
        .withMessageContaining("query prefix");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                new ModelServerConfig(
                    URI.create("http://localhost?key=sk-secret"), Optional.empty()))
        .withMessageNotContaining("sk-secret");
    assertThat(
            new ModelServerConfig(URI.create("http://localhost:11434/"), Optional.of("sk-secret"))
                .toString())
        .contains("http://localhost:11434", "***")
        .doesNotContain("sk-secret");
  }

  private static Injector injector(EmbeddingModelModule module) {
    return Guice.createInjector(
        module,
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Clock.class).toInstance(Clock.systemUTC());
            bind(RandomGenerator.class).toInstance(new Random(7));
          }
        });
  }
}
