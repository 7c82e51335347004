package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Reads what was said in a session. */
public interface ReadHistory {

  /** The entries of a range, oldest first; an unknown session has none. */
  History read(UserScope scope, SessionId session, EntryRange range);
}
