package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.MnemoException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of this process: a thread that takes whatever writes are waiting, runs them in one
 * transaction and tells each caller after the commit, so that callers share the wait for the disk.
 * Each write is its own savepoint: one that fails takes nothing back but itself.
 */
final class GroupCommit implements AutoCloseable {

  /** Work for when no caller waits. */
  interface Upkeep {
    /** Whether there is work; asked outside a transaction, so it must be cheap. */
    boolean isDue(SqliteLink link) throws SQLException;

    /** Does a small part of the work, inside a transaction of its own. */
    void step(SqliteLink link) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** Bounds how long the first of a group waits for the last. */
  private static final int LARGEST_GROUP = 256;

  /** Under unbroken load, upkeep gets a turn after so many groups. */
  private static final int GROUPS_BEFORE_UPKEEP = 64;

  /** Nobody waits forever at the end; what is left over then is the next process's. */
  private static final int LAST_STEPS = 2_000;

  private final SessionFile file;
  private final SqliteFailures failures;
  private final Duration lockTimeout;
  private final Upkeep upkeep;
  private final Duration idle;
  private final BlockingQueue<PendingWrite<?>> queue = new LinkedBlockingQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong commits = new AtomicLong();
  private final Object gate = new Object();

  // Guarded by the gate, so that nothing is queued behind the end, or for a thread that is gone.
  private boolean closed;
  private boolean running;

  // The writer thread's own.
  private Optional<SqliteLink> open = Optional.empty();
  private List<PendingWrite<?>> taken = List.of();

  /**
   * @param idle how long nothing must come before upkeep is looked for in a process that only reads
   */
  GroupCommit(
      SessionFile file,
      SqliteFailures failures,
      Duration lockTimeout,
      Upkeep upkeep,
      Duration idle) {
    this.file = file;
    this.failures = failures;
    this.lockTimeout = lockTimeout;
    this.upkeep = upkeep;
    this.idle = idle;
  }

  static GroupCommit start(
      SessionFile file,
      SqliteFailures failures,
      Duration lockTimeout,
      Upkeep upkeep,
      Duration idle) {
    GroupCommit writer = new GroupCommit(file, failures, lockTimeout, upkeep, idle);
    synchronized (writer.gate) {
      writer.startThread();
    }
    return writer;
  }

  /**
   * Runs a write and returns once it is durable. An interrupt does not cut the wait short: the
   * caller always learns whether its write was kept.
   */
  <T> T run(PendingWrite.Work<T> work) {
    PendingWrite<T> write = new PendingWrite<>(work);
    synchronized (gate) {
      if (closed) {
        throw failures.closed();
      }
      if (!running) {
        startThread();
      }
      queue.add(write);
    }
    return write.await();
  }

  /** How many transactions were committed for callers. */
  long commits() {
    return commits.get();
  }

  /** How many writes wait for a later transaction. */
  int waiting() {
    return queue.size();
  }

