package dev.mnemo.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Runs the same work many times at once; a failure or a hanging task fails the test. */
public final class Parallel {

  private static final long DEADLINE_SECONDS = 120;

  private Parallel() {}

  /**
   * Calls {@code task} with 0, 1 … {@code times - 1}, each on a virtual thread of its own, started
   * together.
   *
   * @return the results, in the order of the numbers
   */
  public static <T> List<T> run(int times, IntFunction<T> task) {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.apply(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(resultOf(one));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * For a task that calls again and again until another is done: virtual threads that never wait
   * can keep the others from running for good.
   */
  public static void letOthersRun() {
    LockSupport.parkNanos(10_000);
  }

  private static <T> T resultOf(Future<T> future) {
    try {
      return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("one of the concurrent calls failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError(
          "a concurrent call did not end within %d seconds".formatted(DEADLINE_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for concurrent calls", e);
    }
  }
}
