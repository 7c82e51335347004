package dev.mnemo.adapter.cache.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one link, opened when first needed and again after it was lost. Callers share an attempt, and
 * its failure: they fail together rather than one timeout after the other. After a failure the next
 * attempt waits, twice as long each time.
 */
final class Opening {

  private static final Duration FIRST_WAIT = Duration.ofMillis(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Supplier<CompletionStage<RedisLink>> open;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable RedisLink link;
  private @Nullable CompletableFuture<RedisLink> attempt;
  private Duration wait = FIRST_WAIT;
  private long notBefore;
  private boolean closed;

  Opening(Supplier<CompletionStage<RedisLink>> open) {
    this.open = open;
    this.notBefore = System.nanoTime();
  }

  /** The link where there is one to use. */
  @Nullable RedisLink current() {
    RedisLink open = link;
    return open != null && open.isUsable() ? open : null;
  }

  /**
   * The link, the attempt under way, a new one, or the last one's failure while it is too early.
   */
  CompletableFuture<RedisLink> link() {
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(new IllegalStateException("is closed"));
      }
      RedisLink open = current();
      if (open != null) {
        return CompletableFuture.completedFuture(open);
      }
      CompletableFuture<RedisLink> running = attempt;
      boolean failed = running != null && running.isCompletedExceptionally();
      if (running != null && (!running.isDone() || failed && System.nanoTime() - notBefore < 0)) {
        return running;
      }
      if (link != null) {
        link.close();
        link = null;
      }
      CompletableFuture<RedisLink> next = start();
      attempt = next;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the link and opens nothing any more; completes once the link has ended. */
  CompletionStage<Void> close() {
    lock.lock();
    try {
      closed = true;
      RedisLink last = link;
      link = null;
      return last == null ? CompletableFuture.completedFuture(null) : last.close();
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<RedisLink> start() {
    CompletableFuture<RedisLink> started = new CompletableFuture<>();
    CompletionStage<RedisLink> opening;
    try {
      opening = open.get();
    } catch (RuntimeException e) {
      opening = CompletableFuture.failedFuture(e);
    }
    opening.whenComplete((opened, failure) -> finish(started, opened, failure));
    return started;
  }

  private void finish(
      CompletableFuture<RedisLink> started,
      @Nullable RedisLink opened,
      @Nullable Throwable failure) {
    lock.lock();
    try {
      if (opened != null && !closed) {
        link = opened;
        wait = FIRST_WAIT;
      } else if (opened != null) {
        opened.close();
      } else {
        notBefore = System.nanoTime() + wait.toNanos();
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    } finally {
      lock.unlock();
    }
    if (opened != null) {
      started.complete(opened);
    } else {
      started.completeExceptionally(
          failure == null ? new IllegalStateException("no connection") : failure);
    }
  }
}
