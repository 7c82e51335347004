package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.IfEnded;
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
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.TestClock;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index of a user with many sessions, or with many writes while somebody lists them. */
class RedisIndexTest {

  @RegisterExtension static final StandaloneRedis REDIS = new StandaloneRedis();

  private static final UserId ALICE = new UserId("alice");
  private static final int BATCH = 1_000;
  // A version that no write of now reaches.
  private static final long LATER = 1L << 52;
  private static final IfEnded REJECT = IfEnded.REJECT;
  private static final Set<SessionStatus> FAILED = EnumSet.of(SessionStatus.FAILED);

  private final String prefix = "index-" + UUID.randomUUID() + ":";
  private final RedisKeys keys = new RedisKeys(prefix);
  private final TestClock clock = TestClock.atNoon();
  private final RedisSessionCache cache =
      RedisSessionCache.connect(
          new RedisCacheConfig(REDIS.uri(), prefix, Optional.empty(), Duration.ofSeconds(10)),
          clock);
  private final RawRedis raw = RawRedis.of(REDIS.uri());

  @AfterEach
  void close() {
    cache.deleteAll();
    cache.close();
    raw.close();
  }

  @Test
  void aLongFilteredWalkShouldLoseNoSessionThatIsWrittenMeanwhile() {
    publish(0, 12_000);
    for (int i = 0; i < 4; i++) {
      SessionKey key = SessionKey.of("alice", "failed" + i);
      cache.append(key, turn("e").at(TestClock.NOON.minusSeconds(20_000 + i)).build(), REJECT);
      fail(key);
    }
    list(new Page.Offset(0, 1), Set.of());
    for (Page page : List.of(new Page.Cursor(Optional.empty(), 10), new Page.Offset(1, 10))) {
      SessionListing listing = new SessionListing(ALICE, query(page, FAILED), clock.instant());
      assertThat(listing.take(step(listing))).as("one step suffices").isFalse();
      // One of those that the walk has not met yet goes where it has been.
      SessionKey moving = SessionKey.of("alice", "failed2");
      cache.append(moving, turn("e" + page).at(clock.instant()).build(), IfEnded.REOPEN);
      fail(moving);
      list(new Page.Offset(0, 1), Set.of());

      while (!listing.take(step(listing))) {
        assertThat(listing.page().sessions()).hasSizeLessThan(4);
      }

      assertThat(listing.page().sessions())
          .extracting(session -> session.key().session().value())
          .containsExactlyElementsOf(
              page instanceof Page.Cursor
                  ? List.of("failed0", "failed1", "failed2", "failed3")
                  : List.of("failed0", "failed1", "failed3"));
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void aCursorShouldOutliveAnyNumberOfMovesOfAFewSessions() {
    for (int i = 0; i < 6; i++) {
      cache.append(
          SessionKey.of("alice", "s" + i),
          turn("e").at(TestClock.NOON.minusSeconds(i)).build(),
          REJECT);
    }
    SessionPage first = list(new Page.Cursor(Optional.empty(), 2), Set.of());
    for (int round = 0; round < 22; round++) {
      List<Publication> moves = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        int n = round * BATCH + i;
        moves.add(row("s" + n % 6, TestClock.NOON.plusSeconds(n), LATER + n));
      }
      publish(moves);
    }
    List<String> met = new ArrayList<>(ids(first));

    SessionPage page = list(new Page.Cursor(first.next(), 2), Set.of());
    met.addAll(ids(page));
    // Another listing, begun between, sees the sessions where they are by then.
    SessionPage other = list(new Page.Cursor(Optional.empty(), 5), Set.of());
    publish(List.of(row("s0", TestClock.NOON.minusSeconds(99), LATER + 22 * BATCH)));
    met.addAll(ids(list(new Page.Cursor(page.next(), 2), Set.of())));

    assertThat(met).containsExactly("s0", "s1", "s2", "s3", "s4", "s5");
    List<String> later = new ArrayList<>(ids(other));
    later.addAll(ids(list(new Page.Cursor(other.next(), 5), Set.of())));
    assertThat(later).hasSize(6).doesNotHaveDuplicates();
    assertThat(raw.commands().zcard(keys.index(ALICE)[4])).isLessThan(20);
  }

  private void fail(SessionKey key) {
    cache.change(key, new SessionChange.End(new Ending(Ending.Outcome.FAILED, clock.instant())));
  }

  private List<Object> step(SessionListing listing) {
    return raw.commands()
        .eval(
            Script.LIST.source(), ScriptOutputType.MULTI, keys.index(ALICE), listing.arguments(""));
  }

  /** Rows of sessions, each a second older than the one before, without what they tell of. */
  private void publish(int from, int to) {
    for (int at = from; at < to; at += BATCH) {
      List<Publication> rows = new ArrayList<>();
      for (int i = at; i < Math.min(to, at + BATCH); i++) {
        rows.add(row("row%05d".formatted(i), TestClock.NOON.minusSeconds(i), 1));
      }
      publish(rows);
    }
  }

  private void publish(List<Publication> publications) {
    raw.commands()
        .eval(
            Script.PUBLISH.source(),
            ScriptOutputType.INTEGER,
            keys.index(ALICE),
            SessionIndex.arguments(publications, clock.instant()));
  }

  private static Publication row(String session, Instant active, long version) {
    return Publication.row(
        session,
        new SessionRecord(
            new Session(
                SessionKey.of("alice", session),
                active,
                active,
                Optional.empty(),
                1,
                Usage.NONE,
                Metadata.NONE,
                Optional.empty()),
            version),
        "",
        Publication.Mark.NONE);
  }

  private SessionPage list(Page page, Set<SessionStatus> statuses) {
    return cache.list(ALICE, query(page, statuses));
  }

  private static SessionQuery query(Page page, Set<SessionStatus> statuses) {
    return new SessionQuery(
        Sort.LAST_ACTIVITY_AT,
        Direction.DESCENDING,
        Optional.empty(),
        statuses,
        SessionQuery.ABANDONED_AFTER,
        page);
  }

  private static List<String> ids(SessionPage page) {
    return page.sessions().stream().map(session -> session.key().session().value()).toList();
  }
}
