package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j2026KnowledgeGraphTest implements KnowledgeGraphContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_2026);

  @Override
  public KnowledgeGraph open() {
    return new Neo4jKnowledgeGraph(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
