package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

  private static final SessionKey KEY = SessionKey.of("alice", "conversation");

  @TempDir private Path folder;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private SqliteSessionCache cache;

  @BeforeEach
  void open() {
    cache = SqliteSessionCache.open(FsCacheConfig.in(folder), TestClock.atNoon());
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    cache.close();
  }

  @Test
  void writesThatWaitTogetherShouldShareOneCommit() throws Exception {
    append("first");
    List<Future<QAEntry>> waiting;
    long before;
    try (HeldWriter held = new HeldWriter()) {
      waiting = IntStream.range(0, 100).mapToObj(n -> later(() -> append("e" + n))).toList();
      held.waitFor(100);
      before = cache.writer().commits();
    }

    List<Long> sequences = new ArrayList<>();
    for (Future<QAEntry> one : waiting) {
      sequences.add(get(one).sequence());
    }

    assertThat(sequences).doesNotHaveDuplicates().hasSize(100).allMatch(n -> n >= 2 && n <= 101);
    // The held write's own commit, and one for the hundred.
    assertThat(cache.writer().commits() - before).isEqualTo(2);
  }

  @Test
  void aFailingWriteShouldNotFailTheOthersOfItsGroup() throws Exception {
    append("first");
    append("deleted");
    cache.deleteEntry(KEY, turnOf("deleted").id());
    Future<QAEntry> one;
    Future<QAEntry> conflicting;
    Future<Integer> failing;
    Future<Integer> broken;
    Future<QAEntry> two;
    try (HeldWriter held = new HeldWriter()) {
      one = later(() -> append("one"));
      held.waitFor(1);
      conflicting = later(() -> append("deleted"));
      failing =
          later(
              () ->
                  cache
                      .writer()
                      .run(
                          link -> {
                            link.update("UPDATE session SET entries = 99");
                            return link.update("INSERT INTO session (user) VALUES (NULL)");
                          }));
      broken =
          later(
              () ->
                  cache
                      .writer()
                      .run(
                          link -> {
                            link.update("UPDATE session SET entries = 99");
                            throw new IllegalArgumentException("a mistake");
                          }));
      held.waitFor(4);
      two = later(() -> append("two"));
      held.waitFor(5);
    }

    assertThat(get(one).sequence()).isEqualTo(3);
    assertThat(get(two).sequence()).isEqualTo(4);
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> get(conflicting));
    assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> get(failing));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> get(broken))
        .withRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(cache.find(KEY).orElseThrow().entries()).isEqualTo(3);
  }

  @Test
  void aGroupThatCannotCommitShouldBeTriedOneByOne() throws Exception {
    append("first");
    Future<QAEntry> one;
    Future<Integer> failing;
    Future<QAEntry> two;
    try (HeldWriter held = new HeldWriter()) {
      one = later(() -> append("one"));
      held.waitFor(1);
      failing =
          later(
              () ->
                  cache
                      .writer()
                      .run(
                          link -> {
                            throw new SQLException("disk I/O error", null, 10);
                          }));
      held.waitFor(2);
      two = later(() -> append("two"));
      held.waitFor(3);
    }

    assertThat(List.of(get(one).sequence(), get(two).sequence())).containsExactly(2L, 3L);
    assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> get(failing));
  }

  @Test
  void anInterruptedCallerShouldStillLearnThatItsWriteWasKept() throws Exception {
    append("first");
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    Future<Boolean> interrupted;
    try (HeldWriter held = new HeldWriter()) {
      interrupted =
          later(
              () -> {
                caller.complete(Thread.currentThread());
                append("second");
                return Thread.currentThread().isInterrupted();
              });
      held.waitFor(1);
      caller.get().interrupt();
    }

    assertThat(get(interrupted)).as("the interrupt, kept for later").isTrue();
    assertThat(cache.findEntry(KEY, turnOf("second").id())).isPresent();
    assertThat(append("third").sequence()).isEqualTo(3);
  }

  @Test
  void anInterruptedThreadShouldBeAbleToReadAndWrite() throws Exception {
    Future<Integer> entries =
        later(
            () -> {
              Thread.currentThread().interrupt();
              append("first");
              return cache.read(KEY, new EntryRange.Last(10)).entries().size();
            });

    assertThat(get(entries)).isEqualTo(1);
  }

  @Test
  void closeShouldFinishTheWritesThatWait() throws Exception {
    append("first");
    Future<QAEntry> waiting;
    Future<Boolean> closing;
    try (HeldWriter held = new HeldWriter()) {
      waiting = later(() -> append("second"));
      held.waitFor(1);
      closing =
          later(
              () -> {
                cache.close();
                return true;
              });
    }

    assertThat(get(waiting).sequence()).isEqualTo(2);
    assertThat(get(closing)).isTrue();
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> append("third"))
        .withMessageContaining("closed")
        .withMessageContaining(folder.toString());
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> cache.find(KEY))
        .withMessageContaining("closed");
  }

  @Test
  void closeShouldLeaveNothingBesideTheDatabase() {
    append("first");
    cache.find(KEY);

    cache.close();
    cache.close();

    assertThat(folder.toFile().list()).containsExactly(SessionFile.NAME);
  }

  @Test
  void aWriterThatEndsShouldTellThoseWhoWaitAndBeStartedAnew() throws Exception {
    cache.close();
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    GroupCommit.Upkeep deadly =
        new GroupCommit.Upkeep() {
          @Override
          public boolean isDue(SqliteLink link) {
            if (asking.getCount() == 1) {
              asking.countDown();
              awaitUninterruptibly(queued);
              throw new UntellableError();
            }
            return false;
          }

          @Override
          public void step(SqliteLink link) {}
        };
    FsCacheConfig config = FsCacheConfig.in(folder);
    SqliteFailures failures = new SqliteFailures(config);
    try (GroupCommit writer =
        GroupCommit.start(
            new SessionFile(config, failures),
            failures,
            config.lockTimeout(),
            deadly,
            Duration.ofMinutes(1))) {
      assertThat(answer(writer, "first")).isEqualTo("first");
      assertThat(asking.await(60, TimeUnit.SECONDS)).isTrue();
      List<Future<String>> waiting =
          IntStream.range(0, 5).mapToObj(n -> later(() -> answer(writer, "w" + n))).toList();
      while (writer.waiting() < 5) {
        Thread.onSpinWait();
      }
      queued.countDown();

      assertThat(waiting)
          .allSatisfy(
              one ->
                  assertThatExceptionOfType(BackendUnavailableException.class)
                      .isThrownBy(() -> get(one))
                      .withMessageContaining(folder.toString())
                      .withMessageContaining("repeat the call"));
      assertThat(answer(writer, "next")).isEqualTo("next");
    }
  }

  private static String answer(GroupCommit writer, String text) {
    return writer.run(link -> text);
  }

  /** Cannot even be reported. */
  private static final class UntellableError extends Error {
    @Override
    public String toString() {
      throw this;
    }
  }

  @Test
  void everyCommitShouldBeSyncedToTheDisk() {
    List<String> settings =
        cache
            .writer()
            .run(
                link ->
                    List.of(
                        link.first(row -> row.getString(1), "PRAGMA journal_mode").orElseThrow(),
                        link.first(row -> row.getString(1), "PRAGMA synchronous").orElseThrow()));

    assertThat(settings).as("journal mode, and 2 for synchronous=FULL").containsExactly("wal", "2");
  }

  private QAEntry append(String id) {
    return cache.append(KEY, turnOf(id), IfEnded.REJECT);
  }

  private <T> Future<T> later(Callable<T> call) {
    return callers.submit(call);
  }

  private static <T> T get(Future<T> future) throws Exception {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  /** Keeps the writer busy, so that what is written meanwhile has to wait. */
  private final class HeldWriter implements AutoCloseable {

    private final CountDownLatch release = new CountDownLatch(1);

    HeldWriter() throws InterruptedException {
      CountDownLatch holding = new CountDownLatch(1);
      callers.submit(
          () ->
              cache
                  .writer()
                  .run(
                      link -> {
                        holding.countDown();
                        awaitUninterruptibly(release);
                        return true;
                      }));
      assertThat(holding.await(60, TimeUnit.SECONDS)).isTrue();
    }

    void waitFor(int writes) {
      while (cache.writer().waiting() < writes) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      release.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the writer was interrupted", e);
    }
  }
}
