package dev.mnemo.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** Callers that do the same over and over, all at once, and how long each call took. */
record Load(long[] nanos, Duration time) {

  /**
   * Runs for a while.
   *
   * @param call is given the caller's number
   */
  static Load of(int callers, Duration time, IntConsumer call) throws InterruptedException {
    LongStream.Builder[] samples = new LongStream.Builder[callers];
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        int caller = i;
        LongStream.Builder own = LongStream.builder();
        samples[caller] = own;
        threads.execute(
            () -> {
              try {
                long begin = System.nanoTime();
                while (begin - start < time.toNanos()) {
                  call.accept(caller);
                  long end = System.nanoTime();
                  own.add(end - begin);
                  begin = end;
                }
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    long[] all = Arrays.stream(samples).flatMapToLong(LongStream.Builder::build).sorted().toArray();
    return new Load(all, Duration.ofNanos(System.nanoTime() - start));
  }

  double perSecond() {
    return nanos.length / (time.toNanos() / 1e9);
  }

  /** In milliseconds. */
  double percentile(int percent) {
    return percentile(nanos, percent);
  }

  /** In milliseconds, of sorted times. */
  static double percentile(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }
}
