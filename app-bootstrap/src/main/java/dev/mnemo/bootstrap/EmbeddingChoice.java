package dev.mnemo.bootstrap;

import com.google.inject.Module;
import dev.mnemo.adapter.llm.chat.EmbeddingModelConfig;
import dev.mnemo.adapter.llm.chat.EmbeddingModelModule;
import dev.mnemo.adapter.llm.chat.EmbeddingServerConfig;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import java.net.URI;
import java.util.Optional;

/** The module of an embedding model behind a server, as the configuration describes it. */
final class EmbeddingChoice {

  private static final URI OLLAMA = URI.create("http://localhost:11434");
  private static final URI GEMINI = URI.create("https://generativelanguage.googleapis.com/v1beta");

  // More than these Gemini's models do not read; OpenAI's refuse more.
  private static final int GEMINI_TOKENS = 2_048;
  private static final int OPENAI_TOKENS = 8_191;

  private final Configuration configuration;

  EmbeddingChoice(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Without an address of its own, at the server and with the key of the chat model. */
  Module openAi() {
    EmbeddingServerConfig server =
        address()
            .map(own -> new EmbeddingServerConfig(own, key()))
            .orElseGet(
                () ->
                    new EmbeddingServerConfig(
                        configuration.uri(Setting.OPENAI_BASE_URL),
                        key().or(() -> configuration.optional(Setting.OPENAI_API_KEY))));
    return EmbeddingModelModule.openAi(server, model(OPENAI_TOKENS));
  }

  Module ollama() {
    return EmbeddingModelModule.ollama(
        new EmbeddingServerConfig(address().orElse(OLLAMA), key()), model(OPENAI_TOKENS));
  }

  Module gemini() {
    return EmbeddingModelModule.gemini(
        new EmbeddingServerConfig(address().orElse(GEMINI), key()), model(GEMINI_TOKENS));
  }

  private Optional<URI> address() {
    return configuration
        .optional(Setting.EMBEDDINGS_BASE_URL)
        .map(given -> configuration.uri(Setting.EMBEDDINGS_BASE_URL));
  }

  private Optional<String> key() {
    return configuration.optional(Setting.EMBEDDINGS_API_KEY);
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
