package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Metadata;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Walking through a list by cursor while it changes: what was there when the walk began, and still
 * is, comes once. What was made since may come, but once too.
 */
public interface CursorClauses extends SessionCacheFixture {

  /** Whose sessions the clauses of this interface list. */
  UserId WALKING = new UserId("walker");

  @Test
  default void aWalkShouldMeetEverySessionOnceInEveryOrderWhileTheyAreWritten() {
    SessionCache cache = open();
    for (Sort sort : Sort.values()) {
      for (Direction direction : Direction.values()) {
        cache.deleteAll(WALKING);
        ChangingSessions writing =
            new ChangingSessions(cache, WALKING, sort.ordinal() * 2L + direction.ordinal());
        List<String> expected =
            IntStream.range(0, ChangingSessions.COUNT).mapToObj(i -> "s" + i).toList();
        expected.forEach(writing::write);

        List<String> met = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
          SessionPage page = cache.list(WALKING, query(sort, direction, cursor, 5));
          met.addAll(names(page));
          cursor = page.next();
          // Shown ones and others alike, some of them several times; and new ones.
          writing.writeAny(8);
        } while (cursor.isPresent() && met.size() < 500);

        assertThat(met).as("by %s %s", sort, direction).doesNotHaveDuplicates();
        assertThat(met).as("by %s %s", sort, direction).containsAll(expected);
      }
    }
  }

  @Test
  default void everyKindOfPageShouldAgreeInEveryOrderAndFilter() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = open(clock, Optional.empty());
    ChangingSessions writing = new ChangingSessions(cache, WALKING, 4);
    IntStream.range(0, ChangingSessions.COUNT).forEach(i -> writing.write("s" + i));
    writing.writeAny(20);
    clock.advance(SessionQuery.ABANDONED_AFTER.plusSeconds(20));
    List<Set<SessionStatus>> filters =
        List.of(
            Set.of(),
            Set.of(SessionStatus.COMPLETED),
            Set.of(SessionStatus.RUNNING, SessionStatus.COMPLETED),
            Set.of(SessionStatus.ABANDONED));

    for (Sort sort : Sort.values()) {
      for (Direction direction : Direction.values()) {
        for (Set<SessionStatus> statuses : filters) {
          SessionQuery query =
              new SessionQuery(
                  sort,
                  direction,
                  Optional.of(TestClock.NOON.plusSeconds(9)),
                  statuses,
                  SessionQuery.ABANDONED_AFTER,
                  new Page.Offset(0, 100));
          SessionPage whole = cache.list(WALKING, query);

          List<String> byCursor = new ArrayList<>();
          List<String> byNumber = new ArrayList<>();
          List<Long> totals = new ArrayList<>();
          Optional<String> cursor = Optional.empty();
          for (int number = 1; number == 1 || cursor.isPresent(); number++) {
            SessionPage next = cache.list(WALKING, with(query, new Page.Cursor(cursor, 3)));
            SessionPage numbered = cache.list(WALKING, with(query, Page.numbered(number, 3)));
            byCursor.addAll(names(next));
            byNumber.addAll(names(numbered));
            totals.addAll(List.of(next.total(), numbered.total()));
            cursor = next.next();
          }

          assertThat(names(whole)).as("%s", query).isNotEmpty();
          assertThat(byNumber).as("numbered pages of %s", query).isEqualTo(names(whole));
          assertThat(byCursor).as("cursor pages of %s", query).isEqualTo(names(whole));
          assertThat(totals).as("totals of %s", query).containsOnly((long) names(whole).size());
          assertThat(whole.sessions())
              .as("%s", query)
              .allMatch(
                  one ->
                      statuses.isEmpty()
                          || statuses.contains(
                              one.statusAt(clock.instant(), query.abandonedAfter())));
        }
      }
    }
  }

  @Test
  default void aWalkShouldShowRecordsAsTheyAreNow() {
    SessionCache cache = open();
    ChangingSessions writing = new ChangingSessions(cache, WALKING, 1);
    IntStream.range(0, 9).forEach(i -> writing.write("s" + i));
    Optional<String> cursor = cache.list(WALKING, newest(Optional.empty(), 4)).next();
    IntStream.range(0, 9).forEach(i -> writing.write("s" + i));
    cache.change(key("s0"), new SessionChange.Describe(Metadata.NONE.with("title", "new")));

    List<Session> rest = cache.list(WALKING, newest(cursor, 9)).sessions();

    assertThat(rest).hasSize(5);
    assertThat(rest).allSatisfy(session -> assertThat(cache.find(session.key())).contains(session));
  }

  @Test
  default void aWalkShouldLeaveOutWhatWentMeanwhile() {
    TestClock clock = TestClock.atNoon();
    SessionCache lasting = open(clock, Optional.empty());
    SessionCache expiring = open(clock, Optional.of(Duration.ofMinutes(1)));
    append(lasting, key("stays"), turn("e").at(TestClock.NOON.minusSeconds(9)).build());
    append(lasting, key("deleted"), turn("e").at(TestClock.NOON.minusSeconds(8)).build());
    append(expiring, key("expired"), turn("e").at(TestClock.NOON.minusSeconds(7)).build());
    append(lasting, key("first"), turn("e").at(TestClock.NOON).build());
    Optional<String> cursor = lasting.list(WALKING, newest(Optional.empty(), 1)).next();

    lasting.delete(key("deleted"));
    clock.advance(Duration.ofMinutes(1));

    SessionPage rest = lasting.list(WALKING, newest(cursor, 10));
    assertThat(names(rest)).containsExactly("stays");
    assertThat(rest.next()).isEmpty();
  }

  @Test
  default void aCursorShouldGoOnInAnotherCacheOfTheSameStorage() {
    SessionCache cache = open();
    ChangingSessions writing = new ChangingSessions(cache, WALKING, 2);
    IntStream.range(0, 6).forEach(i -> writing.write("s" + i));
    SessionPage first = cache.list(WALKING, newest(Optional.empty(), 2));

    SessionPage rest = open().list(WALKING, newest(first.next(), 10));

    assertThat(names(first)).containsExactly("s5", "s4");
    assertThat(names(rest)).containsExactly("s3", "s2", "s1", "s0");
  }

  @Test
  default void theCursorOfAnotherUserShouldShowNothingOfTheirs() {
    SessionCache cache = open();
    UserId stranger = new UserId("stranger");
    ChangingSessions writing = new ChangingSessions(cache, WALKING, 3);
    IntStream.range(0, 6).forEach(i -> writing.write("s" + i));
    append(cache, SessionKey.of(stranger.value(), "mine"), "e1");
    Optional<String> cursor = cache.list(WALKING, newest(Optional.empty(), 2)).next();

    List<Session> shown;
    try {
      shown = cache.list(stranger, newest(cursor, 10)).sessions();
    } catch (InvalidInputException e) {
      // As good an answer as the stranger's own sessions.
      shown = List.of();
    }

    assertThat(shown).allSatisfy(one -> assertThat(one.key().user()).isEqualTo(stranger));
  }

  private static SessionQuery newest(Optional<String> cursor, int limit) {
    return query(Sort.LAST_ACTIVITY_AT, Direction.DESCENDING, cursor, limit);
  }

  private static SessionQuery query(
      Sort sort, Direction direction, Optional<String> cursor, int limit) {
    return new SessionQuery(
        sort,
        direction,
        Optional.empty(),
        Set.of(),
        SessionQuery.ABANDONED_AFTER,
        new Page.Cursor(cursor, limit));
  }

  private static SessionQuery with(SessionQuery query, Page page) {
    return new SessionQuery(
        query.sort(),
        query.direction(),
        query.activeSince(),
        query.statuses(),
        query.abandonedAfter(),
        page);
  }

  private static List<String> names(SessionPage page) {
    return page.sessions().stream().map(session -> session.key().session().value()).toList();
  }

  private static SessionKey key(String session) {
    return SessionKey.of(WALKING.value(), session);
  }
}
