package dev.mnemo.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Operations that take turns in one loop, so that whatever the machine does meanwhile meets all of
 * them alike.
 */
final class SideBySide {

  /** One call of an operation. */
  @FunctionalInterface
  interface Operation {
    void call(int thread, int round) throws Exception;
  }

  private final Map<String, Operation> operations = new LinkedHashMap<>();

  SideBySide with(String name, Operation operation) {
    operations.put(name, operation);
    return this;
  }

  /**
   * Calls each operation {@code rounds} times on each thread, after half as many to warm up.
   *
   * @return the median of each, in microseconds
   */
  Map<String, Double> medians(int threads, int rounds) throws Exception {
    List<Future<List<long[]>>> running = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(workers.submit(() -> samples(thread, rounds)));
      }
      Map<String, Double> medians = new LinkedHashMap<>();
      int operation = 0;
      for (String name : operations.keySet()) {
        long[] all = new long[threads * rounds];
        for (int i = 0; i < threads; i++) {
          System.arraycopy(running.get(i).get().get(operation), 0, all, i * rounds, rounds);
        }
        Arrays.sort(all);
        medians.put(name, all[all.length / 2] / 1_000.0);
        operation++;
      }
      return medians;
    }
  }

  private List<long[]> samples(int thread, int rounds) throws Exception {
    List<long[]> samples = new ArrayList<>();
    operations.forEach((name, operation) -> samples.add(new long[rounds]));
    for (int round = -rounds / 2; round < rounds; round++) {
      int at = 0;
      for (Operation operation : operations.values()) {
        long start = System.nanoTime();
        operation.call(thread, round + rounds / 2);
        if (round >= 0) {
          samples.get(at)[round] = System.nanoTime() - start;
        }
        at++;
      }
    }
    return samples;
  }

  /** Prints two medians and their ratio. */
  static void ratio(String what, Map<String, Double> medians, String over, String under) {
    double upper = medians.getOrDefault(over, Double.NaN);
    double lower = medians.getOrDefault(under, Double.NaN);
    Output.line("%-44s %9.1f %9.1f %6.2f", what, upper, lower, upper / lower);
  }
}
