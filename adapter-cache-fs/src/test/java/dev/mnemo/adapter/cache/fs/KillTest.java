package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.adapter.cache.fs.AppendingProcess.Acknowledged;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a process was killed, wherever the kill hit it. */
class KillTest {

  private static final int ROUNDS = 26;
  private static final int CHILDREN = 2;
  private static final int SESSIONS = 3;
  private static final int NEVER = 1_000_000;
  private static final long SEED = 20_260_314;

  @TempDir private Path folder;
  @TempDir private Path temporary;

  private final Random random = new Random(SEED);
  private final Map<String, List<Acknowledged>> acknowledged = new HashMap<>();

  @Test
  void everyAcknowledgedEntryShouldSurviveKillsAtRandomMoments() throws Exception {
    int kills = 0;
    int hits = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<AppendingProcess> children = new ArrayList<>();
      try {
        for (int child = 0; child < CHILDREN; child++) {
          String name = "r%d-c%d".formatted(round, child);
          children.add(AppendingProcess.start(folder, temporary, name, SESSIONS, NEVER));
        }
        for (AppendingProcess child : children) {
          waitForRandomMoment(child);
          assertThat(child.isAlive()).as("a child still at work").isTrue();
          List<Acknowledged> survived = child.kill();
          kills++;
          hits += survived.isEmpty() ? 0 : 1;
          survived.forEach(
              one -> acknowledged.computeIfAbsent(one.session(), s -> new ArrayList<>()).add(one));
        }
      } finally {
        for (AppendingProcess child : children) {
          child.close();
        }
      }
      if (round % 5 == 4 || round == ROUNDS - 1) {
        verify();
      }
    }

    assertThat(kills).isGreaterThanOrEqualTo(50);
    assertThat(hits).as("kills amid acknowledged appends").isGreaterThan(kills / 2);
    assertThat(acknowledged).hasSize(SESSIONS);
  }

  /** After some appends, or early, while the process is still opening or recovering the store. */
  private void waitForRandomMoment(AppendingProcess child) {
    int appends = random.nextInt(5) == 0 ? 0 : random.nextInt(1, 200);
    long pause =
        appends == 0
            ? TimeUnit.MILLISECONDS.toNanos(random.nextInt(600))
            : TimeUnit.MICROSECONDS.toNanos(random.nextInt(3_000));
    while (child.count() < appends && child.isAlive()) {
      LockSupport.parkNanos(100_000);
    }
    LockSupport.parkNanos(pause);
  }

  private void verify() {
    try (SqliteSessionCache cache =
        SqliteSessionCache.open(FsCacheConfig.in(folder), TestClock.atNoon())) {
      for (int session = 0; session < SESSIONS; session++) {
        Map<Long, String> stored = readAll(cache, session);

        assertThat(stored.keySet())
            .as("numbers without gaps")
            .containsExactlyElementsOf(LongStream.rangeClosed(1, stored.size()).boxed().toList());
        assertThat(stored.values()).as("every entry once").doesNotHaveDuplicates();
        String name = AppendingProcess.session(session).session().value();
        assertThat(acknowledged.getOrDefault(name, List.of()))
            .allSatisfy(one -> assertThat(stored.get(one.sequence())).isEqualTo(one.id()));
        cache
            .find(AppendingProcess.session(session))
            .ifPresent(record -> assertThat(record.entries()).isEqualTo(stored.size()));
      }
      assertThat(
              cache
                  .append(
                      AppendingProcess.session(SESSIONS),
                      turnOf("after " + count()),
                      IfEnded.REJECT)
                  .sequence())
          .isPositive();
    }
    assertThat(Database.ask(folder, "PRAGMA integrity_check")).isEqualTo("ok");
  }

  private int count() {
    return acknowledged.values().stream().mapToInt(List::size).sum();
  }

  private static Map<Long, String> readAll(SqliteSessionCache cache, int session) {
    Map<Long, String> stored = new LinkedHashMap<>();
    long after = 0;
    while (true) {
      History page =
          cache.read(
              AppendingProcess.session(session), new EntryRange.After(after, EntryRange.MAX_LIMIT));
      assertThat(page.damaged()).isEmpty();
      if (page.entries().isEmpty()) {
        return stored;
      }
      for (QAEntry entry : page.entries()) {
        stored.put(entry.sequence(), entry.id().value());
        assertThat(entry.answer()).endsWith(entry.id().value());
      }
      after = page.entries().getLast().sequence();
    }
  }
}
