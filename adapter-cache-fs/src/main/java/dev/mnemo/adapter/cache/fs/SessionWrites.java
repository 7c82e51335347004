package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What each write does; every method runs inside the writer's transaction. */
final class SessionWrites {

  // Sums of costs beyond these would need memory without bound.
  private static final int COST_DIGITS = 100;

  private final Clock clock;
  private final Optional<Duration> timeToLive;

  SessionWrites(Clock clock, Optional<Duration> timeToLive) {
    this.clock = clock;
    this.timeToLive = timeToLive;
  }

  /**
   * @param payload the turn as it is stored
   */
  QAEntry append(SqliteLink link, SessionKey key, Turn turn, String payload, IfEnded ifEnded)
      throws SQLException {
    Instant now = clock.instant();
    long time = Micros.stored("entry time", turn.time());
    turn.usage().costUsd().ifPresent(SessionWrites::requireStorable);
    Optional<SessionRow> existing = visible(link, key, now);
    if (existing.flatMap(row -> row.session().ending()).isPresent() && ifEnded == IfEnded.REJECT) {
      Optional<EntryRow> same = EntryRow.find(link, existing.orElseThrow().pk(), turn.id());
      if (same.isPresent()) {
        return repeated(key, same.get());
      }
      throw new ConflictException(
          "session '%s' was ended; reopen it, or say that appending reopens it"
              .formatted(key.session()));
    }
    SessionRow row =
        existing.isPresent()
            ? existing.get()
            : insert(link, key, Micros.instant(time), Metadata.NONE, now);
    QAEntry entry = new QAEntry(key, row.lastSequence() + 1, turn, Optional.empty());
    int added =
        link.update(
            """
            INSERT INTO entry (session, sequence, id, time, payload) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (session, id) DO NOTHING""",
            row.pk(),
            entry.sequence(),
            entry.id().value(),
            time,
            payload);
    if (added == 0) {
      return repeated(key, EntryRow.find(link, row.pk(), turn.id()).orElseThrow());
    }
    count(link, row, entry, now);
    return entry;
  }

