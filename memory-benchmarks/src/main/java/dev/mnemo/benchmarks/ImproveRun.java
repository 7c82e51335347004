package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.application.MemorySettings;
import dev.mnemo.application.SharedStores;
import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.application.service.UseCaseFactory;
import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * Sessions brought into the graph: entries per second, beside a bare write of the same nodes and
 * relationships; a run that finds nothing new; and a session that is persisted after every turn.
 * All on the embedded defaults.
 */
final class ImproveRun {

  private static final String[] NAMES = {"Alice", "Bob", "Carol", "David", "Emma", "Frank"};
  private static final String[] CITIES = {"Paris", "Lima", "Oslo", "Rome", "Kyoto", "Quito"};
  private static final int BATCH = 1_000;

  private final int entries;
  private final int persisted;
  private final int turns;
  private final Duration modelTime;

  /**
   * @param entries how many are persisted to see how fast that goes
   * @param persisted how many are there for the run that finds nothing new
   * @param turns how often a session is persisted, each time after another turn
   * @param modelTime how long the fake model takes for one extraction
   */
  ImproveRun(int entries, int persisted, int turns, Duration modelTime) {
    this.entries = entries;
    this.persisted = persisted;
    this.turns = turns;
    this.modelTime = modelTime;
  }

  /** What can be measured apart. */
  enum Part {
    THROUGHPUT,
    NOTHING_NEW,
    GROWTH;

    /**
     * The part of a name such as {@code nothing-new}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Part named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Measures some parts, each on the same graph. */
  void run(Set<Part> parts) throws IOException {
    Path folder = Files.createTempDirectory("mnemo-benchmark");
    try (Mnemo mnemo = Mnemo.open(folder)) {
      Adapters plain = mnemo.adapters();
      var address = mnemo.localServer().orElseThrow().start();
      if (parts.contains(Part.THROUGHPUT)) {
        try (Driver driver =
            GraphDatabase.driver(
                address.uri(), AuthTokens.basic(address.user(), address.password()))) {
          throughput("warming up", plain, driver, Math.min(entries, 50));
          throughput("offline", plain, driver, entries);
          throughput(
              "model of %d ms".formatted(modelTime.toMillis()), waiting(plain), driver, entries);
        }
      }
      if (parts.contains(Part.NOTHING_NEW)) {
        nothingNew(bare(plain));
      }
      if (parts.contains(Part.GROWTH)) {
        growth("without extraction", bare(plain));
        growth("offline", plain);
      }
      mnemo.localServer().orElseThrow().stop();
    } finally {
      Folders.delete(folder);
    }
  }

  private void throughput(String name, Adapters adapters, Driver driver, int number) {
    UserScope user = UserScope.of(new UserId(name));
    UseCases useCases = UseCaseFactory.create(adapters, MemorySettings.DEFAULT);
    remember(useCases, user);
    for (int i = 0; i < number; i++) {
      tell(useCases, user, new SessionId("session " + i % 10), i);
    }
    long start = System.nanoTime();
    improve(useCases, user, new SessionSelection.All());
    double seconds = (System.nanoTime() - start) / 1e9;
    double bare = bareWrite(driver, user) / 1e9;
    Output.line(
        "%-16s %d entries in %.2f s, %.1f a second; a bare batched write of the same: %.2f s, %.1fx",
        name, number, seconds, number / seconds, bare, seconds / bare);
  }

  /**
   * Writes the same nodes and relationships again, in batches and with nothing to look up first.
   */
  private static long bareWrite(Driver driver, UserScope user) {
    Map<String, Object> dataset =
        Map.of("dataset", DatasetId.of(user.user(), DatasetName.DEFAULT).value());
    try (Session session = driver.session()) {
      List<Object> nodes =
          session
              .run(
                  "MATCH (n) WHERE n.dataset = $dataset AND n.id IS NOT NULL"
                      + " RETURN {id: elementId(n), properties: properties(n)} AS row",
                  dataset)
              .list(row -> row.get("row").asObject());
      List<Object> relationships =
          session
              .run(
                  "MATCH (a)-[r]->(b) WHERE a.dataset = $dataset AND a.id IS NOT NULL"
                      + " RETURN {a: elementId(a), b: elementId(b), properties: properties(r)}"
                      + " AS row",
                  dataset)
              .list(row -> row.get("row").asObject());
      session.run("CREATE INDEX bare IF NOT EXISTS FOR (n:Bare) ON (n.key)").consume();
      session.run("CALL db.awaitIndexes()").consume();
      long start = System.nanoTime();
      write(
          session,
          nodes,
          "UNWIND $rows AS row CREATE (n:Bare {key: row.id}) SET n += row.properties");
      write(
          session,
          relationships,
          "UNWIND $rows AS row MATCH (a:Bare {key: row.a}) MATCH (b:Bare {key: row.b})"
              + " CREATE (a)-[r:BARE]->(b) SET r = row.properties");
      long nanos = System.nanoTime() - start;
      session.run("MATCH (n:Bare) DETACH DELETE n").consume();
      return nanos;
    }
  }

