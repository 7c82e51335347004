package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel.TaskType;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.mnemo.adapter.llm.chat.ProviderConfig.Provider;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Binds {@link Embedder} to a model behind a server, or to any of LangChain4j's. Needs a {@link
 * Clock} and a {@link RandomGenerator}; what must be closed at the end is in the {@code
 * Set<AutoCloseable>}. Nothing is sent before the first text.
 */
public final class EmbeddingModelModule extends AbstractModule {

  private final EmbeddingModelConfig config;
  private final ProviderEmbedder.Provider provider;

  // It takes no more texts in one request.
  private static final int MOST_OF_GEMINI = 100;

  private EmbeddingModelModule(EmbeddingModelConfig config, ProviderEmbedder.Provider provider) {
    this.config = Require.present("embedding model config", config);
    this.provider = provider;
  }

  /** A model of OpenAI, or of any server that speaks its protocol. */
  public static EmbeddingModelModule openAi(ModelServerConfig server, EmbeddingModelConfig config) {
    return new EmbeddingModelModule(config, openAiProvider(server, config));
  }

  /** A model that Ollama serves. */
  public static EmbeddingModelModule ollama(ModelServerConfig server, EmbeddingModelConfig config) {
    return new EmbeddingModelModule(config, ollamaProvider(server, config));
  }

  /** A model of Google's Gemini API, which is told what each text is. */
  public static EmbeddingModelModule gemini(ModelServerConfig server, EmbeddingModelConfig config) {
    // Refuses what could only fail later.
    ProviderConfig checked =
        new ProviderConfig(
            Provider.GEMINI, server.baseUri(), server.apiKey(), LlmConfig.of(config.model()));
    ModelServerConfig at = new ModelServerConfig(checked.baseUri(), checked.apiKey());
    EmbeddingModelConfig bounded =
        config.withLimits(Math.min(config.textsAtOnce(), MOST_OF_GEMINI), config.tokensPerText());
    return new EmbeddingModelModule(bounded, geminiProvider(at, bounded));
  }

  /** Any model; its own retries, where it makes any, come on top of those made here. */
  public static EmbeddingModelModule of(EmbeddingModel model, EmbeddingModelConfig config) {
    Require.present("embedding model", model);
    return new EmbeddingModelModule(config, (purpose, http) -> model);
  }

  static ProviderEmbedder.Provider openAiProvider(
      ModelServerConfig server, EmbeddingModelConfig config) {
    return (purpose, http) ->
        OpenAiEmbeddingModel.builder()
            .httpClientBuilder(http)
            .baseUrl(server.baseUri().toString())
            .apiKey(server.apiKey().orElse(null))
            .modelName(config.model())
            .dimensions(dimension(config))
            .maxSegmentsPerBatch(config.textsAtOnce())
            .maxRetries(0)
            .build();
  }

  static ProviderEmbedder.Provider ollamaProvider(
      ModelServerConfig server, EmbeddingModelConfig config) {
    Map<String, String> headers =
        server.apiKey().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
    return (purpose, http) ->
        OllamaEmbeddingModel.builder()
            .httpClientBuilder(http)
            .baseUrl(server.baseUri().toString())
            .customHeaders(headers)
            .modelName(config.model())
            .dimensions(dimension(config))
            .maxRetries(0)
            .build();
  }

  static ProviderEmbedder.Provider geminiProvider(
      ModelServerConfig server, EmbeddingModelConfig config) {
    return (purpose, http) ->
        GoogleAiEmbeddingModel.builder()
            .httpClientBuilder(http)
            .baseUrl(server.baseUri().toString())
            .apiKey(server.apiKey().orElse(null))
            .modelName(config.model())
            .outputDimensionality(dimension(config))
            .taskType(task(purpose))
            .maxRetries(0)
            .build();
  }

  private static TaskType task(Purpose purpose) {
    return switch (purpose) {
      case QUERY -> TaskType.RETRIEVAL_QUERY;
      case PASSAGE -> TaskType.RETRIEVAL_DOCUMENT;
    };
  }

  private static @Nullable Integer dimension(EmbeddingModelConfig config) {
    return config.dimension().isPresent() ? Integer.valueOf(config.dimension().getAsInt()) : null;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().to(Connection.class);
  }

  /** A way of its own to the server, so that this module can stand beside that of a chat model. */
  record Connection(ProviderHttpClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
    }
  }

  @Provides
  @Singleton
  Connection connection(Clock clock) {
    return new Connection(ProviderHttpClient.open(clock));
  }

  @Provides
  @Singleton
  Embedder embedder(Connection connection, Clock clock, RandomGenerator random) {
    ChatBreaker breaker = new ChatBreaker(config.model(), clock);
    ChatRetry retry = new ChatRetry(Thread::sleep, random, breaker);
    return new ProviderEmbedder(config, provider, connection.client(), retry);
  }
}
