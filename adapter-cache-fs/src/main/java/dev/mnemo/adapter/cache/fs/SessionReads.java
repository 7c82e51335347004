package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each read does, on a reader's connection and in one statement. */
final class SessionReads {

  private static final String ENTRIES =
      "SELECT %s FROM entry e WHERE e.session = (SELECT s.pk FROM session s"
              .formatted(EntryRow.COLUMNS)
          + " WHERE s.user = ? AND s.id = ? AND "
          + SessionRow.VISIBLE
          + ") AND e.payload IS NOT NULL AND ";

  private final Clock clock;

  SessionReads(Clock clock) {
    this.clock = clock;
  }

  History history(SqliteLink link, SessionKey key, EntryRange range) throws SQLException {
    List<EntryRow> rows =
        switch (range) {
          case EntryRange.Last(int limit) -> newest(link, key, Long.MAX_VALUE, limit);
          case EntryRange.Before(long sequence, int limit) -> newest(link, key, sequence, limit);
          case EntryRange.After(long sequence, int limit) ->
              entries(link, key, "e.sequence > ? ORDER BY e.sequence LIMIT ?", sequence, limit);
        };
    List<QAEntry> entries = new ArrayList<>(rows.size());
    List<DamagedRecord> damaged = new ArrayList<>();
    for (EntryRow row : rows) {
      try {
        entries.add(row.decode(key));
      } catch (InvalidInputException e) {
        damaged.add(row.damaged(key, e));
      }
    }
    return new History(entries, damaged);
  }

  Optional<QAEntry> entry(SqliteLink link, SessionKey key, EntryId id) throws SQLException {
    return entries(link, key, "e.id = ?", id.value()).stream()
        .findFirst()
        .map(row -> row.require(key));
  }

  Optional<Session> session(SqliteLink link, SessionKey key) throws SQLException {
    Instant now = clock.instant();
    return SessionRow.find(link, key).filter(row -> row.isVisibleAt(now)).map(SessionRow::session);
  }

  Usage usage(SqliteLink link, UserId user, Optional<Instant> since) throws SQLException {
    return link
        .list(
            row ->
                new Usage(
                    row.getLong(2),
                    row.getLong(3),
                    SessionRow.cost(
                        SessionKey.of(user.value(), row.getString(1)),
                        Optional.ofNullable(row.getString(4))),
                    row.getBoolean(5)),
            "SELECT s.id, s.tokens_in, s.tokens_out, s.cost, s.estimated FROM session s"
                + " WHERE s.user = ? AND "
                + SessionRow.VISIBLE
                + " AND s.last_activity_at >= ?",
            user.value(),
            now(),
            since.map(Micros::ceiling).orElse(Long.MIN_VALUE))
        .stream()
        .reduce(Usage.NONE, Usage::plus);
  }

  private List<EntryRow> newest(SqliteLink link, SessionKey key, long before, int limit)
      throws SQLException {
    return entries(link, key, "e.sequence < ? ORDER BY e.sequence DESC LIMIT ?", before, limit)
        .reversed();
  }

  private List<EntryRow> entries(SqliteLink link, SessionKey key, String which, Object... arguments)
      throws SQLException {
    Sql sql = new Sql();
    sql.add(ENTRIES, key.user().value(), key.session().value(), now());
    sql.add(which, arguments);
    return link.list(EntryRow::from, sql.text(), sql.arguments());
  }

  private long now() {
    return Micros.floor(clock.instant());
  }
}
