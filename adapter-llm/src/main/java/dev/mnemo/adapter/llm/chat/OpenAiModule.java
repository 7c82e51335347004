package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.mnemo.adapter.llm.offline.RulesExtractorModule;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Clock;

/**
 * Binds {@link LanguageModel} and {@link QuestionRewriter} to an OpenAI-compatible server, and
 * {@link KnowledgeExtractor} to the rules that need none. Needs a {@link Clock}; what must be
 * closed at the end is in the {@code Set<AutoCloseable>}. Nothing is sent before the first
 * question. {@link ChatPromptModule} changes the words that models are asked with.
 */
public final class OpenAiModule extends AbstractModule {

  private final OpenAiConfig config;

  public OpenAiModule(OpenAiConfig config) {
    this.config = Require.present("OpenAI config", config);
  }

  @Override
  protected void configure() {
    install(new RulesExtractorModule());
    OptionalBinder.newOptionalBinder(binder(), ChatPromptConfig.class)
        .setDefault()
        .toInstance(ChatPromptConfig.BUILT_IN);
    Multibinder.newSetBinder(binder(), AutoCloseable.class).addBinding().to(OpenAiHttpClient.class);
  }

  @Provides
  @Singleton
  OpenAiHttpClient client(Clock clock) {
    return OpenAiHttpClient.open(clock);
  }

  @Provides
  @Singleton
  OpenAiModels models(OpenAiHttpClient client, ChatPromptConfig prompts) {
    return new OpenAiModels(config, client, new ChatRetry(Thread::sleep), prompts);
  }

  @Provides
  @Singleton
  LanguageModel languageModel(OpenAiModels models) {
    return models.languageModel();
  }

  @Provides
  @Singleton
  QuestionRewriter questionRewriter(OpenAiModels models) {
    return models.questionRewriter();
  }
}
