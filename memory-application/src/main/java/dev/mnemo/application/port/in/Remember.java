package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Reads a text into the knowledge graph: chunks, entities, facts, a summary, embeddings. */
public interface Remember {

  /**
   * Remembers a text in a dataset; the caller's own is created by the first write. The same text
   * again is recognised and changes nothing. What was read of it stays, whatever fails afterwards:
   * the same text again goes on with the rest.
   *
   * @param progress is told after every chunk
   * @throws dev.mnemo.domain.exception.ModelFailureException if the model cannot be used at all; a
   *     chunk that it makes nothing of is reported instead
   * @throws dev.mnemo.domain.exception.ConflictException if the text is forgotten meanwhile
   * @throws dev.mnemo.domain.exception.NotFoundException if it is another's dataset that is not
   *     there or that the caller cannot read
   * @throws dev.mnemo.domain.exception.AccessDeniedException if the caller may read it only
   * @throws dev.mnemo.domain.exception.InvalidInputException if the text is blank
   */
  Remembered remember(UserScope scope, DatasetRef dataset, NewText text, Progress progress);
}
