package dev.mnemo.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How long each call of a port took, summed over one operation, medians over all of them. */
final class Steps {

  private final Map<String, LongAdder> current = new ConcurrentHashMap<>();
  private final Map<String, long[]> samples = new LinkedHashMap<>();
  private final int rounds;
  private int round;

  /**
   * @param rounds how many operations are looked at: the last ones
   */
  Steps(int rounds) {
    this.rounds = rounds;
  }

  /** The same port, each of its calls timed as "Port.method". */
  <T> T timed(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              long start = System.nanoTime();
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                add(port.getSimpleName() + "." + method.getName(), System.nanoTime() - start);
              }
            }));
  }

  void add(String step, long nanos) {
    current.computeIfAbsent(step, name -> new LongAdder()).add(nanos);
  }

  /** Times a whole step. */
  void time(String step, Runnable work) {
    long start = System.nanoTime();
    work.run();
    add(step, System.nanoTime() - start);
  }

  /** Ends an operation. */
  void next() {
    current.forEach(
        (step, nanos) ->
            samples.computeIfAbsent(step, name -> new long[rounds])[round % rounds] = nanos.sum());
    current.clear();
    round++;
  }

  /** What was timed so far counts as warming up. */
  void restart() {
    current.clear();
    samples.clear();
    round = 0;
  }

  /** The median of a step over all operations, in microseconds; zero where it never ran. */
  double median(String step) {
    return percentile(step, 50);
  }

  /** As {@link #median}: what so many percent of the operations stay below. */
  double percentile(String step, int percent) {
    long[] values = samples.getOrDefault(step, new long[rounds]).clone();
    Arrays.sort(values);
    return Load.percentile(values, percent) * 1_000;
  }

  Iterable<String> names() {
    return samples.keySet().stream().sorted().toList();
  }
}
