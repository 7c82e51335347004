package dev.mnemo.testkit.fake;

import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.DatasetCatalogContract;
import dev.mnemo.testkit.contract.EmbeddingIndexContract;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;

final class FakeKnowledgeGraphTest
    implements KnowledgeGraphContract, EmbeddingIndexContract, DatasetCatalogContract {

  private final FakeKnowledgeGraph graph = new FakeKnowledgeGraph();
  private final FakeDatasetCatalog catalog = new FakeDatasetCatalog();

  @Override
  public KnowledgeGraph open() {
    return graph;
  }

  @Override
  public KnowledgeGraph openGraph() {
    return graph;
  }

  @Override
  public EmbeddingIndex openIndex() {
    return graph;
  }

  @Override
  public DatasetCatalog openCatalog() {
    return catalog;
  }
}
