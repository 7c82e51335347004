package dev.mnemo.adapter.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.testkit.Parallel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis that fails in the middle of a load of writes, and comes back. */
class RedisFaultTest {

  private static final Duration TIMEOUT = Duration.ofMillis(1_000);
  // What a call may take: its time, and what a busy machine adds.
  private static final Duration LONGEST = Duration.ofMillis(3_000);

  @TempDir Path folder;

  private RedisProcess server;
  private TcpProxy proxy;
  private RedisSessionCache cache;

  @BeforeEach
  void start() {
    server = RedisProcess.start(folder, "--appendonly", "yes", "--appendfsync", "always");
    proxy = new TcpProxy(server.port());
    cache = connect(proxy.uri());
  }

  @AfterEach
  void stop() {
    cache.close();
    proxy.close();
    server.close();
  }

  @Test
  void aKilledServerShouldLoseNothingAcknowledged() throws InterruptedException {
    try (WriteLoad load = new WriteLoad(cache)) {
      server.kill();
      load.awaitFailures(20);
      server.start();
      load.awaitMore(100);

      load.endAndVerify(LONGEST);
    }
  }

  @Test
  void aPausedServerShouldHoldNobodyLongerThanTheTimeout() throws InterruptedException {
    try (WriteLoad load = new WriteLoad(cache)) {
      server.pause();
      load.awaitFailures(8);
      server.resume();
      load.awaitMore(100);

      load.endAndVerify(LONGEST);
    }
  }

  @Test
  void aConnectionCutAgainAndAgainShouldLoseAndRepeatNothing() throws InterruptedException {
    try (WriteLoad load = new WriteLoad(cache)) {
      for (int i = 0; i < 10; i++) {
        proxy.drop();
        load.awaitMore(20);
      }
      proxy.cut();
      load.awaitFailures(20);
      proxy.restore();
      load.awaitMore(100);

      load.endAndVerify(LONGEST);
    }
  }

  @Test
  void callersShouldFailTogetherWhileNobodyAnswers() {
    server.pause();
    long began = System.nanoTime();

    Parallel.run(
        50,
        n -> {
          assertThatExceptionOfType(BackendUnavailableException.class)
              .isThrownBy(
                  () -> cache.read(SessionKey.of("alice", "s" + n), new EntryRange.Last(1)));
          return n;
        });

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
  }

  @Test
  void aFullQueueShouldBeRefusedAndSaySo() {
    cache.close();
    cache =
        RedisSessionCache.connect(
            new RedisCacheConfig(
                proxy.uri(),
                "mnemo:",
                Optional.empty(),
                // Long enough for all to be waiting at once.
                TIMEOUT.multipliedBy(5),
                0,
                2 * RecordReader.BATCH),
            Clock.systemUTC());
    cache.find(SessionKey.of("alice", "s"));
    server.pause();

    var messages =
        Parallel.run(
            3 * RecordReader.BATCH,
            n -> {
              try {
                cache.find(SessionKey.of("alice", "s" + n));
                return "";
              } catch (BackendUnavailableException e) {
                return e.getMessage();
              }
            });

    assertThat(messages).doesNotContain("").anyMatch(message -> message.contains("2000 commands"));
    server.resume();
    RedisProcess.eventually("an answer", this::answers);
  }

  private boolean answers() {
    try {
      return cache.find(SessionKey.of("alice", "s")).isEmpty();
    } catch (BackendUnavailableException e) {
      return false;
    }
  }

  private static RedisSessionCache connect(URI uri) {
    return RedisSessionCache.connect(
        new RedisCacheConfig(uri, "mnemo:", Optional.empty(), TIMEOUT), Clock.systemUTC());
  }
}
