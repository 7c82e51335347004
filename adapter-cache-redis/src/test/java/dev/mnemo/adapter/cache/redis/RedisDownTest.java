package dev.mnemo.adapter.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.SessionKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisDownTest {

  private static final SessionKey KEY = SessionKey.of("alice", "s");

  @Test
  void aServerThatIsNotThereShouldBeNamedWithoutItsPassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (var cache = at("redis://mnemo:secret@127.0.0.1:" + port)) {

      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> cache.read(KEY, new EntryRange.Last(10)))
          .withMessageContaining("127.0.0.1:" + port)
          .withMessageContaining("MNEMO_REDIS_URI")
          .matches(failure -> !failure.getMessage().contains("secret"))
          .matches(BackendUnavailableException::retryable);
    }
  }

  @Test
  void aServerThatNeverAnswersShouldBeGivenUpInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        var cache = at("redis://127.0.0.1:" + silent.getLocalPort())) {

      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> cache.find(KEY));
    }
  }

  @Test
  void aClosedCacheShouldSaySo() {
    var cache = at("redis://127.0.0.1:1");
    cache.close();

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> cache.find(KEY))
        .withMessageContaining("closed");
  }

  @Test
  void theConfigurationShouldRefuseOtherSchemesAndMaskThePassword() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> config("http://user:secret@localhost"))
        .withMessageContaining("redis://")
        .matches(failure -> !failure.getMessage().contains("secret"));
    assertThat(config("redis://user:secret@localhost").toString()).doesNotContain("secret");
  }

  private static RedisSessionCache at(String uri) {
    return RedisSessionCache.connect(config(uri), Clock.systemUTC());
  }

  private static RedisCacheConfig config(String uri) {
    return new RedisCacheConfig(
        URI.create(uri), "mnemo:", Optional.empty(), Duration.ofMillis(300));
  }
}
