package dev.mnemo.bootstrap;

import com.google.inject.Module;
import dev.mnemo.adapter.llm.chat.EmbeddingModelConfig;
import dev.mnemo.adapter.llm.chat.EmbeddingModelModule;
import dev.mnemo.adapter.llm.chat.ModelServerConfig;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import java.util.Optional;

/** The module of an embedding model behind a server, as the configuration describes it. */
final class EmbeddingChoice {

  // More than these Gemini's models do not read; OpenAI's refuse more.
  private static final int GEMINI_TOKENS = 2_048;
  private static final int OPENAI_TOKENS = 8_191;

  private final Configuration configuration;

  EmbeddingChoice(Configuration configuration) {
    this.configuration = configuration;
  }

  Module openAi() {
    return EmbeddingModelModule.openAi(
        server(Setting.OPENAI_BASE_URL, Setting.OPENAI_API_KEY), model(OPENAI_TOKENS));
  }

  Module ollama() {
    return EmbeddingModelModule.ollama(
        server(Setting.OLLAMA_BASE_URL, Setting.OLLAMA_API_KEY), model(OPENAI_TOKENS));
  }

  Module gemini() {
    return EmbeddingModelModule.gemini(
        server(Setting.GEMINI_BASE_URL, Setting.GEMINI_API_KEY), model(GEMINI_TOKENS));
  }

  /** Without an address of its own, the provider's chat server, whose key then does too. */
  private ModelServerConfig server(Setting chatAddress, Setting chatKey) {
    Optional<String> own = configuration.optional(Setting.EMBEDDINGS_API_KEY);
    return configuration.optional(Setting.EMBEDDINGS_BASE_URL).isPresent()
        ? new ModelServerConfig(configuration.uri(Setting.EMBEDDINGS_BASE_URL), own)
        : new ModelServerConfig(
            configuration.uri(chatAddress), own.or(() -> configuration.optional(chatKey)));
  }

  private EmbeddingModelConfig model(int usualTokens) {
    EmbeddingModelConfig model =
        EmbeddingModelConfig.of(
                configuration.required(
                    Setting.EMBEDDINGS_MODEL, "name an embedding model that the server offers"))
            .withPrefixes(
                configuration.text(Setting.EMBEDDINGS_QUERY_PREFIX),
                configuration.text(Setting.EMBEDDINGS_PASSAGE_PREFIX))
            .withLimits(
                configuration.number(Setting.EMBEDDINGS_BATCH),
                number(Setting.EMBEDDINGS_MAX_TOKENS).orElse(usualTokens));
    return number(Setting.EMBEDDINGS_DIMENSION).map(model::withDimension).orElse(model);
  }

  private Optional<Integer> number(Setting setting) {
    return configuration.optional(setting).map(given -> configuration.number(setting));
  }
}
