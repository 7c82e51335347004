package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the model calls of one piece of work cost. Every call is added as soon as its usage is
 * known, so that it counts also where the work fails after it. Thread-safe.
 */
final class Spending implements AutoCloseable {

  private final Accounts accounts;
  private final UserId user;
  private final Optional<SessionId> session;

  // Guarded by this.
  private Usage total = Usage.NONE;
  private boolean closed;
  private List<ModelCall> unwritten = new ArrayList<>();
  private CompletableFuture<Boolean> writing = CompletableFuture.completedFuture(true);

  Spending(Accounts accounts, UserId user, Optional<SessionId> session) {
    this.accounts = accounts;
    this.user = user;
    this.session = session;
  }

  /**
   * Counts a call; its cost is looked up where the model did not tell it. One that knows that it is
   * free of charge called nobody outside this process, and does not count.
   */
  synchronized void add(Operation operation, String model, Usage reported) {
    if (reported.costUsd().filter(cost -> cost.signum() == 0).isPresent()) {
      return;
    }
    Usage priced = accounts.priced(model, reported);
    total = total.plus(priced);
    if (accounts.areKept()) {
      unwritten.add(accounts.call(user, session, operation, model, priced));
    }
    if (closed) {
      // Work that was given up may still end, and was paid for all the same.
      settle();
    }
  }

  /** Counts what calls that failed cost all the same, where that is known. */
  void add(Operation operation, ModelFailureException failure) {
    failure
        .spent()
        .ifPresent(
            spent ->
                add(
                    operation,
                    spent.model(),
                    new Usage(
                        spent.tokensIn(), spent.tokensOut(), Optional.empty(), spent.estimated())));
  }

  /** All calls so far. */
  synchronized Usage total() {
    return total;
  }

  /** Starts to write down what was added, beside whatever the caller does next. */
  synchronized void settle() {
    if (unwritten.isEmpty() || !writing.isDone()) {
      return;
    }
    if (!accounts.begin(unwritten.size())) {
      unwritten = new ArrayList<>();
      return;
    }
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    writing = started;
    Thread.ofVirtual().name("mnemo-usage").start(() -> write(started));
  }

  /** Settles, and waits a moment for the ledger; what takes longer goes on by itself. */
  @Override
  public void close() {
    CompletableFuture<Boolean> last = lastWriting();
    Duration patience = accounts.patience();
    try {
      last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      accounts.isLate();
      last.whenComplete((done, failed) -> accounts.isLateNoMore());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the writer completes normally", e);
    }
  }

  private synchronized CompletableFuture<Boolean> lastWriting() {
    closed = true;
    settle();
    return writing;
  }

  private void write(CompletableFuture<Boolean> started) {
    try {
      for (List<ModelCall> calls = next(started); !calls.isEmpty(); calls = next(started)) {
        accounts.record(calls);
      }
    } finally {
      accounts.end();
      started.complete(true);
    }
  }

  /** What to write next; where that is nothing, whoever adds more starts anew. */
  private synchronized List<ModelCall> next(CompletableFuture<Boolean> started) {
    List<ModelCall> calls = unwritten;
    unwritten = new ArrayList<>();
    if (calls.isEmpty()) {
      started.complete(true);
    }
    return calls;
  }
}
