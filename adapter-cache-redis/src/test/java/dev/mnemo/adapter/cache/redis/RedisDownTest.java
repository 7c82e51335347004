package dev.mnemo.adapter.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.testkit.Parallel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    for (String wrong :
        List.of(
            "http://user:secret@localhost",
            "redis-sentinel://user:secret@localhost",
            "redis-cluster://user:secret@",
            "user:secret@localhost")) {
      assertThatExceptionOfType(InvalidInputException.class)
          .as(wrong)
          .isThrownBy(() -> config(wrong))
          .withMessageContaining("redis://")
          .matches(failure -> !failure.getMessage().contains("secret"));
    }
    for (String uri :
        List.of(
            "redis://user:secret@localhost",
            "redis://:secret@localhost:1/3?timeout=1s",
            "rediss://user:se%2Fcret@localhost?verifyPeer=CA",
            "redis-sentinel://user:secret@one:26379,two:26379/0#primary",
            "rediss-cluster://user:secret@one:1,two:2,three",
            "redis://localhost?password=secret")) {
      assertThat(config(uri).toString())
          .doesNotContain("secret")
          .doesNotContain("cret")
          .contains("***");
    }
  }

  @Test
  void aUriShouldNameEveryServer() {
    RedisServers cluster = RedisServers.of(URI.create("rediss-cluster://me:pw@one:1,two:2,three"));
    RedisServers sentinel =
        RedisServers.of(URI.create("redis-sentinel://me:pw@one:1,two:2/5#primary"));

    assertThat(cluster.cluster()).isTrue();
    assertThat(cluster.uris())
        .extracting(uri -> uri.getHost() + ":" + uri.getPort())
        .containsExactly("one:1", "two:2", "three:6379");
    assertThat(cluster.uris()).allMatch(uri -> uri.isSsl());
    assertThat(sentinel.cluster()).isFalse();
    assertThat(sentinel.uris())
        .singleElement()
        .matches(uri -> "primary".equals(uri.getSentinelMasterId()) && uri.getDatabase() == 5)
        .matches(uri -> uri.getSentinels().size() == 2);
  }

  @Test
  void aRefusedPasswordShouldNotBeShown(@TempDir Path folder) {
    RedisProcess server = RedisProcess.start(folder);
    try (var admin = RawRedis.of(server.address())) {
      admin.commands().configSet("requirepass", "right");
      try (var wrong = at("redis://:hunter2@127.0.0.1:" + server.port());
          var right = at("redis://:right@127.0.0.1:" + server.port())) {

        assertThatExceptionOfType(BackendUnavailableException.class)
            .isThrownBy(() -> wrong.find(KEY))
            .matches(failure -> !stackTrace(failure).contains("hunter2"));
        assertThat(right.find(KEY)).isEmpty();
      }
    } finally {
      server.close();
    }
  }

  @Test
  void callersShouldShareAnAttemptToConnect() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        var cache = at("redis://127.0.0.1:" + silent.getLocalPort())) {
      long began = System.nanoTime();

      Parallel.run(
          40,
          n -> {
            assertThatExceptionOfType(BackendUnavailableException.class)
                .isThrownBy(() -> cache.find(KEY));
            return n;
          });

      // One after the other they would take 12 seconds.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static RedisSessionCache at(String uri) {
    return RedisSessionCache.connect(config(uri), Clock.systemUTC());
  }

  private static RedisCacheConfig config(String uri) {
    return new RedisCacheConfig(
        URI.create(uri), "mnemo:", Optional.empty(), Duration.ofMillis(300));
  }
}
