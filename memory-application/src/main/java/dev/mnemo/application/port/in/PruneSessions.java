package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserScope;

/** Empties the session log; what was drawn from it stays in the graph. */
public interface PruneSessions {

  /** Whose sessions. */
  enum Whose {
    MINE,
    /** For administrators. */
    EVERYBODYS
  }

  /**
   * Deletes all sessions; can be repeated safely.
   *
   * @throws dev.mnemo.domain.exception.AccessDeniedException if they are everybody's, and the
   *     caller no administrator
   */
  DeletionReport prune(UserScope scope, Whose whose, ForgetMode mode);
}