  /** Finishes what was queued, then ends the thread. */
  @Override
  public void close() {
    synchronized (gate) {
      if (!closed) {
        closed = true;
        if (running) {
          queue.add(PendingWrite.END);
        } else {
          stopped.countDown();
        }
      }
    }
    boolean interrupted = false;
    while (true) {
      try {
        stopped.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called inside the gate. */
  private void startThread() {
    Thread.ofPlatform().name("mnemo-session-writer").daemon().start(this::run);
    running = true;
  }

  private void run() {
    try {
      serve();
      discard();
      stopped.countDown();
    } catch (Throwable e) {
      try {
        discard();
      } finally {
        abandon(e);
      }
    }
  }

  /** Tells everyone who waits that this thread is gone; the next write starts another one. */
  private void abandon(Throwable reason) {
    List<PendingWrite<?>> waiting = new ArrayList<>(taken);
    synchronized (gate) {
      running = false;
      queue.drainTo(waiting);
      if (closed) {
        stopped.countDown();
      }
    }
    MnemoException report = failures.writerEnded(reason);
    waiting.forEach(write -> write.fail(report));
    LOG.warn("the session writer ended, and is started anew by the next write", report);
  }

  private void serve() {
    int groups = 0;
    while (true) {
      taken = nextGroup();
      boolean last = taken.remove(PendingWrite.END);
      if (!taken.isEmpty()) {
        commit(taken);
        groups++;
      } else if (!last) {
        openIfThere();
      }
      taken = List.of();
      if (last) {
        keepUp(LAST_STEPS);
        return;
      }
      if (queue.isEmpty()) {
        keepUp(Integer.MAX_VALUE);
        groups = 0;
      } else if (groups >= GROUPS_BEFORE_UPKEEP) {
        upkeepStep();
        groups = 0;
      }
    }
  }

  /** So that a process that only reads takes space back too, but makes no file for it. */
  private void openIfThere() {
    if (open.isPresent() || !file.exists()) {
      return;
    }
    try {
      open = Optional.of(file.openWriter());
    } catch (MnemoException e) {
      // A call will tell its caller; this was nobody's call.
      LOG.debug("no upkeep now", e);
    }
  }

  /** Everything that waits, up to the largest group; nothing where nothing came for a while. */
  private List<PendingWrite<?>> nextGroup() {
    List<PendingWrite<?>> group = new ArrayList<>();
    try {
      PendingWrite<?> first = queue.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        group.add(first);
        queue.drainTo(group, LARGEST_GROUP - 1);
      }
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread, and callers depend on it.
      LOG.debug("ignored an interrupt of the session writer");
    }
    return group;
  }

  private void commit(List<PendingWrite<?>> group) {
    SqliteLink link;
    try {
      link = begin();
    } catch (Throwable e) {
      // Nothing of the group was tried, and none of it alone would fare better.
      group.forEach(write -> write.fail(asReported(e)));
      return;
    }
    try {
      if (group.size() == 1) {
        group.getFirst().apply(link);
      } else {
        for (PendingWrite<?> write : group) {
          write.applyInSavepoint(link);
        }
      }
      link.update("COMMIT");
    } catch (Throwable e) {
      giveUp(link, e);
      if (group.size() == 1) {
        group.getFirst().fail(asReported(e));
      } else {
        // Whatever it was may concern one of them alone.
        group.forEach(write -> commit(List.of(write)));
      }
      return;
    }
    commits.incrementAndGet();
    group.forEach(write -> write.settle(this::asReported));
  }

  /** Opens a transaction that holds the write lock. */
  private SqliteLink begin() throws SQLException {
    if (open.isPresent() && !file.isOpenIn(open.get())) {
      discard();
    }
    SqliteLink link = open.isPresent() ? open.get() : file.openWriter();
    open = Optional.of(link);
    Patience patience = new Patience(lockTimeout);
    while (true) {
      try {
        link.update("BEGIN IMMEDIATE");
        return link;
      } catch (SQLException e) {
        if (!SqliteFailures.isBusy(e) || !patience.pause()) {
          giveUp(link, e);
          throw e;
        }
      }
    }
  }

  private void giveUp(SqliteLink link, Throwable failure) {
    link.rollBack();
    if (failure instanceof SQLException sql && SqliteFailures.isOfTheConnection(sql)) {
      discard();
    }
  }

  private void keepUp(int steps) {
    for (int i = 0; i < steps && queue.isEmpty(); i++) {
      if (!upkeepStep()) {
        return;
      }
    }
  }

  /** Whether a step was due and done. */
  private boolean upkeepStep() {
    try {
      if (open.isEmpty() || !upkeep.isDue(open.get())) {
        return false;
      }
      SqliteLink link = begin();
      try {
        upkeep.step(link);
        link.update("COMMIT");
        return true;
      } catch (SQLException | RuntimeException | Error e) {
        giveUp(link, e);
        throw e;
      }
    } catch (Throwable e) {
      LOG.warn("space of deleted sessions is not reclaimed yet: {}", asReported(e).toString());
      return false;
    }
  }

  private Throwable asReported(Throwable failure) {
    return switch (failure) {
      case MnemoException known -> known;
      case SQLException sql -> failures.translate(sql);
      default -> failure;
    };
  }

  private void discard() {
    Optional<SqliteLink> link = open;
    open = Optional.empty();
    try {
      if (link.isPresent()) {
        link.get().close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection did not close cleanly", e);
    }
  }
}
