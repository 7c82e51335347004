package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import dev.mnemo.testkit.contract.EmbedderContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiEmbedderTest implements EmbedderContract {

  private final EmbeddingServer server = EmbeddingServer.of(EmbeddingProtocol.OPENAI);

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
    assertThat(got.path()).isEqualTo("/v1/embeddings");
    assertThat(got.headers().getFirst("Authorization")).isEqualTo("Bearer " + EmbeddingServer.KEY);
    assertThat(got.body().path("model").asText()).isEqualTo("test-model");
    assertThat(got.body().path("input"))
        .extracting(text -> text.asText())
        .containsExactly("Alice", "Bob");
    assertThat(got.body().path("dimensions").asInt()).isEqualTo(EmbeddingServer.DIMENSION);
  }

  @Test
  void aDimensionShouldNotBeAskedForWhereNoneIsConfigured() {
    server.embedder().embed(List.of("Alice"), Purpose.QUERY);

    assertThat(server.requests.getFirst().body().has("dimensions")).isFalse();
  }
}