  private static void write(Session session, List<Object> rows, String statement) {
    for (int i = 0; i < rows.size(); i += BATCH) {
      Map<String, Object> batch = Map.of("rows", rows.subList(i, Math.min(rows.size(), i + BATCH)));
      session.executeWriteWithoutResult(tx -> tx.run(statement, batch).consume());
    }
  }

  private void nothingNew(Adapters adapters) {
    UserScope user = UserScope.of(new UserId("nothing new"));
    UseCases useCases = UseCaseFactory.create(adapters, MemorySettings.DEFAULT);
    remember(useCases, user);
    int sessions = Math.max(1, persisted / 100);
    for (int i = 0; i < persisted; i++) {
      tell(useCases, user, new SessionId("session " + i % sessions), i);
    }
    improve(useCases, user, new SessionSelection.All());
    Calls calls = new Calls();
    UseCases counted = UseCaseFactory.create(calls.counting(adapters), MemorySettings.DEFAULT);
    long[] nanos = new long[5];
    for (int i = 0; i < nanos.length; i++) {
      calls.clear();
      long start = System.nanoTime();
      improve(counted, user, new SessionSelection.All());
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    Output.line(
        "nothing new      %d entries of %d sessions: %.0f ms, the median of %d runs; calls: %s",
        persisted, sessions, nanos[nanos.length / 2] / 1e6, nanos.length, calls);
  }

  private void growth(String name, Adapters adapters) {
    UserScope user = UserScope.of(new UserId("growth " + name));
    Calls calls = new Calls();
    UseCases useCases = UseCaseFactory.create(calls.counting(adapters), MemorySettings.DEFAULT);
    remember(useCases, user);
    // The first turns of all would pay for a process that has just begun.
    grow(useCases, user, new SessionId("warming up"), 0, turns / 5);
    int part = Math.max(1, turns / 10);
    double[] millis = new double[10];
    for (int i = 0; i < millis.length; i++) {
      calls.clear();
      long nanos = grow(useCases, user, new SessionId("growing"), i * part, (i + 1) * part);
      millis[i] = nanos / 1e6 / part;
      Output.line(
          "growth, %s: turns %d to %d: %.1f ms each; %s",
          name, i * part + 1, (i + 1) * part, millis[i], calls.times(part));
    }
    Output.line("growth, %s: last by first: %.2f", name, millis[9] / millis[0]);
  }

  /** Persists a session after each of some turns; how many nanoseconds that takes. */
  private static long grow(UseCases useCases, UserScope user, SessionId session, int from, int to) {
    long nanos = 0;
    for (int i = from; i < to; i++) {
      tell(useCases, user, session, i);
      long start = System.nanoTime();
      improve(useCases, user, SessionSelection.of(session));
      nanos += System.nanoTime() - start;
    }
    return nanos;
  }

  private static void remember(UseCases useCases, UserScope user) {
    useCases
        .remember()
        .remember(
            user,
            DatasetRef.DEFAULT,
            new NewText("note", "Bob lives in New York.", Optional.empty()),
            Progress.NONE);
  }

  private static void tell(UseCases useCases, UserScope user, SessionId session, int number) {
    String said =
        "%s Adler%d lives in %s since %d."
            .formatted(
                NAMES[number % NAMES.length],
                number,
                CITIES[number % CITIES.length],
                1990 + number % 30);
    useCases.recordTurn().record(user, session, NewTurn.of(said, "Noted."), IfEnded.REJECT);
  }

  private static void improve(UseCases useCases, UserScope user, SessionSelection sessions) {
    Improved improved =
        useCases
            .improve()
            .improve(user, new PersistRequest(sessions, DatasetRef.DEFAULT), Progress.NONE);
    if (!improved.complete()) {
      throw new IllegalStateException("some entries were not persisted: " + improved);
    }
  }

  /** With the rules behind a model's waiting time. */
  private Adapters waiting(Adapters plain) {
    KnowledgeExtractor slow =
        passage -> {
          try {
            Thread.sleep(modelTime);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return plain.extractor().extract(passage);
        };
    return with(plain, plain.graph(), slow, plain.embedder(), plain.shared());
  }

  /** Without extraction and vectors, for a graph that is there soon. */
  private static Adapters bare(Adapters plain) {
    KnowledgeExtractor nothing =
        passage -> new Extraction(List.of(), List.of(), "", "none", Usage.NONE);
    return with(plain, plain.graph(), nothing, Optional.empty(), plain.shared());
  }

  static Adapters with(
      Adapters plain,
      KnowledgeGraph graph,
      KnowledgeExtractor extractor,
      Optional<Embedder> embedder,
      Optional<SharedStores> shared) {
    return new Adapters(
        plain.sessions(),
        plain.ledger(),
        graph,
        plain.datasets(),
        plain.model(),
        extractor,
        plain.rewriter(),
        embedder,
        plain.reranker(),
        plain.embeddingIndex(),
        shared,
        plain.clock(),
        plain.random());
  }
}
