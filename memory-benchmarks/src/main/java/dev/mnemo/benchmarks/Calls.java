package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.SharedStores;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often the ports were called that ask the graph or a model, and how long that took. */
final class Calls {

  private final Map<String, LongAdder> numbers = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> nanos = new ConcurrentSkipListMap<>();

  Adapters counting(Adapters plain) {
    SharedStores shared = plain.shared().orElseThrow();
    return ImproveRun.with(
        plain,
        counted(KnowledgeGraph.class, plain.graph()),
        counted(KnowledgeExtractor.class, plain.extractor()),
        plain.embedder().map(embedder -> counted(Embedder.class, embedder)),
        Optional.of(
            new SharedStores(
                shared.jobs(),
                shared.users(),
                counted(FeedbackLedger.class, shared.feedback()),
                counted(SessionClaims.class, shared.claims()))));
  }

  private <T> T counted(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              String name = port.getSimpleName() + "." + method.getName();
              long start = System.nanoTime();
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                adder(nanos, name).add(System.nanoTime() - start);
                adder(numbers, name).increment();
              }
            }));
  }

  private static LongAdder adder(Map<String, LongAdder> adders, String name) {
    return adders.computeIfAbsent(name, unseen -> new LongAdder());
  }

  void clear() {
    numbers.clear();
    nanos.clear();
  }

  /** Milliseconds of each of {@code runs}, call by call. */
  String times(int runs) {
    return nanos.entrySet().stream()
        .map(one -> "%s=%.1f".formatted(one.getKey(), one.getValue().sum() / 1e6 / runs))
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return numbers.toString();
  }
}
