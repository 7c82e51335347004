package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.MnemoException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The tables, and the version of them that a file has. */
final class Schema {

  /** The version this code reads and writes, kept in {@code user_version}. */
  static final int VERSION = 2;

  /** Tells a file of sessions from other SQLite files: "mnmo". */
  private static final int APPLICATION = 0x6d6e6d6f;

  /** Version 1. */
  private static final List<String> SESSIONS =
      List.of(
          // Numbers are never given twice: the entries of a deleted session go later than it does.
          """
          CREATE TABLE session (
            pk INTEGER PRIMARY KEY AUTOINCREMENT,
            user TEXT NOT NULL,
            id TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            last_activity_at INTEGER NOT NULL,
            outcome TEXT,
            ended_at INTEGER,
            last_sequence INTEGER NOT NULL,
            entries INTEGER NOT NULL,
            tokens_in INTEGER NOT NULL,
            tokens_out INTEGER NOT NULL,
            cost TEXT, -- exact, in USD; NULL where unknown
            cost_rank REAL, -- the same, to sort by
            estimated INTEGER NOT NULL,
            metadata TEXT NOT NULL, -- JSON object of texts
            written_at INTEGER NOT NULL,
            expires_at INTEGER
          ) STRICT\
          """,
          "CREATE UNIQUE INDEX session_by_name ON session (user, id)",
          """
          CREATE INDEX session_by_activity
            ON session (user, last_activity_at DESC, id, expires_at, outcome)\
          """,
          """
          CREATE INDEX session_by_expiry ON session (expires_at)
            WHERE expires_at IS NOT NULL\
          """,
          // A deleted entry stays as its id alone, without payload, so that no retry revives it.
          """
          CREATE TABLE entry (
            session INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            id TEXT NOT NULL,
            time INTEGER NOT NULL,
            payload TEXT -- JSON; NULL: deleted
          ) STRICT\
          """,
          "CREATE UNIQUE INDEX entry_by_id ON entry (session, id)",
          """
          CREATE UNIQUE INDEX entry_by_sequence ON entry (session, sequence)
            WHERE payload IS NOT NULL\
          """,
          // Sessions that are gone, with entries that still take up space.
          "CREATE TABLE gone (session INTEGER PRIMARY KEY) STRICT",
          // Where a session stood in the lists before each change, for cursors given before it.
          """
          CREATE TABLE earlier (
            version INTEGER PRIMARY KEY,
            session INTEGER NOT NULL,
            until INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            last_activity_at INTEGER NOT NULL,
            outcome TEXT,
            ended_at INTEGER,
            tokens_in INTEGER NOT NULL,
            tokens_out INTEGER NOT NULL,
            cost_rank REAL
          ) STRICT\
          """,
          """
          CREATE TRIGGER session_moves
          BEFORE UPDATE OF started_at, last_activity_at, outcome, ended_at,
            tokens_in, tokens_out, cost_rank ON session
          WHEN (OLD.started_at, OLD.last_activity_at, OLD.outcome, OLD.ended_at,
              OLD.tokens_in, OLD.tokens_out, OLD.cost_rank)
            IS NOT (NEW.started_at, NEW.last_activity_at, NEW.outcome, NEW.ended_at,
              NEW.tokens_in, NEW.tokens_out, NEW.cost_rank)
          BEGIN
            INSERT INTO earlier (session, until, started_at, last_activity_at, outcome, ended_at,
              tokens_in, tokens_out, cost_rank)
            VALUES (OLD.pk, NEW.written_at, OLD.started_at, OLD.last_activity_at, OLD.outcome,
              OLD.ended_at, OLD.tokens_in, OLD.tokens_out, OLD.cost_rank);
          END\
          """);

  /** What version 2 adds. */
  private static final List<String> CALLS =
      List.of(
          """
          CREATE TABLE call (
            user TEXT NOT NULL,
            at INTEGER NOT NULL,
            id TEXT NOT NULL,
            session TEXT, -- NULL: outside of any; it may be gone
            operation TEXT NOT NULL,
            model TEXT NOT NULL,
            tokens_in INTEGER NOT NULL,
            tokens_out INTEGER NOT NULL,
            cost INTEGER, -- in 10^-12 USD; NULL where unknown
            estimated INTEGER NOT NULL,
            PRIMARY KEY (user, at, id)
          ) STRICT, WITHOUT ROWID\
          """);

  private Schema() {}

  /** Makes the tables that a file lacks, and refuses a file of a later version. */
  static void ensure(SqliteLink link, Path path, SqliteFailures failures) throws SQLException {
    // In one transaction each, so that no look is half before and half after another's making.
    if (within("BEGIN", link, () -> isReady(link, path, failures))) {
      return;
    }
    within("BEGIN IMMEDIATE", link, () -> isReady(link, path, failures) || make(link));
  }

  /** Called under the lock, once it is known that no other process was quicker. */
  private static boolean make(SqliteLink link) throws SQLException {
    if (link.once("PRAGMA user_version") == 0) {
      execute(link, SESSIONS);
    }
    execute(link, CALLS);
    link.execute("PRAGMA application_id=" + APPLICATION);
    link.execute("PRAGMA user_version=" + VERSION);
    return true;
  }

  private static void execute(SqliteLink link, List<String> statements) throws SQLException {
    for (String statement : statements) {
      link.execute(statement);
    }
  }

  private interface Look {
    boolean done() throws SQLException;
  }

  private static boolean within(String begin, SqliteLink link, Look look) throws SQLException {
    link.execute(begin);
    try {
      boolean done = look.done();
      link.execute("COMMIT");
      return done;
    } catch (SQLException | MnemoException e) {
      link.rollBack();
      throw e;
    }
  }

  private static boolean isReady(SqliteLink link, Path path, SqliteFailures failures)
      throws SQLException {
    long application = link.once("PRAGMA application_id");
    long version = link.once("PRAGMA user_version");
    if (application == 0 && version == 0 && link.once("SELECT count(*) FROM sqlite_schema") == 0) {
      return false;
    }
    if (application != APPLICATION) {
      throw failures.unavailable(
          "%s is a database of another program; use another folder".formatted(path));
    }
    if (version == 1) {
      return false;
    }
    if (version != VERSION) {
      throw failures.unavailable(
          ("%s was written by another release (its version is %d, this release reads %d); "
                  + "use that release, or another folder")
              .formatted(path, version, VERSION));
    }
    return true;
  }
}
