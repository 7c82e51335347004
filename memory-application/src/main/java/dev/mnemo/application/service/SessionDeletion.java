package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.GraphCounts;

/** Deletes from the session log. */
final class SessionDeletion {

  private final Sessions sessions;

  SessionDeletion(Sessions sessions) {
    this.sessions = sessions;
  }

  DeletionReport deleteSession(
      UserScope scope, SessionId session, DerivedData derived, ForgetMode mode) {
    return report(sessions.cache().delete(scope.session(session)));
  }

  DeletionReport deleteEntry(
      UserScope scope, SessionId session, EntryId entry, DerivedData derived, ForgetMode mode) {
    boolean there = sessions.cache().deleteEntry(scope.session(session), entry);
    return report(new DeletedSessions(0, there ? 1 : 0));
  }

  private static DeletionReport report(DeletedSessions log) {
    return new DeletionReport(
        ForgetMode.FORGET, log, new GraphCounts(0, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0);
  }
}
