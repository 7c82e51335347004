package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.NativeLibraryNotFoundException;

/** What a caller meets when the folder is not as it should be, and afterwards when it is again. */
class FolderTroubleTest {

  private static final SessionKey KEY = SessionKey.of("alice", "conversation");

  @TempDir private Path temporary;

  private final List<SqliteSessionCache> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SqliteSessionCache::close);
  }

  @Test
  void aFolderThatIsAFileShouldBeNamedAndUsableOnceItIsAFolder() throws Exception {
    Path folder = Files.writeString(temporary.resolve("data"), "a file");
    SqliteSessionCache cache = open(folder);

    assertUnavailable(cache, folder, "it is a file, not a folder");

    Files.delete(folder);
    assertUsable(cache);
  }

  @Test
  void aFolderBelowAFileShouldBeNamed() throws Exception {
    Files.writeString(temporary.resolve("data"), "a file");
    Path folder = temporary.resolve("data").resolve("deeper");

    assertUnavailable(open(folder), folder, "use another one");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatNobodyCanWriteShouldBeNamed() {
    // Read-only for every user, the super-user included.
    Path folder = Path.of("/proc/mnemo/sessions");

    assertUnavailable(open(folder), folder, "use another one");
  }

  @Test
  void aDatabaseThatCannotBeOpenedShouldBeNamedAndUsableOnceItCan() throws Exception {
    Path folder = temporary.resolve("data");
    Path file = Files.createDirectories(folder.resolve(SessionFile.NAME));
    SqliteSessionCache cache = open(folder);

    assertUnavailable(cache, file, "check that it is a writable folder");

    Files.delete(file);
    assertUsable(cache);
  }

  @Test
  void aFileThatIsNoDatabaseShouldBeLeftAsItIsAndNamed() throws Exception {
    Path file = temporary.resolve(SessionFile.NAME);
    String text = "My notes, which nobody may overwrite. ".repeat(50);
    Files.writeString(file, text);
    SqliteSessionCache cache = open(temporary);

    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> append(cache, "e1"))
        .withMessageContaining(file.toString())
        .withMessageContaining("restore a backup");
    assertThatExceptionOfType(CorruptedDataException.class).isThrownBy(() -> cache.find(KEY));
    assertThat(file).hasContent(text);

    Files.delete(file);
    assertUsable(cache);
  }

  @Test
  void aDatabaseWithOverwrittenPagesShouldBeReportedAsDamaged() throws Exception {
    SqliteSessionCache first = open(temporary);
    for (int i = 0; i < 100; i++) {
      first.append(KEY, turn("e" + i).answer("long ".repeat(200)).build(), IfEnded.REJECT);
    }
    first.close();
    Path file = temporary.resolve(SessionFile.NAME);
    byte[] bytes = Files.readAllBytes(file);
    byte[] rubbish = "rubbish ".getBytes(StandardCharsets.US_ASCII);
    for (int i = 4096; i < bytes.length; i++) {
      bytes[i] = rubbish[i % rubbish.length];
    }
    Files.write(file, bytes);
    SqliteSessionCache cache = open(temporary);

    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> cache.read(KEY, new EntryRange.Last(100)))
        .withMessageContaining(file.toString());
    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> append(cache, "new"))
        .withMessageContaining("restore a backup");
  }

  @Test
  void theDatabaseOfAnotherProgramShouldBeLeftAlone() {
    Database.change(temporary, "CREATE TABLE theirs (id INTEGER)");

    SqliteSessionCache cache = open(temporary);

    assertUnavailable(cache, temporary.resolve(SessionFile.NAME), "database of another program");
    assertThat(Database.ask(temporary, "SELECT group_concat(name) FROM sqlite_schema"))
        .isEqualTo("theirs");
  }

  @Test
  void aDatabaseOfANewerReleaseShouldBeLeftAlone() {
    SqliteSessionCache first = open(temporary);
    append(first, "e1");
    first.close();
    Database.change(temporary, "PRAGMA user_version=" + (Schema.VERSION + 1));

    SqliteSessionCache cache = open(temporary);

    assertUnavailable(cache, temporary.resolve(SessionFile.NAME), "use that release");
    Database.change(temporary, "PRAGMA user_version=" + Schema.VERSION);
    assertThat(append(cache, "e2").sequence()).isEqualTo(2);
  }

  @Test
  void aLockHeldForTooLongShouldFailAndLaterCallsSucceed() throws Exception {
    SqliteSessionCache cache =
        open(new FsCacheConfig(temporary, Optional.empty(), Duration.ofMillis(50)));
    append(cache, "e1");

    try (Connection other = Database.connect(temporary);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> append(cache, "e2"))
          .withMessageContaining(temporary.toString())
          .withMessageContaining("locked for longer than PT0.05S");
      assertThat(cache.read(KEY, new EntryRange.Last(10)).entries())
          .as("what is read beside a writer")
          .hasSize(1);
      statement.execute("ROLLBACK");
    }

    assertThat(append(cache, "e2").sequence()).isEqualTo(2);
  }

  @Test
  void aLockHeldForAWhileShouldBeWaitedFor() throws Exception {
    SqliteSessionCache cache = open(temporary);
    append(cache, "e1");

    try (Connection other = Database.connect(temporary);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Thread waiting = Thread.ofVirtual().start(() -> append(cache, "e2"));
      assertThat(waiting.join(Duration.ofMillis(50))).as("done beside the lock").isFalse();
      statement.execute("ROLLBACK");
      waiting.join();
    }

    assertThat(cache.read(KEY, new EntryRange.Last(10)).entries()).hasSize(2);
  }

  @Test
  void aFullDiskShouldLoseNothingAndBeUsableOnceThereIsSpace() {
    SqliteSessionCache cache = open(temporary);
    append(cache, "e1");
    long pages = cache.writer().run(link -> link.number("PRAGMA page_count"));
    limitPages(cache, pages);

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(
            () ->
                cache.append(
                    KEY, turn("big").answer("much ".repeat(50_000)).build(), IfEnded.REJECT))
        .withMessageContaining(temporary.toString())
        .withMessageContaining("free some space");
    assertThat(cache.read(KEY, new EntryRange.Last(10)).entries())
        .extracting(QAEntry::id)
        .containsExactly(turnOf("e1").id());

    limitPages(cache, 1_000_000);
    assertThat(cache.append(KEY, turn("big").build(), IfEnded.REJECT).sequence()).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDiskWithoutRoomForTheIndexOfTheFileShouldNotStopReads() throws Exception {
    SqliteSessionCache first = open(temporary);
    append(first, "e1");
    first.close();
    // Not followed by SQLite: stands in for a full disk, on which that file cannot grow.
    Path index = temporary.resolve(SessionFile.NAME + "-shm");
    Files.createSymbolicLink(index, temporary.resolve("nowhere"));
    SqliteSessionCache cache = open(temporary);

    List<Integer> sizes =
        Parallel.run(12, n -> cache.read(KEY, new EntryRange.Last(10)).entries().size());

    assertThat(sizes).containsOnly(1);
    assertThat(cache.list(KEY.user(), SessionQuery.newestFirst(new Page.Offset(0, 9))).total())
        .isEqualTo(1);
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> append(cache, "e2"))
        .withMessageContaining(temporary.toString());
    Files.delete(index);
    assertThat(append(cache, "e2").sequence()).isEqualTo(2);
  }

  @Test
  void aDeletedFolderShouldBeNoticedAndMadeAnew() throws Exception {
    Path folder = temporary.resolve("data");
    SqliteSessionCache cache = open(folder);
    append(cache, "e1");
    cache.find(KEY);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);

    assertThat(cache.find(KEY)).as("a session of the deleted folder").isEmpty();
    assertThat(append(cache, "e2").sequence()).isEqualTo(1);
    cache.close();
    assertThat(open(folder).findEntry(KEY, turnOf("e2").id())).isPresent();
  }

  @Test
  void cachesThatMakeTheSameNewFileShouldAllUseIt() {
    for (int round = 0; round < 40; round++) {
      Path folder = temporary.resolve("new " + round);
      List<SqliteSessionCache> caches = Stream.generate(() -> open(folder)).limit(6).toList();

      Parallel.run(6, n -> n % 2 == 0 ? append(caches.get(n), "e" + n) : caches.get(n).find(KEY));

      assertThat(caches.getFirst().read(KEY, new EntryRange.Last(10)).entries()).hasSize(3);
      caches.forEach(SqliteSessionCache::close);
    }
  }

  @Test
  void aFolderWithAnyNameShouldDo() {
    Path folder = temporary.resolve("a ?b=c&mode=memory#d %20 é 'x'");
    SqliteSessionCache cache = open(folder);

    append(cache, "e1");
    cache.close();

    assertThat(folder.resolve(SessionFile.NAME)).isRegularFile();
    assertThat(open(folder).findEntry(KEY, turnOf("e1").id())).isPresent();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everythingMadeShouldBeItsOwnersAlone() throws Exception {
    Path folder = temporary.resolve("deeper").resolve("data");

    append(open(folder), "e1");

    assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    try (var files = Files.list(folder)) {
      assertThat(files.toList())
          .hasSize(3)
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  @Test
  void aLibraryThatCannotBeLoadedShouldNameTheRemedy() {
    SqliteFailures failures = new SqliteFailures(FsCacheConfig.in(temporary));
    SQLException failure =
        new SQLException("Error opening connection", new NativeLibraryNotFoundException("none"));

    assertThat(failures.translate(failure))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("org.sqlite.tmpdir");
  }

  @Test
  void openingShouldTouchNothing() {
    Path folder = temporary.resolve("data");

    open(folder).close();

    assertThat(folder).doesNotExist();
  }

  private SqliteSessionCache open(Path folder) {
    return open(FsCacheConfig.in(folder));
  }

  private SqliteSessionCache open(FsCacheConfig config) {
    SqliteSessionCache cache = SqliteSessionCache.open(config, TestClock.atNoon());
    opened.add(cache);
    return cache;
  }

  private static QAEntry append(SqliteSessionCache cache, String id) {
    return cache.append(KEY, turnOf(id), IfEnded.REJECT);
  }

  private static void assertUnavailable(SqliteSessionCache cache, Path named, String remedy) {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> append(cache, "e1"))
        .withMessageContaining(named.toString())
        .withMessageContaining(remedy)
        .returns(true, MnemoException::retryable);
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> cache.find(KEY))
        .withMessageContaining(named.toString())
        .withMessageContaining(remedy);
  }

  private static void assertUsable(SqliteSessionCache cache) {
    assertThat(append(cache, "e1").sequence()).isEqualTo(1);
    assertThatCode(() -> cache.find(KEY).orElseThrow()).doesNotThrowAnyException();
  }

  private static void limitPages(SqliteSessionCache cache, long pages) {
    cache.writer().run(link -> link.number("PRAGMA max_page_count=" + pages));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
