package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;
import static dev.mnemo.testkit.TurnBuilder.turnOf;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Primaries that fail in the middle of a load of writes, and the replicas that take over. */
class RedisFailoverTest {

  private static final Duration TIMEOUT = Duration.ofMillis(1_000);
  private static final Duration LONGEST = Duration.ofMillis(3_500);

  @RegisterExtension static final SentinelRedis SENTINEL = new SentinelRedis();

  @RegisterExtension
  static final ClusterRedis CLUSTER =
      new ClusterRedis(1, "--appendonly", "yes", "--appendfsync", "always");

  @Test
  void sentinelShouldLeadToTheNewPrimaryWithEverythingConfirmed() throws InterruptedException {
    try (RedisSessionCache cache = connect(SENTINEL.uri(), "sentinel", 1);
        WriteLoad load = new WriteLoad(cache)) {
      SENTINEL.primary().kill();
      load.awaitFailures(20);
      // Back any sooner, it would go on as the primary, without what its disk had not taken.
      SENTINEL.awaitFailover();
      // Until it is back as a replica, nobody can confirm.
      SENTINEL.primary().start();
      load.awaitMore(100);

      load.endAndVerify(LONGEST);
    }
  }

  @Test
  void aClusterShouldMoveSlotsUnderLoadWithoutLoss() throws InterruptedException {
    try (RedisSessionCache cache = connect(CLUSTER.uri(), "moved", 0);
        WriteLoad load = new WriteLoad(cache)) {
      CLUSTER.failOver(record("moved"));
      load.awaitMore(100);

      load.endAndVerify(LONGEST);
    }
  }

  @Test
  void aClusterShouldKeepEverythingConfirmedWhenAPrimaryHangs() throws InterruptedException {
    try (RedisSessionCache cache = connect(CLUSTER.uri(), "hung", 1);
        WriteLoad load = new WriteLoad(cache)) {
      RedisProcess primary = CLUSTER.primaryOf(record("hung"));
      primary.pause();
      eventually(
          "another primary", () -> !CLUSTER.primaryAmongOthers(primary, record("hung")).isEmpty());
      primary.resume();
      load.awaitMore(100);

      load.endAndVerify(LONGEST);
    }
  }

  @Test
  void sessionsThatAFailoverLostFromTheIndexShouldBeFoundAgain() {
    SessionKey lost = SessionKey.of("bob", "lost");
    RedisKeys keys = new RedisKeys("found");
    try (RedisSessionCache cache = connect(CLUSTER.uri(), "found", 0);
        RawRedis raw = RawRedis.of(CLUSTER.uri())) {
      cache.append(lost, turnOf("e1"), IfEnded.REJECT);
      eventually("the row", () -> raw.commands().exists(keys.marks(lost.user())) == 0);
      // As if the index's last write had not reached the replica that takes over.
      for (String key : keys.index(lost.user())) {
        raw.commands().del(key);
      }
      CLUSTER.failOver(keys.rows(lost.user()));

      SessionKey another = SessionKey.of("bob", "another");
      AtomicInteger writes = new AtomicInteger();
      eventually(
          "the lost session",
          () -> {
            try {
              cache.append(another, turnOf("e" + writes.incrementAndGet()), IfEnded.REJECT);
              return cache
                      .list(lost.user(), SessionQuery.newestFirst(new Page.Offset(0, 9)))
                      .total()
                  == 2;
            } catch (BackendUnavailableException e) {
              return false;
            }
          });
    }
  }

  private static String record(String prefix) {
    return new RedisKeys(prefix).record(SessionKey.of("alice", "under load"));
  }

  private static RedisSessionCache connect(URI uri, String prefix, int replicas) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(
            uri,
            prefix,
            Optional.empty(),
            TIMEOUT,
            replicas,
            RedisCacheConfig.DEFAULT_REQUEST_QUEUE),
        Clock.systemUTC());
  }
}
