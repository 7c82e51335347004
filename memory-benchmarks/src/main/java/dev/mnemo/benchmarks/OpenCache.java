package dev.mnemo.benchmarks;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A cache as its module makes it, and what every measurement does with it. */
final class OpenCache implements AutoCloseable {

  static final EntryRange LAST_TEN = new EntryRange.Last(10);

  private static final int WRITERS = 64;

  private final Injector injector;
  private final SessionCache cache;

  OpenCache(Module module) {
    injector =
        Guice.createInjector(
            module, binder -> binder.bind(Clock.class).toInstance(Clock.systemUTC()));
    cache = injector.getInstance(SessionCache.class);
  }

  SessionCache port() {
    return cache;
  }

  static SessionKey session(String user, String id) {
    return new SessionKey(new UserId(user), new SessionId(id));
  }

  QAEntry append(SessionKey session) {
    return cache.append(session, Turns.next(), IfEnded.REJECT);
  }

  /** Adds so many entries to each session, many writers at once. */
  void fill(int entries, SessionKey... sessions) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < entries; i++) {
        for (SessionKey session : sessions) {
          writers.execute(() -> append(session));
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable open :
        injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
      open.close();
    }
  }
}
