package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserScope;

/** Lists the caller's sessions. */
public interface ListSessions {

  /** One page of the sessions that the query matches. */
  SessionList list(UserScope scope, SessionQuery query);
}
