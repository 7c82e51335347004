package dev.mnemo.adapter.graph.neo4j;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UserDirectory;

/**
 * Binds {@link KnowledgeGraph}, {@link EmbeddingIndex}, and what instances share beside it ({@link
 * DatasetCatalog}, {@link SessionClaims}, {@link JobStore}, {@link UserDirectory}, {@link
 * FeedbackLedger}) to a Neo4j server. Needs a {@link Neo4jGraphConfig}, which is asked for at the
 * first call and not before, so that its provider may start a server; after the connection was lost
 * it is asked for again, so that the provider should not be a singleton if its answer may change.
 * What must be closed at the end is in the {@code Set<AutoCloseable>}.
 */
public final class Neo4jGraphModule extends AbstractModule {

  @Override
  protected void configure() {
    requireBinding(Neo4jGraphConfig.class);
    bind(KnowledgeGraph.class).to(Neo4jKnowledgeGraph.class);
    bind(EmbeddingIndex.class).to(Neo4jEmbeddingIndex.class);
    bind(DatasetCatalog.class).to(Neo4jDatasetCatalog.class);
    bind(SessionClaims.class).to(Neo4jSessionClaims.class);
    bind(JobStore.class).to(Neo4jJobStore.class);
    bind(UserDirectory.class).to(Neo4jUserDirectory.class);
    bind(FeedbackLedger.class).to(Neo4jFeedbackLedger.class);
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().to(Neo4jConnection.class);
  }

  @Provides
  @Singleton
  Neo4jConnection connection(Provider<Neo4jGraphConfig> config) {
    return new Neo4jConnection(() -> asked(config));
  }

  // Why a server cannot be started is for the caller to know, not how it was asked for.
  private static Neo4jGraphConfig asked(Provider<Neo4jGraphConfig> config) {
    try {
      return config.get();
    } catch (ProvisionException e) {
      throw e.getCause() instanceof MnemoException told ? told : e;
    }
  }

  @Provides
  @Singleton
  Neo4jKnowledgeGraph graph(Neo4jConnection connection) {
    return new Neo4jKnowledgeGraph(connection);
  }

  @Provides
  @Singleton
  Neo4jEmbeddingIndex embeddingIndex(Neo4jConnection connection) {
    return new Neo4jEmbeddingIndex(connection);
  }

  @Provides
  @Singleton
  Neo4jDatasetCatalog catalog(Neo4jConnection connection) {
    return new Neo4jDatasetCatalog(connection);
  }

  @Provides
  @Singleton
  Neo4jSessionClaims claims(Neo4jConnection connection) {
    return new Neo4jSessionClaims(connection);
  }

  @Provides
  @Singleton
  Neo4jJobStore jobs(Neo4jConnection connection) {
    return new Neo4jJobStore(connection);
  }

  @Provides
  @Singleton
  Neo4jUserDirectory users(Neo4jConnection connection) {
    return new Neo4jUserDirectory(connection);
  }

  @Provides
  @Singleton
  Neo4jFeedbackLedger feedback(Neo4jConnection connection) {
    return new Neo4jFeedbackLedger(connection);
  }
}
