package dev.mnemo.adapter.cache.redis;

import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisClusterUsageLedgerTest extends RedisUsageLedgerFixture {

  @RegisterExtension static final ClusterRedis REDIS = new ClusterRedis(0);

  @Override
  URI uri() {
    return REDIS.uri();
  }
}
