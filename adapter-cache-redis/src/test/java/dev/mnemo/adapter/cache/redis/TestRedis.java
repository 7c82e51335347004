package dev.mnemo.adapter.cache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/** A real Redis for a test class: the one of {@code MNEMO_TEST_REDIS_URI}, or one it starts. */
final class TestRedis implements BeforeAllCallback, AfterAllCallback {

  private static final int ATTEMPTS = 5;

  private Optional<RedisServer> server = Optional.empty();
  private Optional<URI> uri = Optional.empty();

  URI uri() {
    return uri.orElseThrow();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    uri = Optional.ofNullable(System.getenv("MNEMO_TEST_REDIS_URI")).map(URI::create);
    // Another process may take the port between finding it free and starting: try another one then.
    for (int attempt = 1; uri.isEmpty(); attempt++) {
      try {
        int port = freePort();
        RedisServer started =
            RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        started.start();
        server = Optional.of(started);
        uri = Optional.of(URI.create("redis://127.0.0.1:" + port));
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException("no Redis could be started", e);
        }
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (server.isPresent()) {
      server.get().stop();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
