package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.testkit.TestClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Another process that appends to the sessions of a folder and prints what was acknowledged. */
final class AppendingProcess implements AutoCloseable {

  private static final int WRITERS = 4;

  /** What was acknowledged: the entry's session, id and number. */
  record Acknowledged(String session, String id, long sequence) {}

  private final Process process;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Thread reader;

  private AppendingProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::readAll);
  }

  /**
   * Starts one.
   *
   * @param name what its entry ids begin with
   * @param sessions how many sessions it appends to in turn
   * @param entries how many it appends in all before it ends by itself
   */
  static AppendingProcess start(Path folder, Path temporary, String name, int sessions, int entries)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            // The driver unpacks its library there, and a killed process leaves it behind.
            "-Dorg.sqlite.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            folder.toString(),
            name,
            Integer.toString(sessions),
            Integer.toString(entries));
    return new AppendingProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  static SessionKey session(int number) {
    return SessionKey.of("alice", "session-" + number);
  }

  /** How many appends it has reported so far. */
  int count() {
    return count.get();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does, and returns everything that it had reported. */
  List<Acknowledged> kill() throws InterruptedException {
    // Not through Process, which would throw away what was printed and not read yet.
    process.toHandle().destroyForcibly();
    return await();
  }

  /** Waits for its end and returns everything that it had reported. */
  List<Acknowledged> await() throws InterruptedException {
    process.waitFor();
    reader.join();
    return acknowledged;
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private void readAll() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        // A line cut short by the end of the process acknowledges nothing.
        if (parts.length == 4 && parts[3].equals(".")) {
          acknowledged.add(new Acknowledged(parts[0], parts[1], Long.parseLong(parts[2])));
          count.incrementAndGet();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process's own side. */
  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    String name = arguments[1];
    int sessions = Integer.parseInt(arguments[2]);
    int entries = Integer.parseInt(arguments[3]);
    endWithParent();
    PrintStream out = System.out;
    AtomicInteger next = new AtomicInteger();
    try (SqliteSessionCache cache =
        SqliteSessionCache.open(FsCacheConfig.in(folder), TestClock.atNoon())) {
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int n = next.getAndIncrement();
                          n < entries;
                          n = next.getAndIncrement()) {
                        out.print(append(cache, session(n % sessions), name + "-" + n));
                        out.flush();
                        churn(cache, n, name);
                      }
                    }));
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private static String append(SqliteSessionCache cache, SessionKey key, String id) {
    QAEntry entry =
        cache.append(
            key,
            Turn.of(new EntryId(id), TestClock.NOON, "question " + id, "answer ".repeat(20) + id),
            IfEnded.REJECT);
    return "%s %s %d .%n".formatted(key.session(), id, entry.sequence());
  }

  /** Makes and deletes a session now and then, so that a kill may hit that too. */
  private static void churn(SqliteSessionCache cache, int n, String name) {
    if (n % 10 == 0) {
      SessionKey passing = SessionKey.of("bob", name + "-" + n);
      append(cache, passing, "e1");
      cache.delete(passing);
    }
  }

  private static void endWithParent() {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                // The same as its end.
              }
              Runtime.getRuntime().halt(1);
            });
  }
}
