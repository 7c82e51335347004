package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import dev.mnemo.testkit.contract.EmbedderContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiEmbedderTest implements EmbedderContract {

  private final EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.GEMINI);

  @Override
  public Embedder openEmbedder() {
    return server.embedder();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theRequestShouldBeAsDocumented() {
    server
        .embedder(config -> config.withDimension(EmbeddingServer.DIMENSION))
        .embed(List.of("Alice", "Bob"), Purpose.PASSAGE);

    EmbeddingServer.Got got = server.requests.getFirst();
    assertThat(got.path()).isEqualTo("/v1beta/models/test-model:batchEmbedContents");
    assertThat(got.headers().getFirst("x-goog-api-key")).isEqualTo(EmbeddingServer.KEY);
    assertThat(got.body().path("requests"))
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(one.path("model").asText()).isEqualTo("models/test-model");
              assertThat(one.path("taskType").asText()).isEqualTo("RETRIEVAL_DOCUMENT");
              assertThat(one.path("outputDimensionality").asInt())
                  .isEqualTo(EmbeddingServer.DIMENSION);
            });
    assertThat(server.texts()).containsExactly(List.of("Alice", "Bob"));
  }

  @Test
  void aQuestionShouldBeToldFromAPassage() {
    server.embedder().embed(List.of("Where does Alice live?"), Purpose.QUERY);

    assertThat(server.requests.getFirst().body().path("requests").path(0).path("taskType").asText())
        .isEqualTo("RETRIEVAL_QUERY");
  }
}
