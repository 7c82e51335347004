package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives out a user's entries one by one, however many there are. */
public interface ExportSessions {

  /**
   * Hands every entry to {@code entries}, session by session, oldest first within each.
   *
   * @param session only this one; empty for all of the caller's
   */
  ExportReport export(UserScope scope, Optional<SessionId> session, Consumer<QAEntry> entries);
}
