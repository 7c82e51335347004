package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.FeedbackLedgerContract;
import org.junit.jupiter.api.AfterEach;

final class Neo4j5FeedbackLedgerTest implements FeedbackLedgerContract {

  private final OpenConnections connections = new OpenConnections(TestServer.NEO4J_5);

  @Override
  public FeedbackLedger openFeedback() {
    return new Neo4jFeedbackLedger(connections.open());
  }

  @Override
  public KnowledgeGraph openRated() {
    return new Neo4jKnowledgeGraph(connections.open());
  }

  @AfterEach
  void close() {
    connections.close();
  }
}
