package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.FeedbackLedgerContract;

final class FakeFeedbackLedgerTest implements FeedbackLedgerContract {

  private final FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
  private final FakeFeedbackLedger ledger = new FakeFeedbackLedger(graph);

  @Override
  public KnowledgeGraph openRated() {
    return graph;
  }

  @Override
  public FeedbackLedger openFeedback() {
    return ledger;
  }
}
