package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Deletes one entry of a session. */
public interface DeleteEntry {

  /** As {@link DeleteSession}, for one entry. */
  DeletionReport delete(
      UserScope scope, SessionId session, EntryId entry, DerivedData derived, ForgetMode mode);
}
