package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.Reranker;
import java.time.Clock;

/**
 * Binds {@link Reranker} to any scoring model of LangChain4j, in this process or behind a server,
 * which the caller built and closes. Needs a {@link Clock}. A model that fails again and again is
 * left alone for half a minute; the order of results is then that of ranking.
 */
public final class RerankerModule extends AbstractModule {

  private final RerankerConfig config;
  private final ScoringModel model;

  public RerankerModule(RerankerConfig config, ScoringModel model) {
    this.config = Require.present("reranker config", config);
    this.model = Require.present("scoring model", model);
  }

  @Provides
  @Singleton
  Reranker reranker(Clock clock) {
    return new ScoringReranker(config, model, new ChatBreaker(config.model(), clock));
  }
}
