package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis whose memory is full: it takes nothing new, and can still be read and made emptier. */
class RedisFullTest {

  private static final UserId ALICE = new UserId("alice");

  @TempDir Path folder;

  @Test
  void aFullRedisShouldStillListAndDelete() {
    RedisProcess server = RedisProcess.start(folder);
    try (RawRedis raw = RawRedis.of(server.address());
        RedisSessionCache cache =
            RedisSessionCache.connect(
                new RedisCacheConfig(
                    server.address().toURI(), "mnemo:", Optional.empty(), Duration.ofSeconds(10)),
                TestClock.atNoon())) {
      for (int i = 0; i < 6; i++) {
        append(cache, i, "e1");
        append(cache, i, "e2");
      }
      raw.commands().configSet("maxmemory", "1");

      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> append(cache, 7, "e1"));
      // Whether or not the rows were up to date before.
      SessionPage first = list(cache, Optional.empty());
      assertThat(first.total()).isEqualTo(6);
      assertThat(cache.deleteEntry(key(0), new EntryId("e1"))).isTrue();
      assertThat(cache.read(key(0), new EntryRange.Last(9)).entries()).hasSize(1);
      assertThat(cache.delete(key(1))).isEqualTo(new DeletedSessions(1, 2));
      SessionPage second = list(cache, first.next());
      assertThat(second.total()).isEqualTo(5);
      assertThat(first.sessions()).doesNotContainAnyElementsOf(second.sessions());
      assertThat(cache.deleteAll(ALICE)).isEqualTo(new DeletedSessions(5, 9));
      assertThat(list(cache, Optional.empty()).sessions()).isEmpty();

      raw.commands().configSet("maxmemory", "0");
      append(cache, 7, "e1");
      assertThat(list(cache, Optional.empty()).sessions()).hasSize(1);
    } finally {
      server.close();
    }
  }

  private static void append(RedisSessionCache cache, int session, String id) {
    cache.append(key(session), turnOf(id), IfEnded.REJECT);
  }

  private static SessionKey key(int session) {
    return SessionKey.of("alice", "s" + session);
  }

  private static SessionPage list(RedisSessionCache cache, Optional<String> cursor) {
    return cache.list(ALICE, SessionQuery.newestFirst(new Page.Cursor(cursor, 2)));
  }
}
