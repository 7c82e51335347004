package dev.mnemo.application.service;

import dev.mnemo.domain.exception.BackendUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work beside the calling thread, on virtual threads that do not outlive it: closing interrupts
 * whatever is still running, without waiting for a backend that does not listen.
 */
final class Forks implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  /** The work's result; its failure as it was thrown. */
  static <T> T join(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** As {@link #join(Future)}; work that takes longer is cancelled, and {@code backend} blamed. */
  static <T> T join(Future<T> work, Duration patience, String backend) {
    try {
      return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      work.cancel(true);
      throw new BackendUnavailableException(
          backend, "did not answer within %d ms; try again".formatted(patience.toMillis()), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * As {@link #join(Future, Duration, String)} for work that must not be lost: an interrupt waits
   * until it is done.
   */
  static <T> T joinFirmly(Future<T> work, Duration patience, String backend) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (TimeoutException e) {
      work.cancel(true);
      throw new BackendUnavailableException(
          backend,
          "did not confirm the write within %d ms; it may have happened all the same"
              .formatted(patience.toMillis()),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Works on each item, {@code width} at a time, and hands the results over in the items' order, on
   * the calling thread. The first failure, also of {@code eachResult}, ends it; what is done by
   * then is still handed over.
   *
   * @param beforeWaiting is run where the next result is not there yet
   */
  static <A, B> void inOrder(
      List<A> items,
      int width,
      Function<A, B> work,
      Consumer<B> eachResult,
      Runnable beforeWaiting) {
    Deque<Future<B>> running = new ArrayDeque<>();
    try (Forks forks = new Forks()) {
      try {
        for (A item : items) {
          if (running.size() == width) {
            eachResult.accept(next(running, beforeWaiting));
          }
          running.addLast(forks.start(() -> work.apply(item)));
        }
        while (!running.isEmpty()) {
          eachResult.accept(next(running, beforeWaiting));
        }
      } catch (RuntimeException failure) {
        running.forEach(other -> rescue(other, eachResult, failure));
        throw failure;
      }
    }
  }

  private static <B> B next(Deque<Future<B>> running, Runnable beforeWaiting) {
    Future<B> first = running.removeFirst();
    if (!first.isDone()) {
      beforeWaiting.run();
    }
    return join(first);
  }

  private static <B> void rescue(Future<B> work, Consumer<B> eachResult, RuntimeException failure) {
    if (work.state() != Future.State.SUCCESS) {
      return;
    }
    try {
      eachResult.accept(work.resultNow());
    } catch (RuntimeException later) {
      if (!later.equals(failure)) {
        failure.addSuppressed(later);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("unexpected checked exception", e);
    };
  }

  private static BackendUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BackendUnavailableException("mnemo", "was interrupted; repeat the call", e);
  }
}
