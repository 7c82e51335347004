package dev.mnemo.bootstrap.real;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.SharedStores;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * The adapters of a process that dies at one of its steps: just before a call of a port or just
 * after it, before the caller learns of it. From then on no call of it reaches any store, as with
 * kill -9; unlike that, it costs no process.
 */
final class DyingAdapters {

  /** The end of the process. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private final int last;
  private int steps;
  private boolean dead;

  /**
   * @param last the step that is not survived, from 0; two for each call
   */
  DyingAdapters(int last) {
    this.last = last;
  }

  synchronized boolean dead() {
    return dead;
  }

  Adapters of(Adapters plain) {
    SharedStores shared = plain.shared().orElseThrow();
    return new Adapters(
        plain.sessions().map(cache -> dying(SessionCache.class, cache)),
        plain.ledger(),
        dying(KnowledgeGraph.class, plain.graph()),
        dying(DatasetCatalog.class, plain.datasets()),
        plain.model(),
        dying(KnowledgeExtractor.class, plain.extractor()),
        plain.rewriter(),
        plain.embedder(),
        plain.reranker(),
        plain.embeddingIndex(),
        Optional.of(
            new SharedStores(
                shared.jobs(),
                shared.users(),
                dying(FeedbackLedger.class, shared.feedback()),
                dying(SessionClaims.class, shared.claims()))),
        plain.clock(),
        plain.random());
  }

  private <T> T dying(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              step();
              try {
                Object result = method.invoke(target, arguments);
                step();
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private synchronized void step() {
    if (dead || steps++ == last) {
      dead = true;
      throw new Death();
    }
  }
}
