package dev.mnemo.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.mnemo.adapter.cache.fs.FsCacheConfig;
import dev.mnemo.adapter.cache.fs.FsCacheModule;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The file cache's synced append beside a bare write and fdatasync of the same bytes to the same
 * disk, in one loop; many writers beside one; and beside a store that writes the whole session as
 * one JSON file at every turn.
 */
final class FileRun {

  // What SQLite writes for an append: the pages it touched, each with a header.
  private static final int PAGES = 8;
  private static final int PAGE = 4_096 + 24;

  private final int rounds;
  private final Duration each;
  private final int longest;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param rounds how many times each operation is measured
   * @param each how long many and one writer write
   * @param longest how many entries the longest session holds that is written as a whole
   */
  FileRun(int rounds, Duration each, int longest) {
    this.rounds = rounds;
    this.each = each;
    this.longest = longest;
  }

  void run() throws Exception {
    Path folder = Files.createTempDirectory("mnemo-benchmark");
    try (OpenCache cache =
        new OpenCache(
            new FsCacheModule(
                new FsCacheConfig(
                    folder.resolve("cache"),
                    Optional.empty(),
                    FsCacheConfig.DEFAULT_LOCK_TIMEOUT)))) {
      besideBareWrite(cache, folder);
      writers(cache);
      besideWholeFile(cache, folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private void besideBareWrite(OpenCache cache, Path folder) throws Exception {
    SessionKey session = OpenCache.session("bare", "s");
    byte[] payload = bytesOf(Turns.next());
    byte[] pages = new byte[PAGES * PAGE];
    try (FileChannel file = appending(folder.resolve("bare"));
        FileChannel wide = appending(folder.resolve("pages"));
        Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("bare.db"));
        Statement setting = database.createStatement()) {
      setting.execute("PRAGMA journal_mode=WAL");
      setting.execute("PRAGMA synchronous=FULL");
      setting.execute("CREATE TABLE entry (payload BLOB NOT NULL)");
      try (PreparedStatement insert = database.prepareStatement("INSERT INTO entry VALUES (?)")) {
        Map<String, Double> medians =
            new SideBySide()
                .with("append", (t, i) -> cache.append(session))
                .with("bare", (t, i) -> synced(file, payload))
                .with("pages", (t, i) -> synced(wide, pages))
                .with(
                    "insert",
                    (t, i) -> {
                      insert.setBytes(1, payload);
                      insert.executeUpdate();
                    })
                .medians(1, rounds);
        SideBySide.ratio("synced append, bare write + fdatasync (us)", medians, "append", "bare");
        SideBySide.ratio("as many pages, bare write (us)", medians, "pages", "bare");
        SideBySide.ratio("one insert of SQLite, bare write (us)", medians, "insert", "bare");
        SideBySide.ratio("synced append, one insert of SQLite (us)", medians, "append", "insert");
      }
    }
  }

  private static FileChannel appending(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void synced(FileChannel file, byte[] bytes) throws IOException {
    file.write(ByteBuffer.wrap(bytes));
    file.force(false);
  }

  private byte[] bytesOf(Turn turn) {
    return (turn.question() + turn.answer() + turn.context()).getBytes(StandardCharsets.UTF_8);
  }

  private void writers(OpenCache cache) throws Exception {
    appendsPerSecond(cache, 1);
    appendsPerSecond(cache, 16);
    double one = appendsPerSecond(cache, 1);
    double many = appendsPerSecond(cache, 16);
    Output.line("%-44s %9.0f %9.0f %6.2f", "appends/s, 16 writers and 1", many, one, many / one);
  }

  private double appendsPerSecond(OpenCache cache, int threads) throws Exception {
    long start = System.nanoTime();
    List<Future<Long>> running = new ArrayList<>();
    long appends = 0;
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        SessionKey session = OpenCache.session("writers", "s" + i);
        running.add(
            workers.submit(
                () -> {
                  long done = 0;
                  while (System.nanoTime() - start < each.toNanos()) {
                    cache.append(session);
                    done++;
                  }
                  return done;
                }));
      }
      for (Future<Long> one : running) {
        appends += one.get();
      }
    }
    return appends / ((System.nanoTime() - start) / 1e9);
  }

  private void besideWholeFile(OpenCache cache, Path folder) throws Exception {
    for (int entries : new int[] {10, 100, 1_000, 10_000}) {
      if (entries > longest) {
        return;
      }
      SessionKey session = OpenCache.session("whole", "s" + entries);
      cache.fill(entries, session);
      Path file = folder.resolve("whole" + entries);
      ArrayNode list = json.createArrayNode();
      for (int i = 0; i < entries; i++) {
        add(list, Turns.next());
      }
      Files.write(file, json.writeValueAsBytes(list));
      Map<String, Double> medians =
          new SideBySide()
              .with("whole file", (t, i) -> rewrite(file))
              .with("append", (t, i) -> cache.append(session))
              .medians(1, Math.max(5, Math.min(rounds, 20_000 / entries)));
      SideBySide.ratio(
          "whole file of %d, append (us)".formatted(entries), medians, "whole file", "append");
    }
  }

  private void rewrite(Path file) throws IOException {
    ArrayNode list = (ArrayNode) json.readTree(Files.readAllBytes(file));
    add(list, Turns.next());
    // So that it stays as long as it is said to be.
    list.remove(0);
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(json.writeValueAsBytes(list)));
      channel.force(false);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void add(ArrayNode list, Turn turn) {
    list.addObject()
        .put("qa_id", turn.id().value())
        .put("question", turn.question())
        .put("answer", turn.answer())
        .put("context", turn.context());
  }
}
