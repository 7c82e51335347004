package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.testkit.contract.SessionClaimsContract;

final class FakeSessionClaimsTest implements SessionClaimsContract {

  private final FakeKnowledgeGraph graph = new FakeKnowledgeGraph();

  @Override
  public SessionClaims openClaims() {
    return graph.claims();
  }

  @Override
  public KnowledgeGraph openGuarded() {
    return graph;
  }
}
