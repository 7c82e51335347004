package dev.mnemo.adapter.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each test has a prefix of its own. */
abstract class RedisSessionCacheFixture implements SessionCacheContract {

  private final String prefix = "mnemo-test-" + UUID.randomUUID() + ":";
  private final List<RedisSessionCache> opened = new ArrayList<>();

  abstract URI uri();

  @Override
  public SessionCache open(Clock clock, Optional<Duration> timeToLive) {
    return open(prefix, clock, timeToLive);
  }

  @Override
  public SessionCache openNeighbour(Clock clock) {
    return open(prefix + "2:", clock, Optional.empty());
  }

  private SessionCache open(String keys, Clock clock, Optional<Duration> timeToLive) {
    RedisSessionCache cache =
        RedisSessionCache.connect(
            new RedisCacheConfig(uri(), keys, timeToLive, Duration.ofSeconds(10)), clock);
    opened.add(cache);
    return cache;
  }

  @Override
  public void damage(SessionKey key, EntryId id) {
    String[] keys = new RedisKeys(prefix).of(key);
    try (RawRedis redis = RawRedis.of(uri())) {
      var commands = redis.commands();
      commands.lset(keys[0], Long.parseLong(commands.hget(keys[1], id.value())), "{torn");
    }
  }

  @Test
  void rangesShouldBeReadWhereverTheyLieInALongSession() {
    SessionCache cache = open();
    SessionKey key = SessionKey.of("alice", "long");
    for (int i = 1; i <= 600; i++) {
      cache.append(key, TurnBuilder.turnOf("e" + i), IfEnded.REJECT);
    }
    cache.deleteEntry(key, new EntryId("e599"));

    assertThat(ids(cache, key, new EntryRange.Last(3))).containsExactly("e597", "e598", "e600");
    assertThat(ids(cache, key, new EntryRange.Last(100))).hasSize(100).startsWith("e500");
    assertThat(ids(cache, key, new EntryRange.Before(555, 3)))
        .containsExactly("e552", "e553", "e554");
    assertThat(ids(cache, key, new EntryRange.Before(10, 2))).containsExactly("e8", "e9");
    assertThat(ids(cache, key, new EntryRange.After(549, 3)))
        .containsExactly("e550", "e551", "e552");
    assertThat(ids(cache, key, new EntryRange.After(597, 9))).containsExactly("e598", "e600");
  }

  private static List<String> ids(SessionCache cache, SessionKey key, EntryRange range) {
    return cache.read(key, range).entries().stream().map(entry -> entry.id().value()).toList();
  }

  @AfterEach
  void closeAndClean() {
    opened.forEach(RedisSessionCache::deleteAll);
    opened.forEach(RedisSessionCache::close);
  }
}