  Optional<QAEntry> changeEntry(SqliteLink link, SessionKey key, EntryId id, EntryChange change)
      throws SQLException {
    Instant now = clock.instant();
    Optional<SessionRow> session = visible(link, key, now);
    Optional<EntryRow> row = stored(link, session, id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    QAEntry changed = row.get().require(key).changedBy(change);
    link.update(
        "UPDATE entry SET payload = ? WHERE rowid = ?",
        EntryJson.write(changed.turn(), changed.feedback()),
        row.get().row());
    renew(link, session.orElseThrow(), now);
    return Optional.of(changed);
  }

  boolean deleteEntry(SqliteLink link, SessionKey key, EntryId id) throws SQLException {
    Instant now = clock.instant();
    Optional<SessionRow> session = visible(link, key, now);
    Optional<EntryRow> row = stored(link, session, id);
    if (row.isEmpty()) {
      return false;
    }
    link.update("UPDATE entry SET payload = NULL WHERE rowid = ?", row.get().row());
    link.update(
        "UPDATE session SET entries = entries - 1 WHERE pk = ?", session.orElseThrow().pk());
    renew(link, session.orElseThrow(), now);
    return true;
  }

  Session create(SqliteLink link, SessionKey key, Instant startedAt, Metadata metadata)
      throws SQLException {
    Instant now = clock.instant();
    if (visible(link, key, now).isPresent()) {
      throw new ConflictException(
          "session '%s' exists; use it, or choose another id".formatted(key.session()));
    }
    return insert(link, key, startedAt, metadata, now).session();
  }

  Optional<Session> change(SqliteLink link, SessionKey key, SessionChange change)
      throws SQLException {
    Instant now = clock.instant();
    Optional<SessionRow> row = visible(link, key, now);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    long pk = row.get().pk();
    // Stamped first, so that the trigger on the change finds the time of it.
    renew(link, row.get(), now);
    switch (change) {
      case SessionChange.Describe(Metadata metadata) ->
          link.update(
              "UPDATE session SET metadata = ? WHERE pk = ?", EntryJson.write(metadata), pk);
      case SessionChange.End(Ending ending) ->
          link.update(
              "UPDATE session SET outcome = ?, ended_at = ? WHERE pk = ?",
              ending.outcome().name(),
              Micros.stored("ended at", ending.at()),
              pk);
      case SessionChange.Reopen() ->
          link.update("UPDATE session SET outcome = NULL, ended_at = NULL WHERE pk = ?", pk);
    }
    return SessionRow.find(link, key).map(SessionRow::session);
  }

  DeletedSessions delete(SqliteLink link, SessionKey key) throws SQLException {
    return delete(link, "s.user = ? AND s.id = ?", key.user().value(), key.session().value());
  }

  DeletedSessions delete(SqliteLink link, UserId user) throws SQLException {
    return delete(link, "s.user = ?", user.value());
  }

  DeletedSessions deleteAll(SqliteLink link) throws SQLException {
    return delete(link, "TRUE");
  }

  /** Takes the records away, in one step; the entries, which nothing leads to, go bit by bit. */
  private DeletedSessions delete(SqliteLink link, String which, Object... arguments)
      throws SQLException {
    Object[] visible = new Object[arguments.length + 1];
    System.arraycopy(arguments, 0, visible, 0, arguments.length);
    visible[arguments.length] = Micros.floor(clock.instant());
    DeletedSessions deleted =
        link.first(
                row -> new DeletedSessions(row.getLong(1), row.getLong(2)),
                "SELECT count(*), coalesce(sum(s.entries), 0) FROM session s WHERE %s AND %s"
                    .formatted(which, SessionRow.VISIBLE),
                visible)
            .orElseThrow();
    link.update("INSERT INTO gone (session) SELECT s.pk FROM session s WHERE " + which, arguments);
    link.update("DELETE FROM session AS s WHERE " + which, arguments);
    return deleted;
  }

  /** The session, unless it has expired; then it makes way for a new one of its name. */
  private Optional<SessionRow> visible(SqliteLink link, SessionKey key, Instant now)
      throws SQLException {
    Optional<SessionRow> row = SessionRow.find(link, key);
    if (row.isPresent() && !row.get().isVisibleAt(now)) {
      link.update("INSERT INTO gone (session) VALUES (?)", row.get().pk());
      link.update("DELETE FROM session WHERE pk = ?", row.get().pk());
      return Optional.empty();
    }
    return row;
  }

  private static Optional<EntryRow> stored(
      SqliteLink link, Optional<SessionRow> session, EntryId id) throws SQLException {
    return session.isPresent()
        ? EntryRow.find(link, session.get().pk(), id).filter(row -> !row.isDeleted())
        : Optional.empty();
  }

  private static QAEntry repeated(SessionKey key, EntryRow row) {
    if (row.isDeleted()) {
      throw new ConflictException(
          "entry '%s' was deleted from session '%s'; append under a new id"
              .formatted(row.id(), key.session()));
    }
    return row.require(key);
  }

  private SessionRow insert(
      SqliteLink link, SessionKey key, Instant startedAt, Metadata metadata, Instant now)
      throws SQLException {
    long start = Micros.stored("started at", startedAt);
    link.update(
        """
        INSERT INTO session (user, id, started_at, last_activity_at, last_sequence, entries,
          tokens_in, tokens_out, cost, cost_rank, estimated, metadata, written_at, expires_at)
        VALUES (?, ?, ?, ?, 0, 0, 0, 0, '0', 0, 0, ?, ?, ?)""",
        key.user().value(),
        key.session().value(),
        start,
        start,
        EntryJson.write(metadata),
        Micros.floor(now),
        expiry(now));
    return SessionRow.find(link, key).orElseThrow();
  }

  /** Brings the record up to date with a new entry. */
  private void count(SqliteLink link, SessionRow row, QAEntry entry, Instant now)
      throws SQLException {
    Session before = row.session();
    Usage usage = before.usage().plus(entry.turn().usage());
    boolean first = row.lastSequence() == 0;
    Instant started = earlier(before.startedAt(), entry.time());
    Instant active = first ? entry.time() : later(before.lastActivityAt(), entry.time());
    link.update(
        """
        UPDATE session SET started_at = ?, last_activity_at = ?, outcome = NULL, ended_at = NULL,
          last_sequence = ?, entries = entries + 1, tokens_in = ?, tokens_out = ?, cost = ?,
          cost_rank = ?, estimated = ?, written_at = ?, expires_at = ?
        WHERE pk = ?""",
        Micros.floor(started),
        Micros.floor(active),
        entry.sequence(),
        usage.tokensIn(),
        usage.tokensOut(),
        usage.costUsd().map(BigDecimal::toString),
        SessionRow.rank(usage.costUsd()),
        usage.estimated(),
        Micros.floor(now),
        expiry(now),
        row.pk());
  }

  private void renew(SqliteLink link, SessionRow row, Instant now) throws SQLException {
    link.update(
        "UPDATE session SET written_at = ?, expires_at = ? WHERE pk = ?",
        Micros.floor(now),
        expiry(now),
        row.pk());
  }

  private Optional<Long> expiry(Instant now) {
    return timeToLive.map(ttl -> Micros.floor(now.plus(ttl)));
  }

  private static void requireStorable(BigDecimal cost) {
    if (cost.precision() > COST_DIGITS || Math.abs((long) cost.scale()) > COST_DIGITS) {
      throw new InvalidInputException("cost", cost, "use at most %d digits".formatted(COST_DIGITS));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
