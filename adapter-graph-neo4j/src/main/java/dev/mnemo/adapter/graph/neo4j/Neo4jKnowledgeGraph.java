package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.*;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.*;

final class Neo4jKnowledgeGraph implements KnowledgeGraph {
  private final Neo4jConnection connection;
  Neo4jKnowledgeGraph(Neo4jConnection connection) { this.connection = connection; }
  private UnsupportedOperationException todo() { return new UnsupportedOperationException(connection.toString()); }
  @Override public WriteReport write(GraphBatch batch) { throw todo(); }
  @Override public Map<EntryKey, ContentHash> persisted(DatasetId dataset, Set<EntryKey> entries) { throw todo(); }
  @Override public List<Candidate> retrieve(RetrievalQuery query) { throw todo(); }
  @Override public List<Evidence.OfFact> factsAbout(Set<DatasetId> datasets, Set<NodeId> entities, int limit) { throw todo(); }
  @Override public GraphCounts count(DatasetId dataset) { throw todo(); }
  @Override public GraphCounts forget(DatasetId dataset, Set<NodeId> documents) { throw todo(); }
  @Override public GraphCounts forgetAll(DatasetId dataset) { throw todo(); }
}
