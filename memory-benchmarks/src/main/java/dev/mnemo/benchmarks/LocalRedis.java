package dev.mnemo.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import redis.embedded.RedisServer;

/** The Redis of {@code MNEMO_TEST_REDIS_URI}, or one that is started for the run. */
record LocalRedis(URI uri, Optional<RedisServer> server) implements AutoCloseable {

  static LocalRedis open() throws IOException {
    String given = System.getenv("MNEMO_TEST_REDIS_URI");
    if (given != null) {
      return new LocalRedis(URI.create(given), Optional.empty());
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
    return new LocalRedis(URI.create("redis://127.0.0.1:" + port), Optional.of(server));
  }

  @Override
  public void close() throws IOException {
    if (server.isPresent()) {
      server.get().stop();
    }
  }
}
