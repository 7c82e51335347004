package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Gathers what is known of a user that matters to a session now; no language model. */
public interface RecallMemory {

  /**
   * Draws from all of the user's sessions that were persisted and from all datasets that the user
   * may read, by relevance to the session's latest turns. A session that is new, or a session cache
   * that is off or down, leaves out the messages and says why; without turns, and without a
   * question, there is nothing to be relevant to, and no facts.
   */
  UserMemory recall(UserScope scope, MemoryRequest request);
}
