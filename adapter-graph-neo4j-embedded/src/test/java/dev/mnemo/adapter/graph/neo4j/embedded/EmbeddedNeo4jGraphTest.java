package dev.mnemo.adapter.graph.neo4j.embedded;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.mnemo.adapter.graph.neo4j.Neo4jGraphModule;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.DatasetCatalogContract;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** The graph as an application wires it: the local server, and the adapter that talks to it. */
final class EmbeddedNeo4jGraphTest implements KnowledgeGraphContract, DatasetCatalogContract {

  @TempDir static Path folder;

  private static ServerFixture fixture;
  private static ManagedNeo4j server;

  private final List<Injector> opened = new ArrayList<>();

  @BeforeAll
  static void keepTheServerForAllClauses() {
    fixture = new ServerFixture(ServerFixture.config(folder.resolve("graph")));
    server = fixture.open();
    server.start();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Override
  public KnowledgeGraph open() {
    return inject().getInstance(KnowledgeGraph.class);
  }

  @Override
  public DatasetCatalog openCatalog() {
    return inject().getInstance(DatasetCatalog.class);
  }

  @AfterEach
  void close() throws Exception {
    for (Injector injector : opened) {
      for (AutoCloseable part :
          injector.getInstance(Key.get(new TypeLiteral<Set<AutoCloseable>>() {}))) {
        part.close();
      }
    }
  }

  private Injector inject() {
    if (opened.isEmpty()) {
      clear();
    }
    Injector injector =
        Guice.createInjector(
            new EmbeddedNeo4jModule(fixture.config(), message -> {}), new Neo4jGraphModule());
    opened.add(injector);
    return injector;
  }

  private static void clear() {
    try (Driver driver = ClientProcess.connect(server.start());
        Session session = driver.session()) {
      session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume();
    }
  }
}
