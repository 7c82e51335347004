package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server of a test's own: {@code redis-server} from the PATH, else the one that a library
 * brings. It can be stopped, paused and started again on the same port and files.
 */
final class RedisProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 10;
  // A Cluster's nodes talk to each other on the port above by this.
  private static final int BUS = 10_000;

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Optional<Process> process = Optional.empty();

  private RedisProcess(Path folder, int port, List<String> options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
  }

  /** Starts a server on a free port, its files in the folder. */
  static RedisProcess start(Path folder, String... options) {
    return start(folder, Optional.empty(), options);
  }

  /** Starts a Sentinel with the configuration. */
  static RedisProcess startSentinel(Path folder, String configuration) {
    return start(folder, Optional.of(configuration));
  }

  private static RedisProcess start(Path folder, Optional<String> sentinel, String... options) {
    for (int attempt = 1; ; attempt++) {
      // Another process may take the port between finding it free and starting: then another one.
      RedisProcess one = new RedisProcess(folder, freePort(), List.of(options));
      try {
        Files.createDirectories(folder);
        if (sentinel.isPresent()) {
          Files.writeString(folder.resolve("sentinel.conf"), sentinel.get());
        }
        one.start();
        return one;
      } catch (IOException | IllegalStateException e) {
        one.close();
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("no Redis could be started", e);
        }
      }
    }
  }

  int port() {
    return port;
  }

  RedisURI address() {
    return RedisURI.create("127.0.0.1", port);
  }

  /** Starts it, again too, and waits until it answers. */
  void start() {
    List<String> command = new ArrayList<>();
    command.add(executable());
    if (Files.exists(folder.resolve("sentinel.conf"))) {
      command.addAll(List.of(folder.resolve("sentinel.conf").toString(), "--sentinel"));
    }
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
    if (!Files.exists(folder.resolve("sentinel.conf"))) {
      command.addAll(List.of("--dir", folder.toString()));
    }
    command.addAll(options);
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Should a test end without closing it, no server outlives the tests.
    process.ifPresent(
        one -> Runtime.getRuntime().addShutdownHook(new Thread(one::destroyForcibly)));
    awaitAnswer();
  }

  /** Ends it without a chance to write anything more. */
  void kill() {
    process.ifPresent(
        one -> {
          one.destroyForcibly();
          one.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        });
    process = Optional.empty();
  }

  /** Stops it from running, its connections staying open. */
  void pause() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  @Override
  public void close() {
    // A paused process does not die of a signal that asks.
    kill();
  }

  private void signal(String signal) {
    try {
      long pid = process.orElseThrow().pid();
      Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill " + signal + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitAnswer() {
    try (RedisClient client = RedisClient.create()) {
      eventually(
          "an answer of Redis",
          () -> {
            if (!process.map(Process::isAlive).orElse(false)) {
              throw new IllegalStateException("Redis ended at once, see " + log());
            }
            try (StatefulRedisConnection<String, String> connection = client.connect(address())) {
              connection.sync().ping();
              return true;
            } catch (RedisException e) {
              return false;
            }
          });
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Waits until a condition holds; fails after half a minute. */
  static void eventually(String what, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      try (ServerSocket socket = new ServerSocket(0)) {
        int port = socket.getLocalPort();
        int lower = port + BUS > 65_535 ? port - BUS : port;
        try (ServerSocket first = lower == port ? new ServerSocket(0) : new ServerSocket(lower);
            ServerSocket bus = lower == port ? new ServerSocket(port + BUS) : new ServerSocket(0)) {
          if (first.isBound() && bus.isBound()) {
            return lower;
          }
        }
      } catch (IOException e) {
        // Taken; try the next one.
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static String executable() {
    Optional<String> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "redis-server"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    return found.orElseGet(() -> Bundled.SERVER.toString());
  }

  /** The library's server, unpacked once. */
  private static final class Bundled {
    static final Path SERVER = unpack();

    private static Path unpack() {
      try {
        return ExecutableProvider.newJarResourceProvider().get().toPath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
