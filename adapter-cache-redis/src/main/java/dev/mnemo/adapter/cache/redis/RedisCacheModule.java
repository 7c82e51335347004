package dev.mnemo.adapter.cache.redis;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import java.time.Clock;

/**
 * Binds {@link SessionCache} and {@link UsageLedger} to Redis; the connection is made at the first
 * use. Needs a Clock.
 */
public final class RedisCacheModule extends AbstractModule {

  private final RedisCacheConfig config;

  public RedisCacheModule(RedisCacheConfig config) {
    this.config = config;
  }

  @Provides
  @Singleton
  RedisSessionCache cache(Clock clock) {
    return RedisSessionCache.connect(config, clock);
  }

  @Provides
  SessionCache port(RedisSessionCache cache) {
    return cache;
  }

  @Provides
  UsageLedger ledger(RedisSessionCache cache) {
    return cache.ledger();
  }

  @ProvidesIntoSet
  AutoCloseable closing(RedisSessionCache cache) {
    return cache;
  }
}
