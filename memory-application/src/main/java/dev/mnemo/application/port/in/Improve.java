package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/**
 * Lets the graph learn from sessions: persists them, then applies the feedback on their entries.
 */
public interface Improve {

  /**
   * Persists as {@link PersistSessions} does; then the feedback of each entry of those sessions
   * moves the weights of the graph elements that the entry used, once per feedback. Feedback that
   * was changed or removed since loses its effect exactly. Feedback moves only what is in datasets
   * that the caller may write.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such dataset that the
   *     caller can read, or nothing was remembered in it yet
   * @throws dev.mnemo.domain.exception.AccessDeniedException if the caller may read it only
   */
  Improved improve(UserScope scope, PersistRequest request, Progress progress);
}
