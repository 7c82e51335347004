package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.KEY;
import static dev.mnemo.testkit.contract.SessionSamples.OTHER;
import static dev.mnemo.testkit.contract.SessionSamples.all;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.fill;
import static dev.mnemo.testkit.contract.SessionSamples.id;
import static dev.mnemo.testkit.contract.SessionSamples.ids;
import static dev.mnemo.testkit.contract.SessionSamples.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Deleting sessions, and the totals of what sessions cost. */
public interface DeletionClauses extends SessionCacheFixture {

  @Test
  default void deleteShouldTakeASessionWithItsEntriesAndNothingElse() {
    SessionCache cache = open();
    fill(cache, KEY, 3);
    fill(cache, OTHER, 2);

    DeletedSessions deleted = cache.delete(KEY);

    assertThat(deleted).isEqualTo(new DeletedSessions(1, 3));
    assertThat(all(cache, KEY)).isEmpty();
    assertThat(cache.find(KEY)).isEmpty();
    assertThat(cache.findEntry(KEY, id("e1"))).isEmpty();
    assertThat(all(open(), OTHER)).hasSize(2);
    assertThat(cache.list(KEY.user(), newest()).sessions())
        .extracting(Session::key)
        .containsExactly(OTHER);
  }

  @Test
  default void deleteOfAnAbsentSessionShouldDoNothing() {
    SessionCache cache = open();
    fill(cache, KEY, 2);
    cache.delete(KEY);

    assertThat(cache.delete(KEY)).isEqualTo(new DeletedSessions(0, 0));
    assertThat(cache.delete(OTHER)).isEqualTo(new DeletedSessions(0, 0));
  }

  @Test
  default void appendAfterDeleteShouldStartANewSession() {
    SessionCache cache = open();
    cache.create(KEY, TestClock.NOON, Metadata.NONE.with("title", "old"));
    append(cache, KEY, turn("e1").cost(5, 5, "1").build());
    append(cache, KEY, "e2");
    cache.deleteEntry(KEY, id("e2"));
    cache.delete(KEY);

    QAEntry first = append(cache, KEY, "e2");

    assertThat(first.sequence()).isEqualTo(1);
    Session session = cache.find(KEY).orElseThrow();
    assertThat(session.entries()).isEqualTo(1);
    assertThat(session.usage()).isEqualTo(Usage.NONE);
    assertThat(session.metadata()).isEqualTo(Metadata.NONE);
  }

  @Test
  default void deleteAllOfAUserShouldTouchNobodyElse() {
    SessionCache cache = open();
    List<String> others = List.of("ab", "b", "A", "a:", "a b", "*", "a*", "?", "%", "_", "[a]");
    fill(cache, SessionKey.of("a", "s1"), 2);
    fill(cache, SessionKey.of("a", "s2"), 1);
    others.forEach(other -> fill(cache, SessionKey.of(other, "s1"), 2));

    assertThat(cache.deleteAll(new UserId("a"))).isEqualTo(new DeletedSessions(2, 3));
    assertThat(cache.deleteAll(new UserId("a"))).isEqualTo(new DeletedSessions(0, 0));
    assertThat(cache.deleteAll(new UserId("*"))).isEqualTo(new DeletedSessions(1, 2));

    assertThat(all(cache, SessionKey.of("a", "s1"))).isEmpty();
    assertThat(cache.list(new UserId("a"), newest()).total()).isZero();
    for (String other : others) {
      assertThat(all(cache, SessionKey.of(other, "s1")))
          .as("the session of '%s'", other)
          .hasSize(other.equals("*") ? 0 : 2);
    }
  }

  @Test
  default void deleteAllShouldTakeEveryUsersSessions() {
    SessionCache cache = open();
    for (int i = 0; i < 30; i++) {
      fill(cache, SessionKey.of("user" + i % 3, "s" + i), 2);
    }

    assertThat(cache.deleteAll()).isEqualTo(new DeletedSessions(30, 60));
    assertThat(cache.deleteAll()).isEqualTo(new DeletedSessions(0, 0));

    for (int i = 0; i < 30; i++) {
      assertThat(all(cache, SessionKey.of("user" + i % 3, "s" + i))).isEmpty();
    }
    assertThat(cache.list(new UserId("user0"), newest()).total()).isZero();
    assertThat(append(cache, SessionKey.of("user0", "s0"), "e1").sequence()).isEqualTo(1);
  }

  @Test
  default void deleteAllShouldLeaveANeighbourAlone() {
    SessionCache cache = open();
    SessionCache neighbour = openNeighbour(TestClock.atNoon());
    fill(cache, KEY, 2);
    List<QAEntry> theirs = fill(neighbour, KEY, 3);

    assertThat(cache.deleteAll(KEY.user())).isEqualTo(new DeletedSessions(1, 2));
    fill(cache, OTHER, 1);
    assertThat(cache.deleteAll()).isEqualTo(new DeletedSessions(1, 1));

    assertThat(all(neighbour, KEY)).containsExactlyElementsOf(theirs);
    assertThat(neighbour.list(KEY.user(), newest()).total()).isEqualTo(1);
  }

