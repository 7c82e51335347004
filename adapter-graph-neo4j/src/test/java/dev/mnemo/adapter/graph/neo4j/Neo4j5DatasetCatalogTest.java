package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.testkit.contract.DatasetCatalogContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j5DatasetCatalogTest implements DatasetCatalogContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_5);

  @Override
  public DatasetCatalog openCatalog() {
    return new Neo4jDatasetCatalog(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
