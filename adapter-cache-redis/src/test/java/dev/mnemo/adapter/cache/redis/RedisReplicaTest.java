package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that a replica has to confirm, and one that does not. */
class RedisReplicaTest {

  private static final SessionKey KEY = SessionKey.of("alice", "one");

  @TempDir Path folder;

  @Test
  void readsShouldNotWaitForAReplicaThatConfirmsNothing() {
    RedisProcess primary =
        RedisProcess.start(folder.resolve("primary"), "--repl-diskless-sync-delay", "0");
    RedisProcess replica =
        RedisProcess.start(
            folder.resolve("replica"),
            "--replicaof",
            "127.0.0.1",
            Integer.toString(primary.port()));
    try (RawRedis raw = RawRedis.of(primary.address());
        RedisSessionCache cache =
            RedisSessionCache.connect(
                new RedisCacheConfig(
                    primary.address().toURI(),
                    "mnemo:",
                    Optional.empty(),
                    Duration.ofSeconds(4),
                    1,
                    RedisCacheConfig.DEFAULT_REQUEST_QUEUE),
                TestClock.atNoon())) {
      eventually("the replica", () -> raw.commands().info("replication").contains("state=online"));
      cache.append(KEY, turnOf("e1"), IfEnded.REJECT);
      replica.pause();

      CompletableFuture<Void> write =
          CompletableFuture.runAsync(() -> cache.append(KEY, turnOf("e2"), IfEnded.REJECT));
      eventually("the write", () -> raw.commands().llen(keys()[0]) == 2);
      int entries = cache.read(KEY, new EntryRange.Last(9)).entries().size();

      assertThat(write).as("still waiting").isNotDone();
      assertThat(entries).isEqualTo(2);
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(write::join)
          .havingCause()
          .isInstanceOf(BackendUnavailableException.class)
          .withMessageContaining("0 of 1 replicas");
    } finally {
      replica.close();
      primary.close();
    }
  }

  private static String[] keys() {
    return new RedisKeys("mnemo:").of(KEY);
  }
}
