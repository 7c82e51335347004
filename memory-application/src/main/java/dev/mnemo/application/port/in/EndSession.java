package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Ends a session. */
public interface EndSession {

  /**
   * Ends the session now; ending an ended one replaces how it ended.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such session
   */
  SessionView end(UserScope scope, SessionId session, Ending.Outcome outcome);
}
