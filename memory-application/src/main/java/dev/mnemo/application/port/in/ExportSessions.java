package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives out a user's sessions and their entries one by one, however many there are. */
public interface ExportSessions {

  /**
   * Hands on session by session: its record, then its entries, oldest first.
   *
   * @param session only this one; empty for all of the caller's
   */
  ExportReport export(UserScope scope, Optional<SessionId> session, Consumer<Exported> parts);
}
