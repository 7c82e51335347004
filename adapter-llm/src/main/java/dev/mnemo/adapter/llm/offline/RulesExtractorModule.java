package dev.mnemo.adapter.llm.offline;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.mnemo.domain.port.KnowledgeExtractor;

/**
 * Binds {@link KnowledgeExtractor} to rules that need neither model nor network. What they need is
 * loaded at the first use.
 */
public final class RulesExtractorModule extends AbstractModule {

  @Provides
  @Singleton
  KnowledgeExtractor knowledgeExtractor() {
    return new RulesKnowledgeExtractor(new Lazy<>(Tagger::load));
  }
}
