package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetName;

/** Reads a text into the knowledge graph: chunks, entities, facts, a summary, embeddings. */
public interface Remember {

  /**
   * Remembers a text in the caller's dataset, which is created by the first write. The same text
   * again is recognised and changes nothing. What was read of it stays, whatever fails afterwards:
   * the same text again goes on with the rest.
   *
   * @param progress is told after every chunk
   * @throws dev.mnemo.domain.exception.ModelFailureException if the model cannot be used at all; a
   *     chunk that it makes nothing of is reported instead
   * @throws dev.mnemo.domain.exception.ConflictException if the text is forgotten meanwhile
   * @throws dev.mnemo.domain.exception.InvalidInputException if the text is blank
   */
  Remembered remember(UserScope scope, DatasetName dataset, NewText text, Progress progress);
}
