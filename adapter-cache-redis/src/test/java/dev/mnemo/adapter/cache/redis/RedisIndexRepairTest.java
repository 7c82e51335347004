package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;
import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.TestClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a user's index is made right where it, or what it tells of, was lost or never so. */
class RedisIndexRepairTest {

  @RegisterExtension static final StandaloneRedis REDIS = new StandaloneRedis();

  private static final UserId ALICE = new UserId("alice");
  private static final SessionKey KEY = SessionKey.of("alice", "one");
  private static final SessionKey OTHER = SessionKey.of("alice", "two");

  private final String prefix = "mending-" + UUID.randomUUID();
  private final RedisKeys keys = new RedisKeys(prefix);
  private final TestClock clock = TestClock.atNoon();
  private final RedisSessionCache cache = cache(Optional.empty());
  private final RawRedis raw = RawRedis.of(REDIS.uri());

  @AfterEach
  void close() {
    cache.deleteAll();
    cache.close();
    raw.close();
  }

  @Test
  void whatNoSessionCanBeCalledShouldBreakNeitherListingNorDeletion() {
    append(cache, KEY, "e1");
    plantWhatIsForeign();

    assertThat(list(cache).sessions()).extracting(Session::key).containsExactly(KEY);
    assertThat(list(cache).sessions()).extracting(Session::key).containsExactly(KEY);
    assertThat(raw.commands().zrange(keys.marks(ALICE), 0, -1)).allMatch(m -> m.endsWith("|one"));

    plantWhatIsForeign();

    assertThat(cache.deleteAll(ALICE)).isEqualTo(new DeletedSessions(1, 1));
    assertThat(raw.commands().exists(keys.rows(ALICE))).isZero();
    assertThat(list(cache).total()).isZero();
  }

  private void plantWhatIsForeign() {
    double now = SessionRecord.micros(clock.instant());
    for (String mark : List.of("no writer", "writer|", "writer|  ", "writer|" + "x".repeat(600))) {
      raw.commands().zadd(keys.marks(ALICE), now, mark);
    }
    String expired = IndexRow.sortable(clock.instant());
    for (String session : List.of(" ", "y".repeat(600), "stray")) {
      if (!session.equals("stray")) {
        raw.commands().hset(keys.rows(ALICE), session, "8".repeat(124) + expired + "r0 {}");
      }
      raw.commands().zadd(order("o:expires"), 0, expired + session);
    }
    raw.commands().hset(keys.rows(ALICE), "\t", "torn");
    raw.commands().zadd(order("o:active"), 0, "8".repeat(16) + "\t");
  }

  @Test
  void aRowWhoseSessionIsGoneShouldNotBeShown() {
    append(cache, KEY, "e1");
    append(cache, OTHER, "e1");
    eventually("the rows", () -> raw.commands().zcard(keys.marks(ALICE)) == 0);
    raw.commands().del(keys.of(KEY));

    SessionPage page = list(cache);

    assertThat(page.sessions()).extracting(Session::key).containsExactly(OTHER);
    assertThat(page.total()).isEqualTo(1);
    assertThat(raw.commands().hkeys(keys.rows(ALICE))).containsExactly("two");
  }

  @Test
  void aLostIndexShouldBeMadeAgainOnceAnOldSessionGoesOn() {
    SessionKey bobs = SessionKey.of("bob", "three");
    for (SessionKey key : List.of(KEY, OTHER, bobs)) {
      append(cache, key, "e1");
    }
    eventually(
        "the rows", () -> raw.commands().exists(keys.marks(ALICE), keys.marks(bobs.user())) == 0);
    raw.commands().del(keys.index(ALICE));
    raw.commands().del(keys.index(bobs.user()));
    clock.advance(Duration.ofHours(2));

    append(cache, KEY, "e2");

    eventually("alice's", () -> list(cache).total() == 2);
    SessionQuery any = SessionQuery.newestFirst(new Page.Offset(0, 9));
    eventually("bob's", () -> cache.list(bobs.user(), any).total() == 1);
  }

  @Test
  void aRowThatMissedAWriteShouldBeRightWhenListedAgain() {
    append(cache, KEY, "e1");
    eventually("the row", () -> raw.commands().zcard(keys.marks(ALICE)) == 0);
    // A write whose mark was lost with its writer.
    raw.commands().hset(keys.record(KEY), "entries", "5");
    raw.commands().hincrby(keys.record(KEY), "v", 1);

    list(cache);

    assertThat(list(cache).sessions()).singleElement().matches(session -> session.entries() == 5);
    assertThat(raw.commands().exists(keys.marks(ALICE))).isZero();
  }

