package dev.mnemo.application.service;

import dev.mnemo.application.port.in.SessionList;
import dev.mnemo.application.port.in.SessionView;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The use cases on sessions as a whole. */
final class SessionRecords {

  private final Sessions sessions;
  private final Clock clock;
  private final Duration abandonedAfter;

  SessionRecords(Sessions sessions, Clock clock, Duration abandonedAfter) {
    this.sessions = sessions;
    this.clock = clock;
    this.abandonedAfter = abandonedAfter;
  }

  Session start(UserScope scope, SessionId session, Metadata metadata) {
    return sessions.cache().create(scope.session(session), clock.instant(), metadata);
  }

  SessionView show(UserScope scope, SessionId session) {
    return sessions
        .cache()
        .find(scope.session(session))
        .map(this::view)
        .orElseThrow(() -> notFound(scope, session));
  }

  SessionList list(UserScope scope, SessionQuery query) {
    SessionPage page = sessions.cache().list(scope.user(), query);
    Instant now = clock.instant();
    return new SessionList(
        page.sessions().stream()
            .map(found -> new SessionView(found, found.statusAt(now, query.abandonedAfter())))
            .toList(),
        page.total(),
        page.next());
  }

  SessionView change(UserScope scope, SessionId session, SessionChange change) {
    return sessions
        .cache()
        .change(scope.session(session), change)
        .map(this::view)
        .orElseThrow(() -> notFound(scope, session));
  }

  SessionView end(UserScope scope, SessionId session, Ending.Outcome outcome) {
    return change(scope, session, new SessionChange.End(new Ending(outcome, clock.instant())));
  }

  private SessionView view(Session session) {
    return new SessionView(session, session.statusAt(clock.instant(), abandonedAfter));
  }

  private static NotFoundException notFound(UserScope scope, SessionId session) {
    return new NotFoundException(
        "session '%s' of user '%s' does not exist; list the sessions to see which do"
            .formatted(session, scope.user()));
  }
}
