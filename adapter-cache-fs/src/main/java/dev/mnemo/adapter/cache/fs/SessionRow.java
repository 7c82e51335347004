package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Usage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's record as stored.
 *
 * @param pk what its entries name it by
 * @param lastSequence the last number given to an entry of it
 */
record SessionRow(long pk, long lastSequence, Session session) {

  /** The columns of {@code session s} that {@link #from} expects, in its order. */
  static final String COLUMNS =
      "s.pk, s.last_sequence, s.user, s.id, s.started_at, s.last_activity_at, s.outcome,"
          + " s.ended_at, s.entries, s.tokens_in, s.tokens_out, s.cost, s.estimated, s.metadata,"
          + " s.expires_at";

  /** How many {@link #COLUMNS} there are. */
  static final int WIDTH = 15;

  /** True of the sessions that are there at a time, its one argument. */
  static final String VISIBLE = "(s.expires_at IS NULL OR s.expires_at > ?)";

  private static final Logger LOG = LoggerFactory.getLogger(SessionRow.class);

  static SessionRow from(ResultSet row) throws SQLException {
    SessionKey key = SessionKey.of(row.getString(3), row.getString(4));
    Session session =
        new Session(
            key,
            Micros.instant(row.getLong(5)),
            Micros.instant(row.getLong(6)),
            ending(key, Optional.ofNullable(row.getString(7)), row.getLong(8)),
            row.getLong(9),
            new Usage(
                row.getLong(10),
                row.getLong(11),
                cost(key, Optional.ofNullable(row.getString(12))),
                row.getBoolean(13)),
            metadata(key, row.getString(14)),
            optionalInstant(row, 15));
    return new SessionRow(row.getLong(1), row.getLong(2), session);
  }

  /** The session of that name, expired or not. */
  static Optional<SessionRow> find(SqliteLink link, SessionKey key) throws SQLException {
    return link.first(
        SessionRow::from,
        "SELECT " + COLUMNS + " FROM session s WHERE s.user = ? AND s.id = ?",
        key.user().value(),
        key.session().value());
  }

  /** Whether it is there at {@code now}. */
  boolean isVisibleAt(Instant now) {
    return session.expiresAt().map(now::isBefore).orElse(true);
  }

  /** The cost as a number to sort by, which need not be exact. */
  static Optional<Double> rank(Optional<BigDecimal> cost) {
    return cost.map(BigDecimal::doubleValue);
  }

  // A damaged part of a record is left out and said so: it must not hide the conversation.

  static Optional<BigDecimal> cost(SessionKey key, Optional<String> stored) {
    try {
      return stored.isPresent() ? Optional.of(EntryJson.decimal(stored.get())) : Optional.empty();
    } catch (InvalidInputException e) {
      report(key, "its cost, shown as unknown,");
      return Optional.empty();
    }
  }

  private static Metadata metadata(SessionKey key, String stored) {
    try {
      return EntryJson.readMetadata(stored);
    } catch (InvalidInputException e) {
      report(key, "its metadata, shown as none until it is set again,");
      return Metadata.NONE;
    }
  }

  private static Optional<Ending> ending(SessionKey key, Optional<String> outcome, long endedAt) {
    try {
      return outcome.map(name -> new Ending(Ending.Outcome.valueOf(name), Micros.instant(endedAt)));
    } catch (IllegalArgumentException | InvalidInputException e) {
      report(key, "its ending, shown as none until it is ended again,");
      return Optional.empty();
    }
  }

  private static void report(SessionKey key, String what) {
    LOG.warn(
        "the record of session '{}' of user '{}' is damaged: {} could not be read",
        key.session(),
        key.user(),
        what);
  }

  private static Optional<Instant> optionalInstant(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
  }
}
