package dev.mnemo.application.service;

import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which sessions of a user a selection means. */
final class SelectedSessions {

  private static final int PAGE = 1_000;

  private final Sessions sessions;

  SelectedSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Their keys, each once; in the order named, or from the first that was started. */
  List<SessionKey> of(UserScope scope, SessionSelection selection) {
    return switch (selection) {
      case SessionSelection.Named named -> named.sessions().stream().map(scope::session).toList();
      case SessionSelection.All all -> all(scope.user()).stream().map(Session::key).toList();
    };
  }

  /** All sessions of a user, from the first that was started. */
  // By start, because new activity would move a session while the walk is on its way.
  List<Session> all(UserId user) {
    Map<SessionKey, Session> found = new LinkedHashMap<>();
    Optional<String> cursor = Optional.empty();
    do {
      SessionPage page =
          sessions
              .cache()
              .list(
                  user,
                  new SessionQuery(
                      SessionQuery.Sort.STARTED_AT,
                      SessionQuery.Direction.ASCENDING,
                      Optional.empty(),
                      Set.of(),
                      SessionQuery.ABANDONED_AFTER,
                      new SessionQuery.Page.Cursor(cursor, PAGE)));
      page.sessions().forEach(session -> found.put(session.key(), session));
      cursor = page.next();
    } while (cursor.isPresent());
    return List.copyOf(found.values());
  }
}
