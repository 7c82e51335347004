package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.testkit.contract.SessionClaimsContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j2026SessionClaimsTest implements SessionClaimsContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_2026);

  @Override
  public SessionClaims openClaims() {
    return new Neo4jSessionClaims(connections.open());
  }

  @Override
  public KnowledgeGraph openGuarded() {
    return new Neo4jKnowledgeGraph(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
