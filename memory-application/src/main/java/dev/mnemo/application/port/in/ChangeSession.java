package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Describes, ends or reopens a session. */
public interface ChangeSession {

  /**
   * Changes the session's record; its entries stay as they are.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such session
   */
  SessionView change(UserScope scope, SessionId session, SessionChange change);
}
