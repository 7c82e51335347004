package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.EmbeddingIndexContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j2026EmbeddingIndexTest implements EmbeddingIndexContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_2026);

  @Override
  public KnowledgeGraph openGraph() {
    return new Neo4jKnowledgeGraph(connections.open());
  }

  @Override
  public EmbeddingIndex openIndex() {
    return new Neo4jEmbeddingIndex(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
