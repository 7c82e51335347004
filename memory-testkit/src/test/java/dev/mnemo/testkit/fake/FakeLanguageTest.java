package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.testkit.contract.EmbedderContract;
import dev.mnemo.testkit.contract.KnowledgeExtractorContract;
import dev.mnemo.testkit.contract.LanguageModelContract;
import dev.mnemo.testkit.contract.QuestionRewriterContract;
import dev.mnemo.testkit.contract.RerankerContract;
import org.junit.jupiter.api.Nested;

/** The fakes of the language ports, each against its contract. */
final class FakeLanguageTest {

  @Nested
  final class Model implements LanguageModelContract {
    @Override
    public LanguageModel openModel() {
      return FakeLanguageModel.quoting();
    }
  }

  @Nested
  final class OfEmbedder implements EmbedderContract {
    @Override
    public Embedder openEmbedder() {
      return new FakeEmbedder();
    }
  }

  @Nested
  final class OfReranker implements RerankerContract {
    @Override
    public Reranker openReranker() {
      return new FakeReranker();
    }
  }

  @Nested
  final class Extractor implements KnowledgeExtractorContract {
    @Override
    public KnowledgeExtractor openExtractor() {
      return new FakeExtractor();
    }
  }

  @Nested
  final class Rewriter implements QuestionRewriterContract {
    @Override
    public QuestionRewriter openRewriter() {
      return new FakeRewriter();
    }
  }
}
