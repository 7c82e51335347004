package dev.mnemo.adapter.graph.neo4j;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The way to the server, opened at the first use. When the server is lost, the configuration is
 * asked for again: a local server that was stopped meanwhile comes back at another address.
 */
final class Neo4jConnection implements AutoCloseable {

  private static final long CLOSING_SECONDS = 2;

  private final Supplier<Neo4jGraphConfig> config;
  private final Function<Neo4jGraphConfig, Store> opener;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Store current;
  private volatile boolean closed;

  Neo4jConnection(Supplier<Neo4jGraphConfig> config) {
    this(config, Store::open);
  }

  Neo4jConnection(Supplier<Neo4jGraphConfig> config, Function<Neo4jGraphConfig, Store> opener) {
    this.config = config;
    this.opener = opener;
  }

  /**
   * Does {@code work} with the store; a second time where the server was found elsewhere.
   *
   * @param work may be repeated
   */
  <T> T use(Function<Store, T> work) {
    Store store = store();
    try {
      return work.apply(store);
    } catch (Neo4jException e) {
      Optional<Store> moved = Failures.lostServer(e) ? movedFrom(store) : Optional.empty();
      if (moved.isEmpty()) {
        throw Failures.unavailable(e, store.config());
      }
      return useOnce(moved.get(), work);
    } catch (IllegalStateException e) {
      // The driver was closed under a running call: for good, or as another call found the server
      // elsewhere.
      Store moved = current;
      if (closed) {
        throw Failures.closed();
      }
      if (moved == null || moved == store) {
        throw e;
      }
      return useOnce(moved, work);
    }
  }

  private static <T> T useOnce(Store store, Function<Store, T> work) {
    try {
      return work.apply(store);
    } catch (Neo4jException e) {
      throw Failures.unavailable(e, store.config());
    }
  }

  private Store store() {
    Store opened = current;
    if (opened != null && !closed) {
      return opened;
    }
    opening.lock();
    try {
      if (closed) {
        throw Failures.closed();
      }
      opened = current;
      if (opened == null) {
        opened = open(config.get());
        current = opened;
        closeIfTooLate(opened);
      }
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private Optional<Store> movedFrom(Store lost) {
    opening.lock();
    try {
      if (closed) {
        throw Failures.closed();
      }
      Store opened = current;
      if (opened != null && opened != lost) {
        return Optional.of(opened);
      }
      Neo4jGraphConfig now = config.get();
      if (now.equals(lost.config())) {
        return Optional.empty();
      }
      Store found = open(now);
      current = found;
      lost.close();
      closeIfTooLate(found);
      return Optional.of(found);
    } finally {
      opening.unlock();
    }
  }

  private void closeIfTooLate(Store opened) {
    if (closed) {
      opened.close();
      throw Failures.closed();
    }
  }

  private Store open(Neo4jGraphConfig where) {
    try {
      return opener.apply(where);
    } catch (Neo4jException e) {
      throw Failures.unavailable(e, where);
    }
  }

  /** Closes what was opened; a second time, and before the first use, does nothing. */
  @Override
  public void close() {
    closed = true;
    try {
      // Whoever is still opening it may wait for a server to start, and closes it then.
      if (!opening.tryLock(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      Store opened = current;
      current = null;
      if (opened != null) {
        opened.close();
      }
    } finally {
      opening.unlock();
    }
  }
}
