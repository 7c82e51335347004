package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.KEY;
import static dev.mnemo.testkit.contract.SessionSamples.OTHER;
import static dev.mnemo.testkit.contract.SessionSamples.all;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.fill;
import static dev.mnemo.testkit.contract.SessionSamples.id;
import static dev.mnemo.testkit.contract.SessionSamples.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Expiry by the injected clock; no clause waits. */
public interface ExpiryClauses extends SessionCacheFixture {

  /** The time to live of the clauses of this interface. */
  Duration TIME_TO_LIVE = Duration.ofHours(24);

  @Test
  default void sessionsShouldNotExpireWithoutATimeToLive() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = open(clock, Optional.empty());
    fill(cache, KEY, 3);

    clock.advance(Duration.ofDays(36_500));

    assertThat(all(cache, KEY)).hasSize(3);
    assertThat(cache.find(KEY).orElseThrow().expiresAt()).isEmpty();
  }

  @Test
  default void sessionsShouldSayWhenTheyExpire() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = expiring(clock);
    cache.create(OTHER, TestClock.NOON.minusSeconds(500), Metadata.NONE);

    append(cache, KEY, turn("e1").at(TestClock.NOON.minusSeconds(50)).build());
    clock.advance(Duration.ofHours(1));
    append(cache, KEY, "e2");

    assertThat(cache.find(OTHER))
        .get()
        .extracting(Session::expiresAt)
        .isEqualTo(Optional.of(TestClock.NOON.plus(TIME_TO_LIVE)));
    assertThat(cache.find(KEY))
        .get()
        .extracting(Session::expiresAt)
        .isEqualTo(Optional.of(TestClock.NOON.plus(Duration.ofHours(25))));
  }

  @Test
  default void sessionsShouldBeThereUntilTheirLastMoment() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = expiring(clock);
    fill(cache, KEY, 3);

    clock.advance(TIME_TO_LIVE.minusNanos(1_000));

    assertThat(all(cache, KEY)).hasSize(3);
    assertThat(cache.find(KEY)).isPresent();
    assertThat(cache.list(KEY.user(), newest()).total()).isEqualTo(1);
  }

  @Test
  default void anExpiredSessionShouldBeAbsentToEveryRead() {
    SessionCache cache = withExpiredSession();

    assertThat(cache.read(KEY, new EntryRange.Last(10))).isEqualTo(History.EMPTY);
    assertThat(cache.read(KEY, new EntryRange.Before(10, 10))).isEqualTo(History.EMPTY);
    assertThat(cache.read(KEY, new EntryRange.After(0, 10))).isEqualTo(History.EMPTY);
    assertThat(cache.findEntry(KEY, id("e1"))).isEmpty();
    assertThat(cache.find(KEY)).isEmpty();
  }

  @Test
  default void anExpiredSessionShouldBeAbsentFromListsAndTotals() {
    SessionCache cache = withExpiredSession();

    assertThat(cache.list(KEY.user(), newest()).sessions())
        .extracting(Session::key)
        .containsExactly(OTHER);
    assertThat(cache.list(KEY.user(), newest()).total()).isEqualTo(1);
    assertThat(cache.usage(KEY.user(), Optional.empty())).isEqualTo(Usage.NONE);
  }

  @Test
  default void anExpiredSessionShouldBeAbsentToChanges() {
    SessionCache cache = withExpiredSession();

    assertThat(cache.changeEntry(KEY, id("e1"), new EntryChange.Answer("x"))).isEmpty();
    assertThat(cache.deleteEntry(KEY, id("e1"))).isFalse();
    assertThat(cache.change(KEY, new SessionChange.Describe(Metadata.NONE))).isEmpty();
    assertThat(cache.find(KEY)).as("a session revived by changing it").isEmpty();
  }

  @Test
  default void anExpiredSessionShouldNotCountAsDeleted() {
    SessionCache cache = withExpiredSession();

    assertThat(cache.delete(KEY)).isEqualTo(new DeletedSessions(0, 0));
    assertThat(cache.deleteAll(KEY.user())).isEqualTo(new DeletedSessions(1, 1));
    assertThat(cache.deleteAll()).isEqualTo(new DeletedSessions(0, 0));
  }

  @Test
  default void appendAfterExpiryShouldStartANewSession() {
    SessionCache cache = withExpiredSession();

    var first = append(cache, KEY, turn("e1").answer("anew").build());

    assertThat(first.sequence()).isEqualTo(1);
    assertThat(first.answer()).isEqualTo("anew");
    assertThat(ids(all(cache, KEY))).containsExactly("e1");
    Session session = cache.find(KEY).orElseThrow();
    assertThat(session.entries()).isEqualTo(1);
    assertThat(session.usage()).isEqualTo(Usage.NONE);
    assertThat(session.metadata()).isEqualTo(Metadata.NONE);
    assertThat(session.ending()).isEmpty();
  }

  @Test
  default void createAfterExpiryShouldStartANewSession() {
    SessionCache cache = withExpiredSession();

    Session created = cache.create(KEY, TestClock.NOON.plus(TIME_TO_LIVE), Metadata.NONE);

    assertThat(created.entries()).isZero();
    assertThat(all(cache, KEY)).isEmpty();
    assertThat(cache.find(KEY)).contains(created);
  }

  @Test
  default void everyWriteShouldRenewTheWholeSession() {
    List<Consumer<SessionCache>> writes =
        List.of(
            cache -> append(cache, KEY, "new"),
            cache -> cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(new Feedback(3, ""))),
            cache -> cache.deleteEntry(KEY, id("e2")),
            cache -> cache.change(KEY, new SessionChange.Describe(Metadata.NONE)),
            cache ->
                cache.change(
                    KEY,
                    new SessionChange.End(new Ending(Ending.Outcome.COMPLETED, TestClock.NOON))));
    TestClock clock = TestClock.atNoon();
    SessionCache cache = expiring(clock);
    fill(cache, KEY, 3);

    for (Consumer<SessionCache> write : writes) {
      clock.advance(TIME_TO_LIVE.minusSeconds(1));
      write.accept(cache);
      assertThat(cache.find(KEY))
          .get()
          .extracting(Session::expiresAt)
          .isEqualTo(Optional.of(clock.instant().plus(TIME_TO_LIVE)));
    }

    clock.advance(TIME_TO_LIVE.minusSeconds(1));
    assertThat(ids(all(cache, KEY))).containsExactly("e1", "e3", "new");
    assertThat(cache.findEntry(KEY, id("e1"))).isPresent();
    assertThat(cache.list(KEY.user(), newest()).total()).isEqualTo(1);
  }

  @Test
  default void readsShouldNotRenewASession() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = expiring(clock);
    fill(cache, KEY, 3);
    Optional<Session> before = cache.find(KEY);

    clock.advance(TIME_TO_LIVE.minusSeconds(1));
    cache.read(KEY, new EntryRange.Last(10));
    cache.findEntry(KEY, id("e1"));
    cache.list(KEY.user(), newest());
    cache.usage(KEY.user(), Optional.empty());
    assertThat(cache.find(KEY)).isEqualTo(before);

    clock.advance(Duration.ofSeconds(1));
    assertThat(cache.find(KEY)).isEmpty();
    assertThat(all(cache, KEY)).isEmpty();
  }

  @Test
  default void aReopenedStorageShouldRememberWhenSessionsExpire() {
    TestClock clock = TestClock.atNoon();
    fill(expiring(clock), KEY, 3);
    clock.advance(TIME_TO_LIVE.minusSeconds(1));

    SessionCache reopened = expiring(clock);
    assertThat(all(reopened, KEY)).hasSize(3);

    clock.advance(Duration.ofSeconds(1));
    assertThat(all(reopened, KEY)).isEmpty();
  }

  private SessionCache expiring(TestClock clock) {
    return open(clock, Optional.of(TIME_TO_LIVE));
  }

  /** {@code KEY}, ended and described, has just expired; {@code OTHER} has not. */
  private SessionCache withExpiredSession() {
    TestClock clock = TestClock.atNoon();
    SessionCache cache = expiring(clock);
    cache.create(KEY, TestClock.NOON, Metadata.NONE.with("title", "old"));
    append(cache, KEY, turn("e1").cost(10, 20, "1.5").build());
    append(cache, KEY, "e2");
    cache.deleteEntry(KEY, id("e2"));
    cache.change(KEY, new SessionChange.End(new Ending(Ending.Outcome.COMPLETED, TestClock.NOON)));
    clock.advance(TIME_TO_LIVE.minusSeconds(1));
    append(cache, OTHER, "e1");
    clock.advance(Duration.ofSeconds(1));
    return cache;
  }

  private static SessionQuery newest() {
    return SessionQuery.newestFirst(new Page.Offset(0, 10));
  }
}
