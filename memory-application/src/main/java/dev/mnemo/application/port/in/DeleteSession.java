package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Deletes a session. */
public interface DeleteSession {

  /**
   * Deletes the session's log, and where the caller wants it what was drawn from it in all
   * datasets, with the effect of its feedback. An absent session is no error: its graph data may
   * still be there. Can be repeated safely, also after a failure in the middle.
   */
  DeletionReport delete(UserScope scope, SessionId session, DerivedData derived, ForgetMode mode);
}
