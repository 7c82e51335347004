package dev.mnemo.testkit.contract;

import dev.mnemo.domain.port.KnowledgeGraph;

/** What an adapter's test provides so that the clauses of the knowledge graph can run. */
public interface KnowledgeGraphFixture {

  /** The name of the embedding model whose vectors the clauses write. */
  String EMBEDDING_MODEL = "contract-model";

  /** The dimension of those vectors. */
  int DIMENSION = 16;

  /**
   * Opens the storage of the running test. It is empty at a test's first call; each further call of
   * the same test opens the same storage once more, as another process would, and the graphs opened
   * before stay usable. Close what was opened after each test.
   */
  KnowledgeGraph open();
}
