package dev.mnemo.adapter.cache.fs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection and its prepared statements; used by one thread at a time. */
final class SqliteLink implements AutoCloseable {

  private static final int PREPARED = 64;

  private final Connection connection;
  private final Optional<Object> file;
  private Optional<Runnable> whenClosed = Optional.empty();
  private final Map<String, PreparedStatement> prepared =
      new LinkedHashMap<>(PREPARED, 0.75f, true);

  /**
   * @param file what tells the opened file from another one of the same name, where the system can
   */
  SqliteLink(Connection connection, Optional<Object> file) {
    this.connection = connection;
    this.file = file;
  }

  /** Turns the current row into a value; columns count from 1. */
  interface Row<T> {
    T from(ResultSet columns) throws SQLException;
  }

  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** Which file was opened. */
  Optional<Object> file() {
    return file;
  }

  /** Says that it keeps other connections out until it is closed, and who is to be told then. */
  SqliteLink alone(Runnable told) {
    whenClosed = Optional.of(told);
    return this;
  }

  /** Whether it keeps other connections out, so that it is to be closed soon. */
  boolean isAlone() {
    return whenClosed.isPresent();
  }

  /** Runs SQL that is needed once. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The number that SQL gives that is needed once. */
  long once(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Ends a transaction without its changes; no matter where SQLite has ended it already. */
  void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // No transaction is open any more, which was the aim.
    }
  }

  /** Runs SQL that gives no rows; how many it changed. An {@code Optional} is its value or NULL. */
  int update(String sql, Object... arguments) throws SQLException {
    return run(PreparedStatement::executeUpdate, sql, arguments);
  }

  <T> List<T> list(Row<T> row, String sql, Object... arguments) throws SQLException {
    return run(
        statement -> {
          List<T> found = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              found.add(row.from(rows));
            }
          }
          return found;
        },
        sql,
        arguments);
  }

  /** Hands over every row, without keeping them. */
  <T> void each(Row<T> row, String sql, Object... arguments) throws SQLException {
    run(
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              row.from(rows);
            }
          }
          return true;
        },
        sql,
        arguments);
  }

  <T> Optional<T> first(Row<T> row, String sql, Object... arguments) throws SQLException {
    return run(
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row.from(rows)) : Optional.empty();
          }
        },
        sql,
        arguments);
  }

  /** The number that a query of one row and column gives; 0 without a row. */
  long number(String sql, Object... arguments) throws SQLException {
    return first(row -> row.getLong(1), sql, arguments).orElse(0L);
  }

  /** The statements that this link keeps prepared. */
  List<String> prepared() {
    return List.copyOf(prepared.keySet());
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } finally {
      whenClosed.ifPresent(Runnable::run);
    }
  }

  private <T> T run(Execution<T> execution, String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      makeRoom();
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    try {
      for (int i = 0; i < arguments.length; i++) {
        bind(statement, i + 1, arguments[i]);
      }
      return execution.of(statement);
    } catch (SQLException e) {
      // The driver leaves a statement that failed in a state in which it cannot run again.
      prepared.remove(sql);
      try {
        statement.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private void makeRoom() throws SQLException {
    if (prepared.size() < PREPARED) {
      return;
    }
    var eldest = prepared.entrySet().iterator();
    eldest.next().getValue().close();
    eldest.remove();
  }

  private static void bind(PreparedStatement statement, int position, Object argument)
      throws SQLException {
    switch (argument) {
      case Long number -> statement.setLong(position, number);
      case Integer number -> statement.setInt(position, number);
      case Double number -> statement.setDouble(position, number);
      case Boolean truth -> statement.setInt(position, truth ? 1 : 0);
      case String text -> statement.setString(position, text);
      case Optional<?> value when value.isPresent() -> bind(statement, position, value.get());
      case Optional<?> nothing -> statement.setObject(position, null);
      default ->
          throw new IllegalArgumentException("no column holds a " + argument.getClass().getName());
    }
  }
}
