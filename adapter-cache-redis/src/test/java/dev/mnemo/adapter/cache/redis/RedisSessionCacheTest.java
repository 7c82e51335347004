package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSessionCacheTest implements SessionCacheContract {

  @RegisterExtension static final TestRedis REDIS = new TestRedis();

  private final String prefix = "mnemo-test-" + UUID.randomUUID() + ":";
  private final List<RedisSessionCache> opened = new ArrayList<>();

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
            new RedisCacheConfig(REDIS.uri(), keys, timeToLive, Duration.ofSeconds(10)), clock);
    opened.add(cache);
    return cache;
  }

  @Override
  public void damage(SessionKey key, EntryId id) {
    String[] keys = new RedisKeys(prefix).of(key);
    try (RedisClient client = RedisClient.create(REDIS.uri().toString());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      redis.lset(keys[0], Long.parseLong(redis.hget(keys[1], id.value())), "{torn");
    }
  }

  @AfterEach
  void closeAndClean() {
    opened.forEach(RedisSessionCache::deleteAll);
    opened.forEach(RedisSessionCache::close);
  }
}
