package dev.mnemo.application.service;

import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UserScope;
import java.time.Clock;

/** The use cases on the entries of one session. */
final class SessionEntries {

  private final Sessions sessions;
  private final TimeOrderedIds ids;
  private final Clock clock;

  SessionEntries(Sessions sessions, TimeOrderedIds ids, Clock clock) {
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  History read(UserScope scope, SessionId session, EntryRange range) {
    return sessions.cache().read(scope.session(session), range);
  }

  QAEntry record(UserScope scope, SessionId session, NewTurn given, IfEnded ifEnded) {
    Turn turn =
        new Turn(
            given.id().orElseGet(ids::next),
            given.time().orElseGet(clock::instant),
            given.question(),
            given.answer(),
            given.context(),
            given.used(),
            given.usage(),
            given.metadata());
    return sessions.append(scope.session(session), turn, ifEnded);
  }

  QAEntry change(UserScope scope, SessionId session, EntryId entry, EntryChange change) {
    return sessions
        .cache()
        .changeEntry(scope.session(session), entry, change)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "entry '%s' is not in session '%s'; look at its history"
                        .formatted(entry, session)));
  }
}
