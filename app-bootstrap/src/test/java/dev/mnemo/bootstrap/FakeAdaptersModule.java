package dev.mnemo.bootstrap;

import com.google.inject.AbstractModule;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.domain.port.UserDirectory;
import dev.mnemo.testkit.fake.FakeDatasetCatalog;
import dev.mnemo.testkit.fake.FakeEmbedder;
import dev.mnemo.testkit.fake.FakeExtractor;
import dev.mnemo.testkit.fake.FakeFeedbackLedger;
import dev.mnemo.testkit.fake.FakeJobStore;
import dev.mnemo.testkit.fake.FakeKnowledgeGraph;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import dev.mnemo.testkit.fake.FakeRewriter;
import dev.mnemo.testkit.fake.FakeSessionCache;
import dev.mnemo.testkit.fake.FakeUsageLedger;
import dev.mnemo.testkit.fake.FakeUserDirectory;
import java.time.Clock;

/** Every port on a fake. One instance keeps its memory over several injectors. */
public final class FakeAdaptersModule extends AbstractModule {

  private final SessionCache sessions;
  private final FakeUsageLedger ledger = new FakeUsageLedger();
  private final FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
  private final FakeFeedbackLedger feedback = new FakeFeedbackLedger(graph);
  private final FakeJobStore jobs = new FakeJobStore();
  private final FakeUserDirectory users = new FakeUserDirectory();
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
    bind(SessionClaims.class).toInstance(graph.claims());
    bind(FeedbackLedger.class).toInstance(feedback);
    bind(JobStore.class).toInstance(jobs);
    bind(UserDirectory.class).toInstance(users);
    bind(DatasetCatalog.class).toInstance(datasets);
    bind(LanguageModel.class).toInstance(FakeLanguageModel.quoting());
    bind(KnowledgeExtractor.class).toInstance(new FakeExtractor());
    bind(QuestionRewriter.class).toInstance(new FakeRewriter());
    bind(Embedder.class).toInstance(new FakeEmbedder());
  }
}
