package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An entry as stored.
 *
 * @param row the row's number in the table
 * @param payload empty for a deleted entry
 */
record EntryRow(long row, long sequence, String id, long time, Optional<String> payload) {

  /** The columns of {@code entry e} that {@link #from} expects, in its order. */
  static final String COLUMNS = "e.rowid, e.sequence, e.id, e.time, e.payload";

  static EntryRow from(ResultSet row) throws SQLException {
    return new EntryRow(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        Optional.ofNullable(row.getString(5)));
  }

  /** The entry of that id, deleted or not. */
  static Optional<EntryRow> find(SqliteLink link, long session, EntryId id) throws SQLException {
    return link.first(
        EntryRow::from,
        "SELECT " + COLUMNS + " FROM entry e WHERE e.session = ? AND e.id = ?",
        session,
        id.value());
  }

  boolean isDeleted() {
    return payload.isEmpty();
  }

  QAEntry decode(SessionKey session) {
    return EntryJson.read(
        session, sequence, new EntryId(id), Micros.instant(time), payload.orElseThrow());
  }

  /** The entry, for a call that can do nothing without it. */
  QAEntry require(SessionKey session) {
    try {
      return decode(session);
    } catch (InvalidInputException e) {
      throw new CorruptedDataException(
          "%s is malformed: %s".formatted(where(session), reason(e)),
          "it was left where it is; delete the entry, or restore it from a backup",
          e);
    }
  }

  DamagedRecord damaged(SessionKey session, InvalidInputException reason) {
    return new DamagedRecord(where(session), reason(reason));
  }

  private static String reason(InvalidInputException malformed) {
    return "its %s is missing or not valid".formatted(malformed.field());
  }

  private String where(SessionKey session) {
    return "entry %d ('%s') of session '%s' of user '%s', row %d of table entry in %s"
        .formatted(sequence, id, session.session(), session.user(), row, SessionFile.NAME);
  }
}
