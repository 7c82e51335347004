package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;

/** Appends a turn that happened elsewhere to a session. */
public interface RecordTurn {

  /**
   * Appends the turn; one whose id the session holds already is not appended again.
   *
   * @return the entry as stored
   * @throws dev.mnemo.domain.exception.ConflictException if the session was ended and {@code
   *     ifEnded} is {@code REJECT}, or the entry of that id was deleted
   */
  QAEntry record(UserScope scope, SessionId session, NewTurn turn, IfEnded ifEnded);
}
