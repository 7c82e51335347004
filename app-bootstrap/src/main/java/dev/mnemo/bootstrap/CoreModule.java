package dev.mnemo.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.SharedStores;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.LocalServer;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.domain.port.UserDirectory;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The use cases over whatever adapters the other modules bind. */
final class CoreModule extends AbstractModule {

  private final MemorySettings settings;
  private final Clock clock;
  private final RandomGenerator random;

  CoreModule(MemorySettings settings, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    OptionalBinder.newOptionalBinder(binder(), SessionCache.class);
    OptionalBinder.newOptionalBinder(binder(), UsageLedger.class);
    OptionalBinder.newOptionalBinder(binder(), Embedder.class);
    OptionalBinder.newOptionalBinder(binder(), Reranker.class);
    OptionalBinder.newOptionalBinder(binder(), EmbeddingIndex.class);
    OptionalBinder.newOptionalBinder(binder(), JobStore.class);
    OptionalBinder.newOptionalBinder(binder(), UserDirectory.class);
    OptionalBinder.newOptionalBinder(binder(), FeedbackLedger.class);
    OptionalBinder.newOptionalBinder(binder(), SessionClaims.class);
    OptionalBinder.newOptionalBinder(binder(), LocalServer.class);
    Multibinder.newSetBinder(binder(), AutoCloseable.class);
    bind(Clock.class).toInstance(clock);
    bind(RandomGenerator.class).toInstance(random);
  }

  @Provides
  @Singleton
  Adapters adapters(
      Optional<SessionCache> sessions,
      Optional<UsageLedger> ledger,
      KnowledgeGraph graph,
      DatasetCatalog datasets,
      LanguageModel model,
      KnowledgeExtractor extractor,
      QuestionRewriter rewriter,
      Optional<Embedder> embedder,
      Optional<Reranker> reranker,
      Optional<EmbeddingIndex> embeddingIndex,
      Optional<SharedStores> shared) {
    return new Adapters(
        sessions,
        ledger,
        graph,
        datasets,
        model,
        extractor,
        rewriter,
        embedder,
        reranker,
        embeddingIndex,
        shared,
        clock,
        random);
  }

  // All of them or none: an adapter that keeps one for all instances keeps the others too.
  @Provides
  @Singleton
  Optional<SharedStores> shared(
      Optional<JobStore> jobs,
      Optional<UserDirectory> users,
      Optional<FeedbackLedger> feedback,
      Optional<SessionClaims> claims) {
    boolean all =
        jobs.isPresent() && users.isPresent() && feedback.isPresent() && claims.isPresent();
    return all
        ? Optional.of(
            new SharedStores(
                jobs.orElseThrow(),
                users.orElseThrow(),
                feedback.orElseThrow(),
                claims.orElseThrow()))
        : Optional.empty();
  }

  @Provides
  @Singleton
  UseCases useCases(Adapters adapters) {
    return UseCaseFactory.create(adapters, settings);
  }
}
