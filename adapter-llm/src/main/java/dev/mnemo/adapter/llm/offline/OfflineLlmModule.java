package dev.mnemo.adapter.llm.offline;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Clock;

/**
 * Binds {@link LanguageModel}, {@link QuestionRewriter} and {@link KnowledgeExtractor} to rules
 * that need neither model nor network. Needs a {@link Clock}; what extraction needs is loaded at
 * its first use.
 */
public final class OfflineLlmModule extends AbstractModule {

  @Override
  protected void configure() {
    install(new RulesExtractorModule());
  }

  @Provides
  @Singleton
  LanguageModel languageModel(Clock clock) {
    return new ExtractiveLanguageModel(clock);
  }

  @Provides
  @Singleton
  QuestionRewriter questionRewriter() {
    return new WindowQuestionRewriter();
  }
}
