package dev.mnemo.application.service;

import dev.mnemo.application.port.in.RestoreSession;
import dev.mnemo.application.port.in.SavedSession;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import java.time.Instant;
import java.util.Optional;

/** Makes records what they were, by the writes that any session takes. */
final class SessionRestore implements RestoreSession {

  private final Sessions sessions;

  SessionRestore(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void restore(UserScope scope, SavedSession saved) {
    SessionKey key = scope.session(saved.id());
    Session session = present(key, saved);
    if (session.metadata().equals(Metadata.NONE) && !saved.metadata().equals(Metadata.NONE)) {
      sessions.cache().change(key, new SessionChange.Describe(saved.metadata()));
    }
    Usage missing = saved.usage().less(session.usage());
    boolean goneOn = session.lastActivityAt().isAfter(saved.lastActivityAt());
    EntryId standIn = standIn(key, saved);
    if (!missing.equals(Usage.NONE) || session.lastActivityAt().isBefore(saved.lastActivityAt())) {
      spend(key, standIn, saved.lastActivityAt(), missing);
      session = sessions.cache().find(key).orElse(session);
    }
    // One that an earlier call could not take away any more goes now.
    sessions.cache().deleteEntry(key, standIn);
    if (saved.ending().isPresent() && !goneOn && !session.ending().equals(saved.ending())) {
      sessions.cache().change(key, new SessionChange.End(saved.ending().get()));
    }
  }

  private Session present(SessionKey key, SavedSession saved) {
    Optional<Session> found = sessions.cache().find(key);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return sessions.cache().create(key, saved.startedAt(), saved.metadata());
    } catch (ConflictException e) {
      // Somebody else was quicker.
      return sessions.cache().find(key).orElseThrow(() -> e);
    }
  }

  /** The id of the entry that stands in for the deleted ones, and is deleted as they were. */
  private static EntryId standIn(SessionKey key, SavedSession saved) {
    return new EntryId(
        "deleted-"
            + ContentHash.of(
                    key.session().value(),
                    saved.lastActivityAt().toString(),
                    saved.usage().toString())
                .value());
  }

  private void spend(SessionKey key, EntryId id, Instant at, Usage missing) {
    Turn turn = new Turn(id, at, "(deleted)", "", "", GraphElementIds.NONE, missing, Metadata.NONE);
    try {
      sessions.append(key, turn, IfEnded.REOPEN);
    } catch (ConflictException e) {
      // It was there and deleted, by an earlier call: all is as it should be.
    }
  }
}
