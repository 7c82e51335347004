package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ServerAddress;
import dev.mnemo.domain.model.ServerStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * A command that uses the server until its standard input ends, in a process of its own. It writes
 * batches of nodes all the while, and says which of them were acknowledged.
 */
final class ClientProcess implements AutoCloseable {

  /** Nodes that are written in one transaction. */
  static final int BATCH = 10;

  private static final String WRITTEN = "written ";

  private final Process process;
  private final BufferedReader output;
  private final Set<String> acknowledged = new HashSet<>();

  private ClientProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param name begins the names of its batches
   */
  static ClientProcess start(EmbeddedNeo4jConfig config, String name) throws IOException {
    List<String> command =
        List.of(
            config.javaHome().resolve("bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ClientProcess.class.getName(),
            config.folder().toString(),
            config.serverLib().toString(),
            config.cacheFolder().map(Path::toString).orElse(""),
            config.idleTimeout().toString(),
            name);
    return new ClientProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits until it has the server, and tells the address of that; null where it failed. */
  String serverOnceReady() throws IOException {
    return output.readLine();
  }

  /** Waits until the server acknowledged so many batches; fails where it will not. */
  void awaitWrites(int batches) throws IOException {
    while (acknowledged.size() < batches) {
      assertThat(output.readLine()).startsWith(WRITTEN).satisfies(this::acknowledge);
    }
  }

  /** The batches that the server acknowledged to it; waits until it ended. */
  Set<String> acknowledged() {
    output.lines().filter(line -> line.startsWith(WRITTEN)).forEach(this::acknowledge);
    return acknowledged;
  }

  private void acknowledge(String line) {
    acknowledged.add(line.substring(WRITTEN.length()));
  }

  /** The server's process, where this one started it. */
  Optional<ProcessHandle> startedServer() {
    return process.children().findFirst();
  }

  /** Lets it run on for a while. */
  void runFor(Duration time) throws InterruptedException {
    process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    // By its handle, which does not close the output that is still to be read.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Lets it end in order. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  public static void main(String[] args) throws IOException {
    EmbeddedNeo4jConfig config =
        EmbeddedNeo4jConfig.of(
                Path.of(args[0]),
                Path.of(args[1]),
                Path.of(System.getProperty("java.home")),
                args[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(args[2])))
            .withIdleTimeout(Duration.parse(args[3]));
    try (ManagedNeo4j server = new ManagedNeo4j(config, message -> {})) {
      ServerAddress address = server.start();
      long pid = server.status().process().map(ServerStatus.Running::pid).orElse(0L);
      System.out.println(address.uri() + " " + pid);
      Thread.ofVirtual().start(() -> write(address, args[4]));
      int end = System.in.read();
      assert end < 0;
    }
  }

  static Driver connect(ServerAddress address) {
    return GraphDatabase.driver(
        address.uri(),
        AuthTokens.basic(address.user(), address.password()),
        Config.builder().withLogging(Logging.none()).build());
  }

  private static void write(ServerAddress address, String name) {
    try (Driver driver = connect(address);
        Session session = driver.session()) {
      for (long number = 0; ; number++) {
        String batch = name + "-" + number;
        session
            .run(
                "UNWIND range(1, " + BATCH + ") AS n CREATE (:Written {batch: $batch, number: n})",
                Map.of("batch", batch))
            .consume();
        System.out.println(WRITTEN + batch);
      }
    } catch (Neo4jException killed) {
      System.out.println("no more");
    }
  }
}