  @Test
  void aRowThatOutranOfALostWriteShouldFollowItsRecord() {
    RedisSessionCache expiring = cache(Optional.of(Duration.ofHours(1)));
    append(expiring, KEY, "e1");
    list(cache);
    eventually("the row", () -> raw.commands().zcard(keys.marks(ALICE)) == 0);
    expiring.close();
    // What a failover leaves that lost the record's latest write, and not the row's.
    raw.commands().hdel(keys.record(KEY), "expires");
    raw.commands().hset(keys.record(KEY), Map.of("v", "1", "entries", "7"));
    clock.advance(Duration.ofHours(2));

    assertThat(list(cache).sessions()).singleElement().matches(session -> session.entries() == 7);
  }

  @Test
  void aWriteWhoseMarkWasRefusedShouldBeListedSoonAfterAllTheSame() {
    append(cache, KEY, "e1");
    eventually("the row", () -> raw.commands().zcard(keys.marks(ALICE)) == 0);
    // As if the index's server were away, while the session's is not.
    raw.commands().set(keys.marks(ALICE), "no set");
    assertThatExceptionOfType(MnemoException.class).isThrownBy(() -> append(cache, KEY, "e2"));

    raw.commands().del(keys.marks(ALICE));

    String version = IndexRow.sortable(Long.parseLong(raw.commands().hget(keys.record(KEY), "v")));
    eventually("the row", () -> raw.commands().hget(keys.rows(ALICE), "one").startsWith(version));
    eventually(
        "a mark for what may still come", () -> raw.commands().zcard(keys.marks(ALICE)) == 1);
    assertThat(list(cache).sessions()).singleElement().matches(session -> session.entries() == 2);
  }

  @Test
  void aDeletionShouldNotFailForItsMark() {
    append(cache, KEY, "e1");
    append(cache, OTHER, "e1");
    eventually("the rows", () -> raw.commands().zcard(keys.marks(ALICE)) == 0);
    raw.commands().set(keys.marks(ALICE), "no set");

    assertThat(cache.delete(KEY)).isEqualTo(new DeletedSessions(1, 1));

    raw.commands().del(keys.marks(ALICE));
    eventually("the deletion", () -> raw.commands().hlen(keys.rows(ALICE)) == 1);
  }

  @Test
  void nothingShouldRemainOfAUserForLongerThanACursorLives() {
    for (int i = 0; i < 9; i++) {
      append(cache, SessionKey.of("alice", "s" + i), "e1");
    }
    cache.list(ALICE, SessionQuery.newestFirst(new Page.Cursor(Optional.empty(), 3)));
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 9; i++) {
      SessionKey key = SessionKey.of("alice", "s" + i);
      cache.append(key, turn("e2").at(clock.instant()).build(), IfEnded.REJECT);
    }
    list(cache);
    assertThat(raw.commands().exists(keys.index(ALICE)[4])).as("moves").isOne();

    cache.deleteAll(ALICE);

    eventually("the marks", () -> raw.commands().exists(keys.marks(ALICE)) == 0);
    long longest = SessionListing.CURSOR_LIFE.plusSeconds(1).toMillis();
    assertThat(Arrays.stream(keys.index(ALICE)).filter(key -> raw.commands().exists(key) == 1))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(raw.commands().pttl(key)).isBetween(1L, longest));
    assertThat(raw.commands().exists(keys.rows(ALICE))).isZero();
  }

  @Test
  void anIndexShouldEndWithTheLastOfItsSessions() {
    RedisSessionCache expiring = cache(Optional.of(Duration.ofHours(5)));
    append(expiring, KEY, "e1");
    append(expiring, OTHER, "e1");
    list(expiring);

    long hour = Duration.ofHours(1).plusSeconds(1).toMillis();
    assertThat(raw.commands().pttl(keys.rows(ALICE))).isBetween(4 * hour, 6 * hour);
    assertThat(raw.commands().pttl(order("o:active"))).isBetween(4 * hour, 6 * hour);

    expiring.close();
    append(cache, OTHER, "e2");
    list(cache);

    assertThat(raw.commands().pttl(keys.rows(ALICE))).isEqualTo(-1);
    assertThat(raw.commands().pttl(order("o:active"))).isEqualTo(-1);
  }

  private String order(String name) {
    return Arrays.stream(keys.index(ALICE))
        .filter(key -> key.endsWith(name))
        .findAny()
        .orElseThrow();
  }

  private RedisSessionCache cache(Optional<Duration> timeToLive) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(REDIS.uri(), prefix, timeToLive, Duration.ofSeconds(10)), clock);
  }

  private static void append(RedisSessionCache cache, SessionKey key, String id) {
    cache.append(key, turnOf(id), IfEnded.REJECT);
  }

  private static SessionPage list(RedisSessionCache cache) {
    return cache.list(ALICE, SessionQuery.newestFirst(new Page.Offset(0, 100)));
  }
}
