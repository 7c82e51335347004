package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What faults below the port, crashes and races leave behind, and how it is met. */
class RedisRepairTest {

  @RegisterExtension static final StandaloneRedis REDIS = new StandaloneRedis();

  private static final UserId ALICE = new UserId("alice");
  private static final SessionKey KEY = SessionKey.of("alice", "one");
  private static final SessionKey OTHER = SessionKey.of("alice", "two");

  private final String prefix = "repair-" + UUID.randomUUID();
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
  void aSessionShouldBeListedAfterItsWriterDiedBetweenTheTwoSlots() {
    append(cache, KEY, "e1");
    // All that a writer leaves that died after its write: no row, only the mark.
    raw.commands().del(rowsAndOrders());
    raw.commands().zadd(keys.marks(ALICE), 1, "dead|one");

    SessionPage page = list(cache);

    assertThat(page.sessions()).extracting(Session::key).containsExactly(KEY);
    assertThat(page.total()).isEqualTo(1);
    assertThat(raw.commands().zscore(keys.marks(ALICE), "dead|one")).isNull();
  }

  @Test
  void aMarkWhoseWriteMayStillComeShouldStay() {
    double now = SessionRecord.micros(clock.instant());
    raw.commands().zadd(keys.marks(ALICE), now, "slow|one");
    assertThat(list(cache).total()).isZero();

    // The write comes late: its record alone, the mark having been looked at before.
    raw.commands().hset(keys.record(KEY), Map.of("started", "1", "active", "1", "v", "1"));

    assertThat(list(cache).sessions()).extracting(Session::key).containsExactly(KEY);
    clock.advance(SessionIndex.MARK_LIFE.plusSeconds(1));
    list(cache);
    assertThat(raw.commands().zcard(keys.marks(ALICE))).isZero();
  }

  @Test
  void aRowWhoseSessionIsGoneShouldBeDroppedWhenMet() {
    append(cache, KEY, "e1");
    append(cache, OTHER, "e1");
    list(cache);
    raw.commands().del(keys.of(KEY));
    raw.commands().zadd(keys.marks(ALICE), 1, "dead|one");

    assertThat(list(cache).sessions()).extracting(Session::key).containsExactly(OTHER);
    assertThat(raw.commands().hkeys(keys.rows(ALICE))).containsExactly("two");
  }

  @Test
  void listingShouldLoseNoSessionThatIsDeletedAndWrittenAgainMeanwhile() {
    Parallel.run(
        16,
        n -> {
          SessionKey key = SessionKey.of("alice", "s" + n % 4);
          for (int i = 0; i < 25; i++) {
            if (n < 4) {
              cache.delete(key);
            } else if (n < 8) {
              list(cache);
            } else {
              append(cache, key, "e" + n + "-" + i);
            }
          }
          append(cache, key, "last" + n);
          return list(cache).sessions().stream().anyMatch(session -> session.key().equals(key));
        });

    assertThat(list(cache).total()).isEqualTo(4);
    for (Session listed : list(cache).sessions()) {
      assertThat(cache.find(listed.key())).contains(listed);
    }
  }

  @Test
  void aSessionShouldKeepNoExpiryThatIsConfiguredNoMore() {
    RedisSessionCache expiring = cache(Optional.of(Duration.ofHours(1)));
    for (String id : List.of("e1", "e2", "e3")) {
      append(expiring, KEY, id);
    }
    expiring.create(OTHER, clock.instant(), Metadata.NONE);
    expiring.close();

    append(cache, KEY, "e4");
    cache.change(OTHER, new SessionChange.Describe(Metadata.NONE));
    clock.advance(Duration.ofHours(2));

    assertThat(cache.find(KEY).orElseThrow().expiresAt()).isEmpty();
    assertThat(cache.read(KEY, new EntryRange.Last(10)).entries()).hasSize(4);
    assertThat(cache.find(OTHER)).isPresent();
    for (String key : keys.of(KEY)) {
      assertThat(raw.commands().pttl(key)).as("time to live of %s", key).isEqualTo(-1);
    }
    assertThat(list(cache).total()).isEqualTo(2);
  }

