package dev.mnemo.bootstrap;

import com.google.inject.Module;
import dev.mnemo.adapter.llm.chat.ModelServerConfig;
import dev.mnemo.adapter.llm.chat.RerankerConfig;
import dev.mnemo.adapter.llm.chat.RerankerServerModule;
import dev.mnemo.adapter.llm.embedding.EmbeddingConfig;
import dev.mnemo.adapter.llm.embedding.OnnxRerankerConfig;
import dev.mnemo.adapter.llm.embedding.OnnxRerankerModule;
import dev.mnemo.bootstrap.config.Configuration;
import dev.mnemo.bootstrap.config.Setting;
import java.nio.file.Path;
import java.time.Duration;

/** The module of a reranker, as the configuration describes it. */
final class RerankerChoice {

  private static final String TOKENIZER = "tokenizer.json";

  private final Configuration configuration;

  RerankerChoice(Configuration configuration) {
    this.configuration = configuration;
  }

  /** A model's files, run here. */
  Module onnx(EmbeddingConfig runtime) {
    configuration.required(Setting.RERANKER_MODEL, "name the .onnx file of a cross-encoder");
    Path model = configuration.file(Setting.RERANKER_MODEL).orElseThrow();
    return new OnnxRerankerModule(
        new OnnxRerankerConfig(
            model,
            configuration
                .file(Setting.RERANKER_TOKENIZER)
                .orElseGet(() -> model.resolveSibling(TOKENIZER)),
            timeout(),
            runtime));
  }

  /** A model behind a server, whose key is its own. */
  Module server() {
    RerankerConfig model =
        RerankerConfig.of(
            configuration.required(
                Setting.RERANKER_MODEL, "name a reranker that the server offers"));
    configuration.required(
        Setting.RERANKER_BASE_URL,
        "give what comes before /rerank, such as http://localhost:8000/v1");
    return new RerankerServerModule(
        new ModelServerConfig(
            configuration.uri(Setting.RERANKER_BASE_URL),
            configuration.optional(Setting.RERANKER_API_KEY)),
        model.withLimits(model.tokensPerText(), timeout()));
  }

  private Duration timeout() {
    return configuration.duration(Setting.RERANKER_TIMEOUT).orElse(RerankerConfig.DEFAULT_TIMEOUT);
  }
}
