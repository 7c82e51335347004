package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Deletes one entry from a session's log; what was drawn from it stays in the graph. */
public interface DeleteEntry {

  /** Whether there was such an entry; can be repeated safely. */
  boolean delete(UserScope scope, SessionId session, EntryId entry);
}
