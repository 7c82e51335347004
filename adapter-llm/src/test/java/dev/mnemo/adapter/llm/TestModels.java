package dev.mnemo.adapter.llm;

import dev.mnemo.domain.port.Embedder;
import java.nio.file.Path;

/** The real models, loaded once for all tests of a run. */
final class TestModels {

  private static final Embedder EMBEDDER =
      new E5Embedder(new Lazy<>(() -> E5Model.load(config(Path.of("target", "embedding-model")))));

  private static final Lazy<Tagger> TAGGER = new Lazy<>(Tagger::load);

  private TestModels() {}

  static EmbeddingConfig config(Path folder) {
    return new EmbeddingConfig(
        folder, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Embedder embedder() {
    return EMBEDDER;
  }

  static RulesKnowledgeExtractor extractor() {
    return new RulesKnowledgeExtractor(TAGGER);
  }
}
