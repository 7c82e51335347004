package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Corrects an entry's answer, or gives or takes back feedback on it. */
public interface ChangeEntry {

  /**
   * Changes an entry and nothing else.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if there is no such entry
   */
  QAEntry change(UserScope scope, SessionId session, EntryId entry, EntryChange change);
}
