package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.Reranker;
import java.time.Clock;

/**
 * Binds {@link Reranker} to a model behind a server that speaks Cohere's {@code /rerank}. Needs a
 * {@link Clock}; what must be closed at the end is in the {@code Set<AutoCloseable>}. Nothing is
 * sent before the first question.
 */
public final class RerankerServerModule extends AbstractModule {

  private final ModelServerConfig server;
  private final RerankerConfig config;

  public RerankerServerModule(ModelServerConfig server, RerankerConfig config) {
    this.server = Require.present("reranker server", server);
    this.config = Require.present("reranker config", config);
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().to(Connection.class);
  }

  /** A way of its own to the server, so that this module can stand beside others. */
  record Connection(ProviderHttpClient client) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
    }
  }

  @Provides
  @Singleton
  Connection connection(Clock clock) {
    return new Connection(ProviderHttpClient.open(clock));
  }

  @Provides
  @Singleton
  Reranker reranker(Connection connection, Clock clock) {
    return new ScoringReranker(
        config,
        new RerankServer(config.model(), server, connection.client()),
        new ChatBreaker(config.model(), clock));
  }
}
