package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.model.ServerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A graph folder of one test; closing it ends whatever still runs there. */
final class ServerFixture implements AutoCloseable {

  static final Path SERVER_LIB = Path.of(System.getProperty("mnemo.server.lib"));

  /** Shared by all tests, and kept for the next run of them. */
  static final Path CACHE = Path.of(System.getProperty("mnemo.server.cache"));

  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private final EmbeddedNeo4jConfig config;
  private final List<ManagedNeo4j> opened = new ArrayList<>();

  ServerFixture(EmbeddedNeo4jConfig config) {
    this.config = config;
  }

  /** Ends with its last client. */
  static EmbeddedNeo4jConfig config(Path folder) {
    return EmbeddedNeo4jConfig.of(folder, SERVER_LIB, JAVA_HOME, Optional.of(CACHE))
        .withIdleTimeout(Duration.ZERO);
  }

  /** As another command would. */
  ManagedNeo4j open() {
    ManagedNeo4j server = new ManagedNeo4j(config, message -> {});
    opened.add(server);
    return server;
  }

  EmbeddedNeo4jConfig config() {
    return config;
  }

  ServerFolder folder() {
    return new ServerFolder(config.folder());
  }

  static ProcessHandle process(ManagedNeo4j server) {
    long pid = server.status().process().map(ServerStatus.Running::pid).orElseThrow();
    return ProcessHandle.of(pid).orElseThrow();
  }

  static void awaitExit(ProcessHandle process) throws Exception {
    process.onExit().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    opened.forEach(ManagedNeo4j::close);
    new ManagedNeo4j(config, message -> {}).stop();
  }
}
