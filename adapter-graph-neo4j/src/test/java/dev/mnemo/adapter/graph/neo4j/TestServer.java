package dev.mnemo.adapter.graph.neo4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * A server for all tests of a run, started when the first one asks for it. {@code
 * MNEMO_TEST_NEO4J_URI}, {@code _USER} and {@code _PASSWORD} name another one to use in place of
 * the newest; what it holds of mnemo is deleted.
 */
enum TestServer {
  NEO4J_5("neo4j-5", Dialect::of),
  NEO4J_2026("neo4j-2026", Dialect::of),
  /** The newest server, taken for one that cannot search inside a dataset. */
  NEO4J_2026_AS_5("neo4j-2026", version -> Dialect.CYPHER_5);

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path SOURCES = Path.of("src", "test", "server").toAbsolutePath();
  private static final String USER = "neo4j";
  private static final String PASSWORD = "only-for-tests";
  private static final Map<String, Running> RUNNING = new ConcurrentHashMap<>();

  private record Running(Neo4jGraphConfig config, Driver driver) {

    static Running start(String name) {
      Neo4jGraphConfig config = configOf(name);
      return new Running(config, Store.driver(config));
    }
  }

  private final String name;
  private final Function<String, Dialect> dialect;

  TestServer(String name, Function<String, Dialect> dialect) {
    this.name = name;
    this.dialect = dialect;
  }

  Neo4jGraphConfig config() {
    return running().config();
  }

  private Running running() {
    return RUNNING.computeIfAbsent(name, Running::start);
  }

  /** A connection of its own, as another process would have. */
  Neo4jConnection connect() {
    return new Neo4jConnection(
        this::config, config -> Store.open(config, Store.driver(config), dialect));
  }

  /** As above, with all that is sent noted. */
  Neo4jConnection connect(Recording recording) {
    return new Neo4jConnection(
        this::config, config -> Store.open(config, recording.of(Store.driver(config)), dialect));
  }

  /** Removes everything of mnemo but the schema. */
  void clear() {
    run(
        """
        MATCH (n:MnemoSchema|MnemoDataset|MnemoGrant|MnemoDocument|MnemoChunk|MnemoSummary
          |MnemoEntity|MnemoFact|MnemoClaim|MnemoJob|MnemoUser|MnemoFeedback|MnemoRating)
        CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS""");
  }

  /** Removes the schema too, but for names and keys, which a database never loses. */
  void clearSchema() {
    clear();
    mnemoNames("SHOW CONSTRAINTS YIELD name").forEach(name -> run("DROP CONSTRAINT " + name));
    mnemoNames("SHOW INDEXES YIELD name").forEach(name -> run("DROP INDEX " + name));
  }

  /** The names with mnemo's prefix that a statement lists. */
  List<String> mnemoNames(String listing) {
    return run(listing).stream()
        .map(row -> row.get("name").asString())
        .filter(name -> name.startsWith("mnemo_"))
        .toList();
  }

  /** Runs a statement past the adapter. */
  List<Record> run(String cypher) {
    try (Session session = session()) {
      return session.run(cypher).list();
    }
  }

  /** A session past the adapter. */
  Session session() {
    return running().driver().session();
  }

  private static Neo4jGraphConfig configOf(String name) {
    String given = System.getenv("MNEMO_TEST_NEO4J_URI");
    if (given != null && name.equals("neo4j-2026")) {
      return Neo4jGraphConfig.of(
          URI.create(given),
          System.getenv("MNEMO_TEST_NEO4J_USER"),
          System.getenv("MNEMO_TEST_NEO4J_PASSWORD"));
    }
    try {
      return Neo4jGraphConfig.of(URI.create("bolt://127.0.0.1:" + start(name)), USER, PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException("the test server %s did not start".formatted(name), e);
    }
  }

  private static int start(String name) throws IOException {
    Path folder = TARGET.resolve(name + "-" + ProcessHandle.current().pid());
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-cp", Files.readString(TARGET.resolve(name + ".classpath")).strip()));
    command.add(SOURCES.resolve("TestServer.java").toString());
    command.add(folder.toString());
    command.add(SOURCES.resolve("neo4j.conf").toString());
    command.add(PASSWORD);
    Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));

    Deque<String> said = new ArrayDeque<>();
    BufferedReader output = server.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("PORT ")) {
        drain(output);
        return Integer.parseInt(line.substring("PORT ".length()));
      }
      said.add(line);
    }
    throw new IOException("it said: " + String.join("\n", said));
  }

  // Reading from a pipe holds the carrier of a virtual thread for as long as the server runs.
  private static void drain(BufferedReader output) {
    Thread.ofPlatform().daemon().start(() -> output.lines().forEach(line -> {}));
  }

  // The server also stops by itself when this process dies, as its standard input then ends.
  private static void stop(Process server, Path folder) {
    try {
      server.getOutputStream().close();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      server.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
