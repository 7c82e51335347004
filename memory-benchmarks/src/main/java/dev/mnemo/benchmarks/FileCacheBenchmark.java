package dev.mnemo.benchmarks;

import dev.mnemo.adapter.cache.fs.FsCacheConfig;
import dev.mnemo.adapter.cache.fs.FsCacheModule;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
  private @Nullable OpenCache cache;
  private SessionKey[] sessions = {};
  private long next;

  /** Fills the sessions, many writers at once. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    folder = Files.createTempDirectory("mnemo-benchmark");
    cache =
        new OpenCache(
            new FsCacheModule(
                new FsCacheConfig(folder, Optional.empty(), FsCacheConfig.DEFAULT_LOCK_TIMEOUT)));
    sessions = new SessionKey[Math.max(1, total / entries)];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = OpenCache.session("u", "s" + i);
    }
    cache.fill(entries, sessions);
  }

  /** Closes the cache and removes its files. */
  @TearDown(Level.Trial)
  public void remove() throws Exception {
    if (cache != null && folder != null) {
      cache.close();
      Folders.delete(folder);
    }
  }

  /** One durable append. */
  @Benchmark
  public QAEntry append() {
    return open().append(session());
  }

  /** The window of a prompt. */
  @Benchmark
  public History lastTen() {
    return open().port().read(session(), OpenCache.LAST_TEN);
  }

  private SessionKey session() {
    return sessions[(int) (next++ % sessions.length)];
  }

  private OpenCache open() {
    if (cache == null) {
      throw new IllegalStateException("not set up");
    }
    return cache;
  }
}
