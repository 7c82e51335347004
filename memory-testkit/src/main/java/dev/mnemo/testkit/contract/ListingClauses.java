package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.TurnBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Listing a user's sessions: order, filters, pages and cursors. */
public interface ListingClauses extends SessionCacheFixture {

  /** Whose sessions the clauses of this interface list. */
  UserId LISTED = new UserId("alice");

  @Test
  default void listShouldShowNothingForAnUnknownUser() {
    SessionPage page = open().list(LISTED, newest(new Page.Cursor(Optional.empty(), 10)));

    assertThat(page).isEqualTo(new SessionPage(List.of(), 0, Optional.empty()));
  }

  @Test
  default void listShouldShowTheRecordsThatFindShows() {
    SessionCache cache = open();
    fill(cache, key("a"), 3);
    append(cache, key("b"), turn("e1").cost(4, 5, "0.5").build());
    cache.change(key("b"), new SessionChange.End(endedAt(7)));

    List<Session> listed = cache.list(LISTED, newest(new Page.Offset(0, 10))).sessions();

    assertThat(listed)
        .containsExactlyInAnyOrder(
            cache.find(key("a")).orElseThrow(), cache.find(key("b")).orElseThrow());
  }

  @Test
  default void listShouldNeverShowSessionsOfOthers() {
    SessionCache cache = open();
    append(cache, key("mine"), "e1");
    for (String other : List.of("alic", "alice2", "Alice", "alice:", "alice ", "*", "%", "bob")) {
      append(cache, SessionKey.of(other, "theirs"), "e1");
    }

    SessionPage page = cache.list(LISTED, newest(new Page.Offset(0, 100)));

    assertThat(names(page.sessions())).containsExactly("mine");
    assertThat(page.total()).isEqualTo(1);
  }

  @Test
  default void listShouldOrderByEverySortInBothDirections() {
    SessionCache cache = open();
    threeSessions(cache);

    assertOrder(cache, Sort.STARTED_AT, "a", "b", "c");
    assertOrder(cache, Sort.LAST_ACTIVITY_AT, "b", "c", "a");
    assertOrder(cache, Sort.ENDED_AT, "c", "a", "b");
    assertOrder(cache, Sort.COST_USD, "c", "b", "a");
    assertOrder(cache, Sort.TOKENS_IN, "b", "a", "c");
    assertOrder(cache, Sort.TOKENS_OUT, "a", "c", "b");
  }

  @Test
  default void listShouldPutSessionsWithoutTheSortedValueLast() {
    SessionCache cache = open();
    threeSessions(cache);
    append(cache, key("d"), turn("e1").unpriced(1_000, 1_000).build());

    for (Sort sort : List.of(Sort.ENDED_AT, Sort.COST_USD)) {
      for (Direction direction : Direction.values()) {
        assertThat(listed(cache, sort, direction)).as("%s %s", sort, direction).endsWith("d");
      }
    }
  }

  @Test
  default void pagesShouldNeitherRepeatNorSkipSessionsThatTie() {
    SessionCache cache = open();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      append(cache, key("s" + i), "e1");
      expected.add("s" + i);
    }

