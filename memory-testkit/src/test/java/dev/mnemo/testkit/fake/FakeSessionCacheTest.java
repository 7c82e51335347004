package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

final class FakeSessionCacheTest implements SessionCacheContract {

  private final FakeSessionCache.Storage storage = new FakeSessionCache.Storage();

  @Override
  public SessionCache open(Clock clock, Optional<Duration> timeToLive) {
    return new FakeSessionCache(storage, clock, timeToLive);
  }

  @Override
  public SessionCache openNeighbour(Clock clock) {
    return new FakeSessionCache(clock);
  }

  @Override
  public void damage(SessionKey key, EntryId id) {
    storage.damage(key, id);
  }
}
