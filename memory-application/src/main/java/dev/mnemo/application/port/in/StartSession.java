package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Creates a session before its first turn. */
public interface StartSession {

  /**
   * Creates an empty session.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if it exists
   */
  Session start(UserScope scope, SessionId session, Metadata metadata);
}