    for (Sort sort : Sort.values()) {
      for (Direction direction : Direction.values()) {
        List<String> byOffset = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
          var query = query(sort, direction, Page.numbered(number, 5));
          byOffset.addAll(names(cache.list(LISTED, query).sessions()));
        }
        assertThat(byOffset)
            .as("offset pages by %s %s", sort, direction)
            .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(names(byCursor(cache, sort, direction, 5)))
            .as("cursor pages by %s %s", sort, direction)
            .containsExactlyElementsOf(byOffset);
      }
    }
  }

  @Test
  default void offsetPagesShouldStartWhereAskedAndKnowTheTotal() {
    SessionCache cache = open();
    for (int i = 0; i < 7; i++) {
      append(cache, key("s" + i), turn("e").at(TestClock.NOON.minusSeconds(i)).build());
    }

    SessionPage middle = cache.list(LISTED, newest(new Page.Offset(2, 3)));
    SessionPage last = cache.list(LISTED, newest(new Page.Offset(6, 3)));
    SessionPage beyond = cache.list(LISTED, newest(new Page.Offset(7_000_000_000L, 3)));

    assertThat(names(middle.sessions())).containsExactly("s2", "s3", "s4");
    assertThat(names(last.sessions())).containsExactly("s6");
    assertThat(beyond.sessions()).isEmpty();
    assertThat(Stream.of(middle, last, beyond)).extracting(SessionPage::total).containsOnly(7L);
  }

  @Test
  default void cursorPagesShouldEndWithoutACursor() {
    SessionCache cache = open();
    for (int i = 0; i < 6; i++) {
      append(cache, key("s" + i), "e1");
    }

    SessionPage first = cache.list(LISTED, newest(new Page.Cursor(Optional.empty(), 3)));
    SessionPage second = cache.list(LISTED, newest(new Page.Cursor(first.next(), 3)));

    assertThat(first.next()).isPresent();
    assertThat(first.total()).isEqualTo(6);
    assertThat(second.sessions()).hasSize(3);
    assertThat(second.next()).as("the last page, exactly full").isEmpty();
    assertThat(second.total()).isEqualTo(6);
  }

  @Test
  default void cursorsShouldStayRightWhileOtherSessionsAreWritten() {
    SessionCache cache = open();
    for (int i = 0; i < 12; i++) {
      append(cache, key("s" + i), turn("e").at(TestClock.NOON.minusSeconds(100 + i)).build());
    }
    List<String> met = new ArrayList<>();
    Optional<String> cursor = Optional.empty();

    do {
      SessionPage page = cache.list(LISTED, newest(new Page.Cursor(cursor, 2)));
      met.addAll(names(page.sessions()));
      // One that was shown moves to the front, and a new one comes in there.
      append(cache, page.sessions().getFirst().key(), turn("again" + met.size()).build());
      append(cache, key("new" + met.size()), "e1");
      cursor = page.next();
    } while (cursor.isPresent() && met.size() < 100);

    assertThat(met)
        .containsExactly(
            Stream.iterate(0, i -> i + 1).limit(12).map(i -> "s" + i).toArray(String[]::new));
  }

  @Test
  default void cursorsShouldStayRightWhileOtherSessionsAreDeleted() {
    SessionCache cache = open();
    for (int i = 0; i < 12; i++) {
      append(cache, key("s%02d".formatted(i)), "e1");
    }

    SessionPage first =
        cache.list(
            LISTED,
            query(Sort.TOKENS_IN, Direction.ASCENDING, new Page.Cursor(Optional.empty(), 6)));
    first.sessions().forEach(session -> cache.delete(session.key()));
    SessionPage second =
        cache.list(
            LISTED, query(Sort.TOKENS_IN, Direction.ASCENDING, new Page.Cursor(first.next(), 10)));

    Set<String> met = new HashSet<>(names(first.sessions()));
    met.addAll(names(second.sessions()));
    assertThat(met).hasSize(12);
    assertThat(second.sessions()).hasSize(6);
  }

  @Test
  default void cursorsThatNoQueryOfTheSameOrderGaveShouldBeRefused() {
    SessionCache cache = open();
    for (int i = 0; i < 4; i++) {
      append(cache, key("s" + i), "e1");
    }
    String other =
        cache
            .list(
                LISTED,
                query(Sort.STARTED_AT, Direction.ASCENDING, new Page.Cursor(Optional.empty(), 1)))
            .next()
            .orElseThrow();

    for (String wrong :
        List.of(
            "", " ", "nonsense", "'; --", "👩", "e30=", "MA", "null", "0", other, other + "x")) {
      assertThatExceptionOfType(InvalidInputException.class)
          .as("cursor '%s'", wrong)
          .isThrownBy(() -> cache.list(LISTED, newest(new Page.Cursor(Optional.of(wrong), 10))))
          .withMessageContaining("cursor");
    }
  }

  @Test
  default void listShouldFilterByActivity() {
    SessionCache cache = open();
    append(cache, key("old"), turn("e").at(TestClock.NOON.minusSeconds(61)).build());
    append(cache, key("edge"), turn("e").at(TestClock.NOON.minusSeconds(60)).build());
    append(cache, key("new"), turn("e").at(TestClock.NOON).build());

    SessionPage page =
        cache.list(
            LISTED,
            filtered(Optional.of(TestClock.NOON.minusSeconds(60)), Set.of(), Duration.ofHours(1)));

    assertThat(names(page.sessions())).containsExactly("new", "edge");
    assertThat(page.total()).isEqualTo(2);
  }

  @Test
  default void listShouldFilterByStatus() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = open(clock, Optional.empty());
    for (String name : List.of("done", "failed", "idle", "busy")) {
      append(cache, key(name), turn("e").at(TestClock.NOON).build());
    }
    cache.change(key("done"), new SessionChange.End(endedAt(1)));
    cache.change(
        key("failed"),
        new SessionChange.End(new Ending(Ending.Outcome.FAILED, TestClock.NOON.plusSeconds(1))));
    clock.advance(Duration.ofMinutes(30).plusMillis(1));
    append(cache, key("busy"), turn("e2").at(clock.instant()).build());

    assertStatus(cache, Set.of(SessionStatus.COMPLETED), "done");
    assertStatus(cache, Set.of(SessionStatus.FAILED), "failed");
    assertStatus(cache, Set.of(SessionStatus.ABANDONED), "idle");
    assertStatus(cache, Set.of(SessionStatus.RUNNING), "busy");
    assertStatus(cache, Set.of(SessionStatus.RUNNING, SessionStatus.FAILED), "busy", "failed");
    assertStatus(cache, Set.of(), "done", "failed", "idle", "busy");
  }

  @Test
  default void aSessionShouldBeAbandonedOnlyAfterItsWholeIdleTime() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = open(clock, Optional.empty());
    append(cache, key("idle"), turn("e").at(TestClock.NOON).build());

    clock.advance(SessionQuery.ABANDONED_AFTER);
    assertStatus(cache, Set.of(SessionStatus.RUNNING), "idle");
    assertStatus(cache, Set.of(SessionStatus.ABANDONED));

    clock.advance(Duration.ofNanos(1_000));
    assertStatus(cache, Set.of(SessionStatus.RUNNING));
    assertStatus(cache, Set.of(SessionStatus.ABANDONED), "idle");
  }

  private static void threeSessions(SessionCache cache) {
    // By started: a b c · by activity: b c a · ended: c a b · cost: c b a · in: b a c · out: a c b
    session(cache, "a", 30, 1, 20, turn("e").cost(20, 1, "10.5"));
    session(cache, "b", 20, 9, 30, turn("e").cost(3, 300, "9"));
    session(cache, "c", 10, 5, 10, turn("e").cost(100, 20, "0.75"));
  }

  private static void session(
      SessionCache cache,
      String name,
      int startedAgo,
      int activeAgo,
      int endedAfter,
      TurnBuilder turn) {
    append(cache, key(name), turn("first").at(TestClock.NOON.minusSeconds(startedAgo)).build());
    append(cache, key(name), turn.at(TestClock.NOON.minusSeconds(activeAgo)).build());
    cache.change(key(name), new SessionChange.End(endedAt(endedAfter)));
  }

  private static void assertOrder(SessionCache cache, Sort sort, String... ascending) {
    assertThat(listed(cache, sort, Direction.ASCENDING))
        .as("by %s", sort)
        .containsExactly(ascending);
    assertThat(listed(cache, sort, Direction.DESCENDING))
        .as("by %s, descending", sort)
        .containsExactlyElementsOf(List.of(ascending).reversed());
  }

  private static void assertStatus(
      SessionCache cache, Set<SessionStatus> statuses, String... expected) {
    SessionPage page =
        cache.list(LISTED, filtered(Optional.empty(), statuses, SessionQuery.ABANDONED_AFTER));
    assertThat(names(page.sessions())).as("%s", statuses).containsExactlyInAnyOrder(expected);
    assertThat(page.total()).isEqualTo(expected.length);
  }

  private static List<String> listed(SessionCache cache, Sort sort, Direction direction) {
    var query = query(sort, direction, new Page.Offset(0, 100));
    return names(cache.list(LISTED, query).sessions());
  }

  private static List<Session> byCursor(
      SessionCache cache, Sort sort, Direction direction, int limit) {
    List<Session> sessions = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      SessionPage page = cache.list(LISTED, query(sort, direction, new Page.Cursor(cursor, limit)));
      sessions.addAll(page.sessions());
      cursor = page.next();
    } while (cursor.isPresent() && sessions.size() < 1_000);
    return sessions;
  }

  private static SessionQuery newest(Page page) {
    return SessionQuery.newestFirst(page);
  }

  private static SessionQuery query(Sort sort, Direction direction, Page page) {
    return new SessionQuery(
        sort, direction, Optional.empty(), Set.of(), SessionQuery.ABANDONED_AFTER, page);
  }

  private static SessionQuery filtered(
      Optional<Instant> since, Set<SessionStatus> statuses, Duration abandonedAfter) {
    return new SessionQuery(
        Sort.LAST_ACTIVITY_AT,
        Direction.DESCENDING,
        since,
        statuses,
        abandonedAfter,
        new Page.Offset(0, 100));
  }

  private static List<String> names(List<Session> sessions) {
    return sessions.stream().map(session -> session.key().session().value()).toList();
  }

  private static SessionKey key(String session) {
    return SessionKey.of(LISTED.value(), session);
  }

  private static Ending endedAt(int secondsAfterNoon) {
    return new Ending(Ending.Outcome.COMPLETED, TestClock.NOON.plusSeconds(secondsAfterNoon));
  }
}
