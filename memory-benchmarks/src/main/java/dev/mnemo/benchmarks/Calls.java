package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.SharedStores;
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

/** How often the ports were called that ask the graph or a model. */
final class Calls {

  private final Map<String, LongAdder> numbers = new ConcurrentSkipListMap<>();

  Adapters counting(Adapters plain) {
    SharedStores shared = plain.shared().orElseThrow();
    return ImproveRun.with(
        plain,
        counted(KnowledgeGraph.class, plain.graph()),
        counted(KnowledgeExtractor.class, plain.extractor()),
        plain.embedder(),
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
              numbers
                  .computeIfAbsent(
                      port.getSimpleName() + "." + method.getName(), name -> new LongAdder())
                  .increment();
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  void clear() {
    numbers.clear();
  }

  @Override
  public String toString() {
    return numbers.toString();
  }
}
