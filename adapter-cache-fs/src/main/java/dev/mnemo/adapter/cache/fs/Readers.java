package dev.mnemo.adapter.cache.fs;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few reading connections, opened when first needed; readers never wait for the writer. */
final class Readers implements AutoCloseable {

  /** What a reader does with a connection. */
  interface Work<T> {
    T in(SqliteLink link) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  /** More would only compete for the same cores and pages. */
  private static final int MOST = 8;

  private final SessionFile file;
  private final SqliteFailures failures;
  private final Semaphore permits = new Semaphore(MOST);
  private final ConcurrentLinkedDeque<SqliteLink> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Readers(SessionFile file, SqliteFailures failures) {
    this.file = file;
    this.failures = failures;
  }

  /** Runs one statement, which sees one moment of the store. */
  <T> T read(Work<T> work) {
    permits.acquireUninterruptibly();
    try {
      SqliteLink link = take();
      boolean sound = false;
      try {
        T result = work.in(link);
        sound = !link.isAlone();
        return result;
      } catch (SQLException e) {
        throw failures.translate(e);
      } finally {
        if (sound) {
          giveBack(link);
        } else {
          discard(link);
        }
      }
    } finally {
      permits.release();
      if (Thread.currentThread().isVirtual()) {
        // A read never waits, so virtual threads that read in a loop would keep the others out.
        Thread.yield();
      }
    }
  }

  /** Runs several statements that all see the same moment of the store. */
  <T> T readTogether(Work<T> work) {
    return read(
        link -> {
          link.update("BEGIN");
          T result = work.in(link);
          link.update("COMMIT");
          return result;
        });
  }

  /** Ends the idle connections at once, and each busy one after its call. */
  @Override
  public void close() {
    closed = true;
    discardIdle();
  }

  private SqliteLink take() {
    if (closed) {
      throw failures.closed();
    }
    Optional<SqliteLink> link = Optional.ofNullable(idle.pollFirst());
    while (link.isPresent() && !file.isOpenIn(link.get())) {
      discard(link.get());
      link = Optional.ofNullable(idle.pollFirst());
    }
    return link.isPresent() ? link.get() : file.openReader();
  }

  private void giveBack(SqliteLink link) {
    idle.addFirst(link);
    if (closed) {
      discardIdle();
    }
  }

  private void discardIdle() {
    for (var link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
      discard(link);
    }
  }

  private static void discard(SqliteLink link) {
    try {
      link.close();
    } catch (SQLException e) {
      LOG.debug("a connection did not close cleanly", e);
    }
  }
}
