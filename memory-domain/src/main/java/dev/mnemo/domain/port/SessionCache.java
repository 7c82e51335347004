package dev.mnemo.domain.port;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Sessions and their entries. Every write is one atomic step, durable (as the backend promises)
 * when the call returns, and costs the same however long the session is. Where the adapter is
 * configured with a time to live, a session expires that long after its last write and is from then
 * on absent to every method.
 *
 * <p>All methods throw {@link dev.mnemo.domain.exception.BackendUnavailableException} while the
 * backend cannot be used.
 */
public interface SessionCache {

  /**
   * Appends a turn, creating its session where there is none.
   *
   * @return the stored entry; where {@code turn.id()} was appended before, the entry as it is
   *     stored now, whatever this turn says
   * @throws dev.mnemo.domain.exception.ConflictException if the session was ended and {@code
   *     ifEnded} is {@code REJECT}, or if an entry of this id was deleted from the session
   */
  QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded);

  /** The entries of a range, oldest first; an unknown session has none. */
  History read(SessionKey key, EntryRange range);

  /**
   * One entry.
   *
   * @throws dev.mnemo.domain.exception.CorruptedDataException if it is there and malformed
   */
  Optional<QAEntry> findEntry(SessionKey key, EntryId id);

  /** Changes an entry and nothing else; empty where there is none, a deleted one included. */
  Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change);

  /** Deletes an entry; whether there was one. Its id and sequence number are not used again. */
  boolean deleteEntry(SessionKey key, EntryId id);

  /**
   * Creates a session without entries.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if it exists
   */
  Session create(SessionKey key, Instant startedAt, Metadata metadata);

  /** A session's record. */
  Optional<Session> find(SessionKey key);

  /** Changes a session's record and nothing else; empty where there is no such session. */
  Optional<Session> change(SessionKey key, SessionChange change);

  /** Deletes a session and its entries, as one step to every reader. */
  DeletedSessions delete(SessionKey key);

  /** Deletes all sessions of one user. */
  DeletedSessions deleteAll(UserId user);

  /** Deletes all sessions of all users, and nothing that is not this cache's. */
  DeletedSessions deleteAll();

  /**
   * Lists a user's sessions.
   *
   * @throws dev.mnemo.domain.exception.InvalidInputException if the cursor is not one that a query
   *     of the same order gave
   */
  SessionPage list(UserId user, SessionQuery query);

  /** What a user's sessions with activity at or after {@code since} (empty: all) cost together. */
  Usage usage(UserId user, Optional<Instant> since);
}
