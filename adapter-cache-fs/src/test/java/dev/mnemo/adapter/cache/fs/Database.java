package dev.mnemo.adapter.cache.fs;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** The database as another program sees it. */
final class Database {

  private Database() {}

  static Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SessionFile.NAME));
  }

  /** Runs SQL below the cache; how many rows it changed. */
  static int change(Path folder, String sql, String... arguments) {
    try (Connection connection = connect(folder);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The first column of the first row of a query. */
  static String ask(Path folder, String sql) {
    try (Connection connection = connect(folder);
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Asks until the answer comes; fails after a minute. */
  static void await(Path folder, String sql, String expected) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    String answer = ask(folder, sql);
    while (!answer.equals(expected)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%s stayed %s, not %s".formatted(sql, answer, expected));
      }
      Thread.yield();
      answer = ask(folder, sql);
    }
  }
}
