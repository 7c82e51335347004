package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.JobStore;
import dev.mnemo.testkit.contract.JobStoreContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j2026JobStoreTest implements JobStoreContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_2026);

  @Override
  public JobStore openJobs() {
    return new Neo4jJobStore(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
