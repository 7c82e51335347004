package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.MnemoException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A write that waits for its group's commit, and then tells its caller how it went. */
final class PendingWrite<T> {

  /** What a write does inside the transaction; may run again where the transaction failed. */
  interface Work<T> {
    T in(SqliteLink link) throws SQLException;
  }

  /** Asks the writer to stop. */
  static final PendingWrite<Boolean> END = new PendingWrite<>(link -> false);

  private final Work<T> work;
  private final CountDownLatch done = new CountDownLatch(1);

  // Written by the writer before, and read by the caller after, the latch opens.
  private Optional<T> result = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();

  PendingWrite(Work<T> work) {
    this.work = work;
  }

  /** Runs alone in its transaction, which a failure ends. */
  void apply(SqliteLink link) throws SQLException {
    failure = Optional.empty();
    result = Optional.of(work.in(link));
  }

  /** Runs beside others; a failure that is its own takes back its changes alone and is kept. */
  void applyInSavepoint(SqliteLink link) throws SQLException {
    link.update("SAVEPOINT own");
    try {
      apply(link);
    } catch (SQLException e) {
      if (!SqliteFailures.isOfTheStatement(e)) {
        throw e;
      }
      takeBack(link, e);
    } catch (RuntimeException e) {
      takeBack(link, e);
    }
    link.update("RELEASE own");
  }

  /** The transaction is durable; a failure kept until now is told as {@code reported} puts it. */
  void settle(UnaryOperator<Throwable> reported) {
    failure = failure.map(reported);
    done.countDown();
  }

  /** Does nothing where the caller knows already how it went. */
  void fail(Throwable reason) {
    if (done.getCount() == 0) {
      return;
    }
    failure = Optional.of(reason);
    done.countDown();
  }

  /** The result once it is durable; an interrupt is kept for later. */
  T await() {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.isPresent()) {
      throw thrown(failure.get());
    }
    return result.orElseThrow();
  }

  private void takeBack(SqliteLink link, Exception reason) throws SQLException {
    link.update("ROLLBACK TO own");
    result = Optional.empty();
    failure = Optional.of(reason);
  }

  private static RuntimeException thrown(Throwable reason) {
    return reason instanceof MnemoException known
        ? known
        : new IllegalStateException("a write of the session cache failed", reason);
  }
}
