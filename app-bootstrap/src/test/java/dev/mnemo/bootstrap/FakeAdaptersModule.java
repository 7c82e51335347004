package dev.mnemo.bootstrap;

import com.google.inject.AbstractModule;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.testkit.fake.FakeDatasetCatalog;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeExtractor;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import dev.mnemo.testkit.fake.FakeRewriter;
import dev.mnemo.testkit.fake.FakeSessionCache;
import dev.mnemo.testkit.fake.FakeUsageLedger;
import java.time.Clock;

/** Every port on a fake. One instance keeps its memory over several injectors. */
public final class FakeAdaptersModule extends AbstractModule {

  private final SessionCache sessions;
  private final FakeUsageLedger ledger = new FakeUsageLedger();
  private final FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
  private final FakeDatasetCatalog datasets = new FakeDatasetCatalog();

  public FakeAdaptersModule() {
    this(new FakeSessionCache(Clock.systemUTC()));
  }

  /** With sessions of its own kind. */
  public FakeAdaptersModule(SessionCache sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void configure() {
    bind(SessionCache.class).toInstance(sessions);
    bind(UsageLedger.class).toInstance(ledger);
    bind(KnowledgeGraph.class).toInstance(graph);
    bind(EmbeddingIndex.class).toInstance(graph);
    bind(DatasetCatalog.class).toInstance(datasets);
    bind(LanguageModel.class).toInstance(FakeLanguageModel.quoting());
    bind(KnowledgeExtractor.class).toInstance(new FakeExtractor());
    bind(QuestionRewriter.class).toInstance(new FakeRewriter());
    bind(Embedder.class).toInstance(new FakeEmbedder());
  }
}
