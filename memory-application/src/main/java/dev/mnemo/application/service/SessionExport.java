package dev.mnemo.application.service;

import dev.mnemo.application.port.in.ExportReport;
import dev.mnemo.application.port.in.ExportSessions;
import dev.mnemo.application.port.in.Exported;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.SessionCache;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Walks through sessions and entries page by page, holding one page at a time. */
final class SessionExport implements ExportSessions {

  private final Sessions sessions;
  private final int sessionsPerPage;
  private final int entriesPerPage;

  SessionExport(Sessions sessions, int sessionsPerPage, int entriesPerPage) {
    this.sessions = sessions;
    this.sessionsPerPage = sessionsPerPage;
    this.entriesPerPage = entriesPerPage;
  }

  @Override
  public ExportReport export(
      UserScope scope, Optional<SessionId> session, Consumer<Exported> parts) {
    Walk walk = new Walk(sessions.cache(), parts);
    if (session.isPresent()) {
      sessions.cache().find(scope.session(session.get())).ifPresent(walk::through);
    } else {
      walk.through(scope);
    }
    return walk.report();
  }

  private final class Walk {

    private final SessionCache cache;
    private final Consumer<Exported> each;
    // A page boundary may show the same damage twice.
    private final Set<DamagedRecord> damaged = new LinkedHashSet<>();
    private long walked;
    private long given;

    Walk(SessionCache cache, Consumer<Exported> each) {
      this.cache = cache;
      this.each = each;
    }

    // By start, because new activity would move a session while the walk is on its way.
    void through(UserScope scope) {
      Optional<String> cursor = Optional.empty();
      do {
        SessionPage page =
            cache.list(
                scope.user(),
                new SessionQuery(
                    SessionQuery.Sort.STARTED_AT,
                    SessionQuery.Direction.ASCENDING,
                    Optional.empty(),
                    Set.of(),
                    SessionQuery.ABANDONED_AFTER,
                    new SessionQuery.Page.Cursor(cursor, sessionsPerPage)));
        page.sessions().forEach(this::through);
        cursor = page.next();
      } while (cursor.isPresent());
    }

    void through(Session session) {
      SessionKey key = session.key();
      walked++;
      each.accept(new Exported.OfSession(session));
      long after = 0;
      History page;
      do {
        page = cache.read(key, new EntryRange.After(after, entriesPerPage));
        page.entries().forEach(entry -> each.accept(new Exported.OfEntry(entry)));
        given += page.entries().size();
        damaged.addAll(page.damaged());
        after = next(after, page);
      } while (page.entries().size() + page.damaged().size() >= entriesPerPage);
    }

    // A page of damage alone names no sequence number, but holds one each.
    private static long next(long after, History page) {
      return page.entries().isEmpty()
          ? after + page.damaged().size()
          : page.entries().getLast().sequence();
    }

    ExportReport report() {
      return new ExportReport(walked, given, List.copyOf(damaged));
    }
  }
}
