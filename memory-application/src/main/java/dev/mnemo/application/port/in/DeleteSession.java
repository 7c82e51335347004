package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Deletes a session's log; what was drawn from it stays in the graph. */
public interface DeleteSession {

  /** What went; can be repeated safely. */
  DeletedSessions delete(UserScope scope, SessionId session);
}
