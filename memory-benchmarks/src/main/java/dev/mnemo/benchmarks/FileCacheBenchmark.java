package dev.mnemo.benchmarks;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.adapter.cache.fs.FsCacheConfig;
import dev.mnemo.adapter.cache.fs.FsCacheModule;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TurnBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appending to a session of files, and reading its last ten entries, whatever its length. An append
 * is acknowledged after the disk has synced it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FileCacheBenchmark {

  private static final EntryRange LAST_TEN = new EntryRange.Last(10);

  private static final int WRITERS = 64;

  /** How many entries a session holds before the first measured append. */
  @Param({"10", "1000", "100000"})
  public int entries;

  /**
   * How many entries all sessions hold together: the same for every length, so that length alone
   * makes the difference. The sessions take turns, so that a short one stays short.
   */
  @Param("200000")
  public int total;

  private @Nullable Path folder;
  private @Nullable Injector injector;
  private @Nullable SessionCache cache;
  private SessionKey[] sessions = {};
  private long next;

  /** Fills the sessions, many writers at once. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    folder = Files.createTempDirectory("mnemo-benchmark");
    injector =
        Guice.createInjector(
            new FsCacheModule(
                new FsCacheConfig(folder, Optional.empty(), FsCacheConfig.DEFAULT_LOCK_TIMEOUT)),
            binder -> binder.bind(Clock.class).toInstance(Clock.systemUTC()));
    cache = injector.getInstance(SessionCache.class);
    sessions = new SessionKey[Math.max(1, total / entries)];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = new SessionKey(new UserId("u"), new SessionId("s" + i));
    }
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < entries; i++) {
        for (SessionKey session : sessions) {
          writers.execute(() -> append(session));
        }
      }
    }
  }

  /** Closes the cache and removes its files. */
  @TearDown(Level.Trial)
  public void remove() throws Exception {
    if (injector != null && folder != null) {
      for (AutoCloseable open :
          injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
        open.close();
      }
      Folders.delete(folder);
    }
  }

  /** One durable append. */
  @Benchmark
  public QAEntry append() {
    return append(sessions[(int) (next++ % sessions.length)]);
  }

  /** The window of a prompt. */
  @Benchmark
  public History lastTen() {
    if (cache == null) {
      throw new IllegalStateException("not set up");
    }
    return cache.read(sessions[(int) (next++ % sessions.length)], LAST_TEN);
  }

  private QAEntry append(SessionKey session) {
    if (cache == null) {
      throw new IllegalStateException("not set up");
    }
    return cache.append(session, TurnBuilder.turnOf(Ids.next()), IfEnded.REJECT);
  }
}
