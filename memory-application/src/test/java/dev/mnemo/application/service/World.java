package dev.mnemo.application.service;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.SharedStores;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.domain.port.UserDirectory;
import dev.mnemo.testkit.TestClock;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The use cases over fakes, any of which a test may replace. */
final class World {

  static final UserScope ALICE = UserScope.of(new UserId("alice"));
  static final UserScope BOB = UserScope.of(new UserId("bob"));
  static final SessionId TALK = new SessionId("talk");
  static final DatasetName MAIN = DatasetName.DEFAULT;

  // Long enough for no heartbeat to come in between.
  static final Duration LEASE = Duration.ofHours(1);

  final TestClock clock = TestClock.atNoon();
  SessionCache cache = new FakeSessionCache(clock);
  boolean cacheOn = true;
  final FakeKnowledgeGraph fakeGraph = new FakeKnowledgeGraph();
  KnowledgeGraph graph = fakeGraph;
  Optional<EmbeddingIndex> embeddingIndex = Optional.of(fakeGraph);
  final FakeUsageLedger fakeLedger = new FakeUsageLedger();
  UsageLedger ledger = fakeLedger;
  Duration ledgerPatience = Duration.ofSeconds(30);
  MemorySettings settings = MemorySettings.DEFAULT;
  DatasetCatalog catalog = new FakeDatasetCatalog();
  FakeLanguageModel fakeModel = FakeLanguageModel.quoting();
  LanguageModel model = fakeModel;
  KnowledgeExtractor extractor = new FakeExtractor();
  QuestionRewriter rewriter = new FakeRewriter();
  Optional<Embedder> embedder = Optional.of(new FakeEmbedder());
  Optional<Reranker> reranker = Optional.empty();
  JobStore jobs = new FakeJobStore();
  UserDirectory users = new FakeUserDirectory();
  FeedbackLedger feedback = new FakeFeedbackLedger(fakeGraph);
  SessionClaims claims = fakeGraph.claims();
  boolean sharedOn = true;
  Duration pause = Duration.ZERO;
  Duration patience = Duration.ofSeconds(30);
  Duration searchTimeout = MemorySettings.DEFAULT.searchTimeout();

  private final Random random = new Random(7);

  // Built anew at each call, so that it always sees the fakes as the test left them.
  UseCases useCases() {
    return UseCaseFactory.create(
        new Adapters(
            cacheOn ? Optional.of(cache) : Optional.empty(),
            cacheOn ? Optional.of(ledger) : Optional.empty(),
            graph,
            catalog,
            model,
            extractor,
            rewriter,
            embedder,
            reranker,
            embeddingIndex,
            sharedOn
                ? Optional.of(new SharedStores(jobs, users, feedback, claims))
                : Optional.empty(),
            clock,
            random),
        settings.withSearchTimeout(searchTimeout).withLease(LEASE),
        new UseCaseFactory.Waiting(patience, Duration.ZERO, ledgerPatience, pause, 3));
  }

  /** From now on, every text that is embedded, in order of the calls. */
  List<String> recordEmbedded() {
    List<String> embedded = new CopyOnWriteArrayList<>();
    embedder =
        Optional.of(
            Intercepted.port(
                Embedder.class,
                new FakeEmbedder(),
                (method, arguments, original) -> {
                  if (method.equals("embed")) {
                    ((List<?>) arguments[0]).forEach(text -> embedded.add((String) text));
                  }
                  return original.proceed();
                }));
    return embedded;
  }

  World answering(FakeLanguageModel given) {
    fakeModel = given;
    model = given;
    return this;
  }

  Remembered remember(UserScope scope, DatasetName dataset, String text) {
    return useCases()
        .remember()
        .remember(
            scope,
            DatasetRef.of(dataset),
            new NewText("note", text, Optional.empty()),
            Progress.NONE);
  }

  Remembered remember(String text) {
    return remember(ALICE, MAIN, text);
  }

  SearchResult ask(String question) {
    return ask(SearchRequest.of(TALK, question));
  }

  SearchResult ask(SearchRequest request) {
    return useCases().search().search(ALICE, request, piece -> {});
  }

  List<QAEntry> history() {
    return cache.read(ALICE.session(TALK), new EntryRange.Last(1_000)).entries();
  }

  static BackendUnavailableException down() {
    return new BackendUnavailableException("session cache (test)", "is down; start it");
  }
}
