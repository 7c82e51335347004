package dev.mnemo.adapter.cache.redis;

import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisUsageLedgerTest extends RedisUsageLedgerFixture {

  @RegisterExtension static final StandaloneRedis REDIS = new StandaloneRedis();

  @Override
  URI uri() {
    return REDIS.uri();
  }
}
