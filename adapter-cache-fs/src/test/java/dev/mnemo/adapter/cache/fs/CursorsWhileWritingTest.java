package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listing shows each session of its first moment once, whatever is written between its pages. */
class CursorsWhileWritingTest {

  private static final UserId USER = new UserId("alice");
  private static final int SESSIONS = 40;

  @TempDir private Path folder;

  private final TestClock clock = TestClock.atNoon();
  private SqliteSessionCache cache;
  private int written;

  @BeforeEach
  void open() {
    cache = SqliteSessionCache.open(FsCacheConfig.in(folder), clock);
    for (int i = 0; i < SESSIONS; i++) {
      write("s" + i);
    }
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void everySessionShouldComeOnceInTheOrderOfTheFirstPage(Sort sort) {
    for (Direction direction : Direction.values()) {
      Random random = new Random(sort.ordinal() * 2L + direction.ordinal());
      List<String> expected = names(cache.list(USER, query(sort, direction, all())));

      List<String> met = new ArrayList<>();
      Optional<String> cursor = Optional.empty();
      do {
        SessionPage page = cache.list(USER, query(sort, direction, new Page.Cursor(cursor, 7)));
        assertThat(page.total()).isEqualTo(expected.size());
        met.addAll(names(page));
        cursor = page.next();
        // Shown ones and others alike, some of them several times; and new ones.
        random.ints(10, 0, SESSIONS).forEach(i -> write("s" + i));
        random.ints(3, 0, SESSIONS).forEach(i -> change("s" + i, random));
        write("new %s %d".formatted(direction, written));
      } while (cursor.isPresent());

      assertThat(met).as("%s %s", sort, direction).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void aSessionWrittenMeanwhileShouldShowItsRecordOfNow() {
    Optional<String> cursor = first(SESSIONS - 1).next();
    write("s0");

    SessionPage last = cache.list(USER, SessionQuery.newestFirst(new Page.Cursor(cursor, 5)));

    assertThat(names(last)).containsExactly("s0");
    assertThat(last.sessions()).containsExactly(cache.find(key("s0")).orElseThrow());
  }

  @Test
  void filtersShouldGoByTheFirstMomentToo() {
    SessionQuery running = running(new Page.Cursor(Optional.empty(), SESSIONS - 2));
    SessionPage first = cache.list(USER, running);
    end("s0");
    end("s39");
    clock.advance(Duration.ofDays(1));

    SessionPage last = cache.list(USER, running(new Page.Cursor(first.next(), 10)));

    assertThat(names(last)).containsExactly("s1", "s0");
    assertThat(last.total()).isEqualTo(SESSIONS);
  }

  @Test
  void sessionsDeletedMeanwhileShouldNotCome() {
    Optional<String> cursor = first(SESSIONS - 3).next();
    write("s0");
    cache.delete(key("s0"));
    cache.delete(key("s1"));
    write("s1");

    SessionPage last = cache.list(USER, SessionQuery.newestFirst(new Page.Cursor(cursor, 5)));

    assertThat(names(last)).containsExactly("s2");
  }

  @Test
  void aCursorShouldOutliveItsCache() {
    Optional<String> cursor = first(SESSIONS - 2).next();
    write("s1");
    cache.close();
    cache = SqliteSessionCache.open(FsCacheConfig.in(folder), clock);

    SessionPage last = cache.list(USER, SessionQuery.newestFirst(new Page.Cursor(cursor, 5)));

    assertThat(names(last)).containsExactly("s1", "s0");
  }

  @Test
  void aCursorShouldEndOnlyWhenTheChangesSinceAreForgotten() {
    Optional<String> cursor = first(10).next();
    IntStream.range(0, 2_500).forEach(i -> write("s" + i % SESSIONS));

    clock.advance(Reclaim.CURSOR_LIFE);
    write("s0");
    Page page = new Page.Cursor(cursor, SESSIONS);
    assertThat(names(cache.list(USER, SessionQuery.newestFirst(page)))).hasSize(SESSIONS - 10);

    clock.advance(Duration.ofSeconds(1));
    write("s0");
    Database.await(folder, "SELECT count(*) < 1100 FROM earlier", "1");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> cache.list(USER, SessionQuery.newestFirst(page)))
        .withMessageContaining("cursor")
        .withMessageContaining("PT1H");
  }

  private SessionPage first(int limit) {
    return cache.list(USER, SessionQuery.newestFirst(new Page.Cursor(Optional.empty(), limit)));
  }

  private void write(String session) {
    written++;
    cache.append(
        key(session),
        turn("e" + written)
            .at(TestClock.NOON.plusSeconds(written))
            .cost(written % 17, written % 13, "0." + written % 11)
            .build(),
        IfEnded.REOPEN);
  }

  private void change(String session, Random random) {
    if (random.nextBoolean()) {
      end(session);
    } else {
      cache.change(key(session), new SessionChange.Describe(Metadata.NONE.with("n", "" + written)));
      cache.deleteEntry(key(session), turnOf("e" + random.nextInt(1, written)).id());
    }
  }

  private void end(String session) {
    Ending ending = new Ending(Ending.Outcome.COMPLETED, TestClock.NOON.plusSeconds(written % 19));
    cache.change(key(session), new SessionChange.End(ending));
  }

  private static Page all() {
    return new Page.Offset(0, Page.MAX_LIMIT);
  }

  private static SessionQuery query(Sort sort, Direction direction, Page page) {
    return new SessionQuery(
        sort, direction, Optional.empty(), Set.of(), SessionQuery.ABANDONED_AFTER, page);
  }

  private static SessionQuery running(Page page) {
    return new SessionQuery(
        Sort.LAST_ACTIVITY_AT,
        Direction.DESCENDING,
        Optional.empty(),
        Set.of(SessionStatus.RUNNING),
        SessionQuery.ABANDONED_AFTER,
        page);
  }

  private static List<String> names(SessionPage page) {
    return page.sessions().stream().map(session -> session.key().session().value()).toList();
  }

  private static SessionKey key(String session) {
    return SessionKey.of(USER.value(), session);
  }
}
