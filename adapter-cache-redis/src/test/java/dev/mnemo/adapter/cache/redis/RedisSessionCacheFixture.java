package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

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

  @AfterEach
  void closeAndClean() {
    opened.forEach(RedisSessionCache::deleteAll);
    opened.forEach(RedisSessionCache::close);
  }
}
