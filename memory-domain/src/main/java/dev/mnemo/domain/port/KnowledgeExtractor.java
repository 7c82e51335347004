package dev.mnemo.domain.port;

import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Passage;

/** Finds entities and facts in a text. */
public interface KnowledgeExtractor {

  /** Entities and facts of one passage; nothing found is an empty extraction. */
  Extraction extract(Passage passage);
}
