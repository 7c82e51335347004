package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Binds {@link LanguageModel} and {@link QuestionRewriter} to a provider's server, and {@link
 * KnowledgeExtractor} to the rules that need none. Needs a {@link Clock} and a {@link
 * RandomGenerator}; what must be closed at the end is in the {@code Set<AutoCloseable>}. Nothing is
 * sent before the first question.
 */
public final class ProviderModule extends AbstractModule {

  private final ProviderConfig config;

  public ProviderModule(ProviderConfig config) {
    this.config = Require.present("provider config", config);
  }

  @Override
  protected void configure() {
    install(new ChatModule(config.llm()));
    Multibinder.newSetBinder(binder(), AutoCloseable.class)
        .addBinding()
        .to(ProviderHttpClient.class);
  }

  @Provides
  @Singleton
  ProviderHttpClient client(Clock clock) {
    return ProviderHttpClient.open(clock);
  }

  @Provides
  @Singleton
  ProviderModels models(ProviderHttpClient client) {
    return new ProviderModels(config, client);
  }

  @Provides
  @Singleton
  ChatModel whole(ProviderModels models) {
    return models.whole();
  }

  @Provides
  @Singleton
  StreamingChatModel streaming(ProviderModels models) {
    return models.streaming();
  }
}
