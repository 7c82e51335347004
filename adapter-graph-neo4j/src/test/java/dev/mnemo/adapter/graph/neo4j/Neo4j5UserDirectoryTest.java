package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.UserDirectory;
import dev.mnemo.testkit.contract.UserDirectoryContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j5UserDirectoryTest implements UserDirectoryContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_5);

  @Override
  public UserDirectory openDirectory() {
    return new Neo4jUserDirectory(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
