package dev.mnemo.adapter.cache.fs;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import java.time.Clock;
import java.util.Objects;

/**
 * Binds {@link SessionCache} and {@link UsageLedger} to files. Needs a {@link Clock}; what must be
 * closed at the end is in the {@code Set<AutoCloseable>}. The folder is first touched by the first
 * call, and again by every call until it can be used.
 */
public final class FsCacheModule extends AbstractModule {

  private final FsCacheConfig config;

  public FsCacheModule(FsCacheConfig config) {
    this.config = Objects.requireNonNull(config, "config: give an FsCacheConfig");
  }

  @Override
  protected void configure() {
    bind(SessionCache.class).to(SqliteSessionCache.class);
    Multibinder.newSetBinder(binder(), AutoCloseable.class)
        .addBinding()
        .to(SqliteSessionCache.class);
  }

  @Provides
  @Singleton
  SqliteSessionCache sessionCache(Clock clock) {
    return SqliteSessionCache.open(config, clock);
  }

  @Provides
  UsageLedger usageLedger(SqliteSessionCache cache) {
    return cache.ledger();
  }
}