  @Test
  default void aReaderShouldNeverSeeAHalfDeletedSession() {
    SessionCache cache = open();

    assertThat(sizesSeenDuring(cache, () -> cache.delete(KEY))).isSubsetOf(0, 150);
  }

  @Test
  default void aReaderShouldNeverSeeAHalfPrunedSession() {
    SessionCache cache = open();

    assertThat(sizesSeenDuring(cache, () -> cache.deleteAll(KEY.user()))).isSubsetOf(0, 150);
    assertThat(sizesSeenDuring(cache, cache::deleteAll)).isSubsetOf(0, 150);
  }

  /** How many entries readers see of a session of 150 while it is deleted. */
  private static Set<Integer> sizesSeenDuring(SessionCache cache, Runnable deletion) {
    fill(cache, KEY, 150);
    Set<Integer> seen = new TreeSet<>();
    Parallel.run(
            5,
            n -> {
              Set<Integer> sizes = new TreeSet<>();
              if (n == 0) {
                deletion.run();
                return sizes;
              }
              int size;
              do {
                size = cache.read(KEY, new EntryRange.Last(1_000)).entries().size();
                sizes.add(size);
                Parallel.letOthersRun();
              } while (size > 0 && !Thread.currentThread().isInterrupted());
              return sizes;
            })
        .forEach(seen::addAll);
    return seen;
  }

  @Test
  default void deleteShouldNotTearASessionThatIsBeingWritten() {
    SessionCache cache = open();
    fill(cache, KEY, 10);

    List<Boolean> done =
        Parallel.run(
            24,
            n -> {
              if (n % 8 == 7) {
                cache.delete(KEY);
              } else {
                append(cache, KEY, "w" + n);
              }
              return true;
            });

    append(cache, KEY, "last");
    List<QAEntry> left = all(cache, KEY);
    assertThat(done).hasSize(24);
    assertThat(sequences(left))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, left.size()).boxed().toList());
    assertThat(cache.find(KEY).map(Session::entries).orElse(0L)).isEqualTo(left.size());
  }

  @Test
  default void usageShouldSumTheSessionsOfOneUser() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").cost(10, 1, "0.1").build());
    append(cache, KEY, turn("e2").cost(10, 1, "0.2").build());
    append(cache, OTHER, turn("e1").cost(10, 1, "0.000001").build());
    append(cache, SessionKey.of("bob", "s"), turn("e1").cost(70, 7, "7").build());
    cache.deleteEntry(KEY, id("e2"));

    Usage usage = cache.usage(KEY.user(), Optional.empty());

    assertThat(usage.tokensIn()).isEqualTo(30);
    assertThat(usage.tokensOut()).isEqualTo(3);
    assertThat(usage.costUsd().orElseThrow()).isEqualByComparingTo("0.300001");
    assertThat(usage.estimated()).isFalse();
    assertThat(cache.usage(new UserId("nobody"), Optional.empty())).isEqualTo(Usage.NONE);
  }

  @Test
  default void usageShouldNotKnowACostThatIsUnknownInPart() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").cost(10, 1, "0.1").build());
    append(cache, OTHER, turn("e1").unpriced(1, 1).build());

    Usage usage = cache.usage(KEY.user(), Optional.empty());

    assertThat(usage.tokensIn()).isEqualTo(11);
    assertThat(usage.costUsd()).isEmpty();
    assertThat(usage.estimated()).isTrue();
  }

  @Test
  default void usageShouldCountSessionsByTheirLastActivity() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").at(TestClock.NOON.minusSeconds(61)).cost(1, 0, "1").build());
    append(cache, OTHER, turn("e1").at(TestClock.NOON.minusSeconds(90)).cost(2, 0, "1").build());
    append(cache, OTHER, turn("e2").at(TestClock.NOON.minusSeconds(60)).cost(4, 0, "1").build());

    Usage usage = cache.usage(KEY.user(), Optional.of(TestClock.NOON.minusSeconds(60)));

    assertThat(usage.tokensIn()).isEqualTo(6);
    assertThat(usage.costUsd().orElseThrow()).isEqualByComparingTo("2");
  }

  @Test
  default void totalsShouldStayAtTheGreatestNumberRatherThanWrapOrFail() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").cost(Long.MAX_VALUE, 1, "1").build());
    append(cache, KEY, turn("e2").cost(2, Long.MAX_VALUE - 1, "1").build());
    append(cache, OTHER, turn("e1").cost(Long.MAX_VALUE - 5, 3, "1").build());

    Usage ofSession = cache.find(KEY).orElseThrow().usage();
    Usage ofUser = cache.usage(KEY.user(), Optional.empty());

    assertThat(List.of(ofSession.tokensIn(), ofSession.tokensOut())).containsOnly(Long.MAX_VALUE);
    assertThat(List.of(ofUser.tokensIn(), ofUser.tokensOut())).containsOnly(Long.MAX_VALUE);
    assertThat(ofUser.costUsd().orElseThrow()).isEqualByComparingTo("3");
    assertThat(ids(all(cache, KEY))).containsExactly("e1", "e2");
    assertThat(cache.list(KEY.user(), newest()).total()).isEqualTo(2);
  }

  private static SessionQuery newest() {
    return SessionQuery.newestFirst(new Page.Offset(0, 100));
  }
}
