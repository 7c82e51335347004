package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.mnemo.domain.port.KnowledgeExtractor;

/**
 * Binds {@link KnowledgeExtractor} to the language model that a {@link ProviderModule} or an {@link
 * LlmModule} beside this one binds.
 */
public final class ModelExtractorModule extends AbstractModule {

  private final Ontology ontology;
  private final ChatPace pace;

  private ModelExtractorModule(Ontology ontology, ChatPace pace) {
    this.ontology = ontology;
    this.pace = pace;
  }

  /**
   * Reads the ontology.
   *
   * @throws dev.mnemo.domain.exception.InvalidInputException if its file cannot be read, or holds
   *     something else
   */
  public static ModelExtractorModule of(ModelExtractorConfig config) {
    return new ModelExtractorModule(
        config.ontology().map(OntologyFile::read).orElse(Ontology.OPEN),
        config.requestsPerMinute().map(ChatPace::perMinute).orElseGet(ChatPace::unlimited));
  }

  @Provides
  @Singleton
  KnowledgeExtractor extractor(ChatParts parts) {
    return parts.extractor(ontology, pace);
  }
}
