package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReclaimTest {

  private static final Duration TIME_TO_LIVE = Duration.ofHours(24);

  private static final String LEFT =
      "SELECT (SELECT count(*) FROM entry) || ' ' || (SELECT count(*) FROM gone)";

  @TempDir private Path folder;

  private final TestClock clock = TestClock.atNoon();
  private SqliteSessionCache cache;

  @BeforeEach
  void open() {
    cache = SqliteSessionCache.open(FsCacheConfig.in(folder).withTimeToLive(TIME_TO_LIVE), clock);
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void theRowsOfExpiredSessionsShouldGoWithTheNextWrites() {
    fill("old 1", 700);
    fill("old 2", 700);
    clock.advance(TIME_TO_LIVE.minusSeconds(1));
    fill("new", 3);
    clock.advance(Duration.ofSeconds(1));

    fill("newer", 1);

    Database.await(folder, "SELECT count(*) FROM entry", "4");
    Database.await(
        folder, "SELECT (SELECT count(*) FROM gone) || (SELECT count(*) FROM session)", "02");
    assertThat(cache.read(key("new"), new EntryRange.Last(10)).entries()).hasSize(3);
  }

  @Test
  void theRowsOfDeletedSessionsShouldGoWithoutFurtherCalls() {
    fill("long", 1_300);
    fill("other", 2);

    assertThat(cache.delete(key("long"))).isEqualTo(new DeletedSessions(1, 1_300));

    Database.await(folder, "SELECT count(*) FROM entry", "2");
    Database.await(folder, "SELECT count(*) FROM gone", "0");
  }

  @Test
  void aSessionMadeAnewShouldNotLoseEntriesToTheEndOfItsPredecessor() {
    fill("again", 1_300);
    cache.delete(key("again"));

    fill("again", 5);

    Database.await(folder, "SELECT count(*) FROM entry", "5");
    assertThat(cache.read(key("again"), new EntryRange.Last(10)).entries()).hasSize(5);
  }

  @Test
  void whatWasDeletedShouldNotBeReadableInTheFiles() throws IOException {
    cache.append(key("s"), turn("e1").answer("the secret answer").build(), IfEnded.REJECT);
    cache.append(key("s"), turn("e2").answer("the other answer").build(), IfEnded.REJECT);
    cache.deleteEntry(key("s"), turnOf("e1").id());
    cache.close();

    String file = Files.readString(folder.resolve(SessionFile.NAME), StandardCharsets.ISO_8859_1);

    assertThat(file.contains("the other answer")).isTrue();
    assertThat(file.contains("the secret answer")).isFalse();
    assertThat(folder.toFile().list()).containsExactly(SessionFile.NAME);
  }

  @Test
  void whatIsLeftAtTheEndShouldBeDoneByTheNextCache() {
    fill("long", 600);
    cache.close();
    Database.change(folder, "INSERT INTO gone SELECT pk FROM session");
    Database.change(folder, "DELETE FROM session");

    open();
    fill("other", 1);

    Database.await(folder, "SELECT count(*) FROM entry", "1");
  }

  @Test
  void theRowsOfALargeSessionShouldGoThoughTheCacheIsClosedAtOnce() {
    fill("large", 1);
    multiply(120_000);

    cache.delete(key("large"));
    cache.close();

    assertThat(Database.ask(folder, LEFT)).isEqualTo("0 0");
  }

  @Test
  void whatAnotherProcessLeftShouldGoThoughTheNextOneWritesOnceAndIsClosedAtOnce() {
    fill("large", 1);
    multiply(120_000);
    cache.close();
    Database.change(folder, "INSERT INTO gone SELECT pk FROM session");
    Database.change(folder, "DELETE FROM session");

    open();
    fill("other", 1);
    cache.close();

    assertThat(Database.ask(folder, LEFT)).isEqualTo("1 0");
  }

  @Test
  void aCacheThatOnlyReadsShouldTakeSpaceBackWhenIdle() {
    fill("expired", 10);
    cache.close();
    clock.advance(TIME_TO_LIVE);

    cache = SqliteSessionCache.open(FsCacheConfig.in(folder), clock, Duration.ofMillis(1));
    assertThat(cache.find(key("expired"))).isEmpty();

    Database.await(folder, LEFT, "0 0");
  }

  /** Copies the one entry that there is, below the cache. */
  private void multiply(int times) {
    Database.change(
        folder,
        """
        WITH RECURSIVE copy (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM copy WHERE n < %d)
        INSERT INTO entry (session, sequence, id, time, payload)
          SELECT session, n, 'copy' || n, time, payload FROM entry, copy\
        """
            .formatted(times));
  }

  private void fill(String session, int entries) {
    Parallel.run(entries, n -> cache.append(key(session), turnOf("e" + n), IfEnded.REJECT));
  }

  private static SessionKey key(String session) {
    return SessionKey.of("alice", session);
  }
}
