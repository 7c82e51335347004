package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.application.port.in.PruneSessions.Whose;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Deletes from the session log and, where the caller wants it, what was drawn from it. The session
 * is seized first, so that a run that persists it can bring nothing back; then goes the log, from
 * which it could be persisted again; then what the graph holds of it. Each step can be repeated.
 */
final class SessionDeletion {

  private final Sessions sessions;
  private final Shared shared;
  private final KnowledgeGraph graph;
  private final Seizure seizure;
  private final SelectedSessions selected;

  SessionDeletion(Sessions sessions, Shared shared, KnowledgeGraph graph, Seizure seizure) {
    this.sessions = sessions;
    this.shared = shared;
    this.graph = graph;
    this.seizure = seizure;
    this.selected = new SelectedSessions(sessions);
  }

  DeletionReport deleteSession(
      UserScope scope, SessionId session, DerivedData derived, ForgetMode mode) {
    SessionKey key = scope.session(session);
    return delete(key, Optional.empty(), derived, mode, () -> log(key, mode));
  }

  DeletionReport deleteEntry(
      UserScope scope, SessionId session, EntryId entry, DerivedData derived, ForgetMode mode) {
    SessionKey key = scope.session(session);
    return delete(key, Optional.of(entry), derived, mode, () -> log(key, entry, mode));
  }

  DeletionReport prune(UserScope scope, Whose whose, ForgetMode mode) {
    DeletionTally tally = new DeletionTally(mode);
    switch (whose) {
      case MINE -> tally.log(prune(scope, mode));
      case EVERYBODYS -> {
        Rights.requireAdmin(scope, "delete everybody's sessions");
        if (mode == ForgetMode.DRY_RUN) {
          throw new InvalidInputException(
              "dry run", whose, "prune one user's sessions; nobody counts those of all users");
        }
        tally.log(sessions.cache().deleteAll());
      }
    }
    return tally.report();
  }

  private DeletionReport delete(
      SessionKey key,
      Optional<EntryId> entry,
      DerivedData derived,
      ForgetMode mode,
      Supplier<DeletedSessions> log) {
    DeletionTally tally = new DeletionTally(mode);
    if (derived == DerivedData.KEEP) {
      tally.log(log.get());
      return tally.report();
    }
    try (Seizure.Held held = seizure.of(List.of(key), mode)) {
      tally.log(log.get());
      tally.feedback(shared.stores().feedback().forget(key, entry, mode));
      graph.forgetEntries(key, entry, mode).values().forEach(tally::graph);
      return tally.report();
    }
  }

  private DeletedSessions log(SessionKey key, ForgetMode mode) {
    return switch (mode) {
      case FORGET -> sessions.cache().delete(key);
      case DRY_RUN ->
          sessions
              .cache()
              .find(key)
              .map(session -> new DeletedSessions(1, session.entries()))
              .orElse(NONE);
    };
  }

  private DeletedSessions log(SessionKey key, EntryId entry, ForgetMode mode) {
    boolean there =
        switch (mode) {
          case FORGET -> sessions.cache().deleteEntry(key, entry);
          case DRY_RUN -> sessions.cache().findEntry(key, entry).isPresent();
        };
    return new DeletedSessions(0, there ? 1 : 0);
  }

  private DeletedSessions prune(UserScope scope, ForgetMode mode) {
    return switch (mode) {
      case FORGET -> sessions.cache().deleteAll(scope.user());
      case DRY_RUN -> {
        List<Session> all = selected.all(scope.user());
        yield new DeletedSessions(all.size(), all.stream().mapToLong(Session::entries).sum());
      }
    };
  }

  private static final DeletedSessions NONE = new DeletedSessions(0, 0);
}
