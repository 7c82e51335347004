package dev.mnemo.adapter.cache.fs;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Takes back the space of expired and deleted sessions, a few rows at a time, so that no caller
 * waits for a long session to go.
 */
final class Reclaim implements GroupCommit.Upkeep {

  /** How long a listing's cursor can be continued while sessions change. */
  static final Duration CURSOR_LIFE = Duration.ofHours(1);

  private static final int SESSIONS = 50;
  private static final int ENTRIES = 500;

  /** Pruned in lots: row by row, each append would cause a transaction more. */
  private static final int PLACES = 1_000;

  private static final String STALE_PLACES =
      "SELECT count(*) FROM (SELECT until FROM earlier ORDER BY version LIMIT 1 OFFSET %d)"
              .formatted(PLACES)
          + " WHERE until < ?";

  private final Clock clock;

  Reclaim(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean isDue(SqliteLink link) throws SQLException {
    return link.number("SELECT EXISTS (SELECT 1 FROM gone)") > 0
        || link.number("SELECT EXISTS (SELECT 1 FROM session WHERE expires_at <= ?)", now()) > 0
        || link.number(STALE_PLACES, oldestCursor()) > 0;
  }

  @Override
  public void step(SqliteLink link) throws SQLException {
    expire(link);
    deleteEntries(link);
    prunePlaces(link);
  }

  private void expire(SqliteLink link) throws SQLException {
    for (long pk :
        link.list(
            row -> row.getLong(1),
            "SELECT pk FROM session WHERE expires_at <= ? ORDER BY expires_at LIMIT ?",
            now(),
            SESSIONS)) {
      link.update("INSERT INTO gone (session) VALUES (?)", pk);
      link.update("DELETE FROM session WHERE pk = ?", pk);
    }
  }

  private static void deleteEntries(SqliteLink link) throws SQLException {
    int left = ENTRIES;
    for (long pk : link.list(row -> row.getLong(1), "SELECT session FROM gone LIMIT ?", SESSIONS)) {
      int deleted =
          link.update(
              """
              DELETE FROM entry
              WHERE rowid IN (SELECT rowid FROM entry WHERE session = ? LIMIT ?)""",
              pk,
              left);
      left -= deleted;
      if (left == 0) {
        return;
      }
      link.update("DELETE FROM gone WHERE session = ?", pk);
    }
  }

  private void prunePlaces(SqliteLink link) throws SQLException {
    if (link.number(STALE_PLACES, oldestCursor()) > 0) {
      link.update(
          """
          DELETE FROM earlier
          WHERE version IN (SELECT version FROM earlier ORDER BY version LIMIT ?)""",
          PLACES);
    }
  }

  private long now() {
    return Micros.floor(clock.instant());
  }

  private long oldestCursor() {
    return Micros.floor(clock.instant().minus(CURSOR_LIFE));
  }
}