  @Test
  void anAppendToADamagedRecordShouldChangeNothing() {
    append(cache, KEY, "e1");
    raw.commands().hset(keys.record(KEY), "in", "many");

    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> cache.append(KEY, turn("e2").cost(1, 1, "1").build(), IfEnded.REJECT))
        .withMessageContaining("many");

    assertThat(raw.commands().llen(keys.of(KEY)[0])).isEqualTo(1);
    assertThat(raw.commands().hkeys(keys.of(KEY)[1])).containsExactly("e1");
  }

  @Test
  void countersShouldStayAtTheGreatestNumber() {
    cache.append(KEY, turn("e1").cost(Long.MAX_VALUE, 1, "1").build(), IfEnded.REJECT);
    cache.append(KEY, turn("e2").cost(5, 1, "1.5").build(), IfEnded.REJECT);

    Session session = cache.find(KEY).orElseThrow();

    assertThat(session.usage().tokensIn()).isEqualTo(Long.MAX_VALUE);
    assertThat(session.usage().tokensOut()).isEqualTo(2);
    assertThat(session.usage().costUsd().orElseThrow()).isEqualByComparingTo("2.5");
    assertThat(session.entries()).isEqualTo(2);
  }

  @Test
  void anEntryShouldNotBeTakenForAnother() {
    append(cache, KEY, "e1");
    append(cache, KEY, "e2");
    raw.commands().hset(keys.of(KEY)[1], "e1", "1");
    EntryId wrong = new EntryId("e1");

    for (Runnable call :
        List.<Runnable>of(
            () -> cache.findEntry(KEY, wrong),
            () -> cache.changeEntry(KEY, wrong, new EntryChange.Answer("changed")),
            () -> cache.changeEntry(KEY, wrong, new EntryChange.Rate(new Feedback(1, ""))),
            () -> cache.deleteEntry(KEY, wrong),
            () -> append(cache, KEY, "e1"))) {
      assertThatExceptionOfType(CorruptedDataException.class).isThrownBy(call::run);
    }

    assertThat(cache.read(KEY, new EntryRange.Last(10)).entries())
        .extracting(entry -> entry.answer())
        .containsExactly("answer of e1", "answer of e2");
    assertThat(cache.find(KEY).orElseThrow().entries()).isEqualTo(2);
  }

  @Test
  void anEntryThatIsNotUtf8ShouldBeSetAsideAndItsChangeEnd() {
    append(cache, KEY, "e1");
    append(cache, KEY, "e2");
    byte[] torn =
        "{\"id\":\"e1\",\"time\":\"2026-03-14T12:00:00Z\",\"question\":\"?\",\"answer\":\"x\"}"
            .getBytes(StandardCharsets.UTF_8);
    torn[torn.length - 3] = (byte) 0xff;
    try (var client = RedisClient.create(REDIS.uri().toString());
        var bytes = client.connect(ByteArrayCodec.INSTANCE)) {
      bytes.sync().lset(keys.of(KEY)[0].getBytes(StandardCharsets.UTF_8), 0, torn);
    }

    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(
            () ->
                cache.changeEntry(
                    KEY, new EntryId("e1"), new EntryChange.Rate(new Feedback(1, ""))))
        .withMessageContaining("UTF-8");
    History history = cache.read(KEY, new EntryRange.Last(10));

    assertThat(history.entries()).extracting(entry -> entry.id().value()).containsExactly("e2");
    assertThat(history.damaged()).singleElement().matches(one -> one.reason().contains("UTF-8"));
  }

  @Test
  void changesShouldFitWhateverTheTextsHold() {
    String hostile = "\",\"answer\":\"x\",\"feedback\":{\"score\":1} \\ \" \\\\ \u0000 👩 \n";
    var turn = turn("e1").question(hostile).answer(hostile).metadata("feedback", hostile).build();
    cache.append(KEY, turn, IfEnded.REJECT);
    EntryId id = new EntryId("e1");

    cache.changeEntry(KEY, id, new EntryChange.Rate(new Feedback(2, hostile)));
    cache.changeEntry(KEY, id, new EntryChange.Answer(hostile + "2"));
    cache.changeEntry(KEY, id, new EntryChange.Rate(new Feedback(4, hostile)));
    var rated = cache.findEntry(KEY, id).orElseThrow();
    cache.changeEntry(KEY, id, new EntryChange.Unrate());
    var unrated = cache.findEntry(KEY, id).orElseThrow();

    assertThat(rated.question()).isEqualTo(hostile);
    assertThat(rated.answer()).isEqualTo(hostile + "2");
    assertThat(rated.feedback()).contains(new Feedback(4, hostile));
    assertThat(rated.turn().metadata()).isEqualTo(turn.metadata());
    assertThat(unrated.feedback()).isEmpty();
    assertThat(unrated.answer()).isEqualTo(hostile + "2");
  }

  @Test
  void aSessionWhoseRecordIsDamagedShouldLeaveTheOthersListed() {
    append(cache, KEY, "e1");
    append(cache, OTHER, "e1");
    list(cache);
    raw.commands().hset(keys.record(KEY), "active", "yesterday");
    raw.commands().zadd(keys.marks(ALICE), 1, "dead|one");

    SessionPage page = list(cache);

    assertThat(page.sessions()).extracting(Session::key).containsExactly(OTHER);
    assertThat(page.total()).isEqualTo(1);
    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> cache.find(KEY))
        .withMessageContaining(keys.record(KEY));
    assertThat(cache.deleteAll(ALICE)).isEqualTo(new DeletedSessions(2, 2));
    assertThat(raw.commands().exists(keys.of(KEY))).isZero();
  }

  @Test
  void deletingShouldTouchNoOtherPrefix() {
    String longer = prefix + "2";
    String globbed = prefix.replace('r', '?');
    try (RedisSessionCache neighbour = cacheUnder(longer);
        RedisSessionCache odd = cacheUnder(globbed)) {
      append(neighbour, KEY, "e1");
      append(odd, KEY, "e1");
      append(cache, KEY, "e1");
      raw.commands().set(prefix + ":foreign", "x");

      DeletedSessions byGlob = odd.deleteAll();
      DeletedSessions deleted = cache.deleteAll();

      assertThat(byGlob).isEqualTo(new DeletedSessions(1, 1));
      assertThat(deleted).isEqualTo(new DeletedSessions(1, 1));
      assertThat(neighbour.read(KEY, new EntryRange.Last(9)).entries()).hasSize(1);
      assertThat(raw.commands().get(prefix + ":foreign")).isEqualTo("x");
      neighbour.deleteAll();
      raw.commands().del(prefix + ":foreign");
    }
  }

  @Test
  void nothingShouldBeSentThatBlocksTheServer() {
    raw.commands().configResetstat();
    for (int i = 0; i < 30; i++) {
      append(cache, SessionKey.of("alice", "s" + i), "e1");
    }
    list(cache);
    cache.usage(ALICE, Optional.empty());
    cache.deleteAll(ALICE);
    cache.deleteAll();

    assertThat(raw.commands().info("commandstats"))
        .contains("cmdstat_evalsha")
        .doesNotContainPattern("cmdstat_(keys|flushdb|flushall|smembers|sort):");
  }

  private String[] rowsAndOrders() {
    String[] all = keys.index(ALICE);
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private RedisSessionCache cache(Optional<Duration> timeToLive) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(REDIS.uri(), prefix, timeToLive, Duration.ofSeconds(10)), clock);
  }

  private RedisSessionCache cacheUnder(String other) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(REDIS.uri(), other, Optional.empty(), Duration.ofSeconds(10)), clock);
  }

  private static void append(RedisSessionCache cache, SessionKey key, String id) {
    cache.append(key, turnOf(id), IfEnded.REJECT);
  }

  private static SessionPage list(RedisSessionCache cache) {
    return cache.list(ALICE, SessionQuery.newestFirst(new Page.Offset(0, 100)));
  }
}
