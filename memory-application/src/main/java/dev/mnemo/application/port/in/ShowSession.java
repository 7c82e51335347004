package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Reads a session's record. */
public interface ShowSession {

  /**
   * The session as it stands now.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such session
   */
  SessionView show(UserScope scope, SessionId session);
}
