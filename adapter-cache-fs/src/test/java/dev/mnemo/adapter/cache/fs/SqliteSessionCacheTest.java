package dev.mnemo.adapter.cache.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionCacheTest implements SessionCacheContract {

  @TempDir private Path folder;

  private final List<SqliteSessionCache> opened = new ArrayList<>();

  @Override
  public SessionCache open(Clock clock, Optional<Duration> timeToLive) {
    return open(new FsCacheConfig(folder, timeToLive, FsCacheConfig.DEFAULT_LOCK_TIMEOUT), clock);
  }

  @Override
  public SessionCache openNeighbour(Clock clock) {
    return open(FsCacheConfig.in(folder.resolve("sessions")), clock);
  }

  @Override
  public void damage(SessionKey key, EntryId id) {
    int damaged =
        Database.change(
            folder,
            """
            UPDATE entry SET payload = substr(payload, 1, 20)
            WHERE id = ? AND session = (SELECT pk FROM session WHERE user = ? AND id = ?)\
            """,
            id.value(),
            key.user().value(),
            key.session().value());
    assertThat(damaged).as("damaged entries").isEqualTo(1);
  }

  private SessionCache open(FsCacheConfig config, Clock clock) {
    SqliteSessionCache cache = SqliteSessionCache.open(config, clock);
    opened.add(cache);
    return cache;
  }

  @AfterEach
  void close() {
    opened.forEach(SqliteSessionCache::close);
  }
}
