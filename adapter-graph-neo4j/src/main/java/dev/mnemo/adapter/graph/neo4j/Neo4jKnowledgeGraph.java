package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The knowledge graph as nodes and relationships of a Neo4j database. */
final class Neo4jKnowledgeGraph implements KnowledgeGraph {

  private final Neo4jConnection connection;

  Neo4jKnowledgeGraph(Neo4jConnection connection) {
    this.connection = connection;
  }

  @Override
  public WriteReport write(GraphBatch batch) {
    return connection.use(store -> new GraphWriter(store).write(batch));
  }

  @Override
  public Optional<DocumentParts> parts(DatasetId dataset, NodeId document, ContentHash content) {
    return connection.use(store -> new GraphReader(store).parts(dataset, document, content));
  }

  @Override
  public Map<EntryKey, ContentHash> persisted(DatasetId dataset, Set<EntryKey> entries) {
    return connection.use(store -> new GraphReader(store).persisted(dataset, entries));
  }

  @Override
  public List<Candidate> retrieve(RetrievalQuery query) {
    return connection.use(store -> new CandidateSearch(store, query).find());
  }

  @Override
  public Set<String> speakers(GraphView view, String text) {
    return connection.use(store -> new GraphReader(store).speakers(view, text));
  }

  @Override
  public List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
    return connection.use(store -> new GraphReader(store).describe(view, chosen));
  }

  @Override
  public List<Evidence.OfFact> factsAbout(GraphView view, Set<NodeId> entities, int limit) {
    return connection.use(store -> new GraphReader(store).factsAbout(view, entities, limit));
  }

  @Override
  public GraphCounts count(DatasetId dataset) {
    return connection.use(store -> new GraphReader(store).count(dataset));
  }

  @Override
  public Map<FactId, Set<NodeId>> statements(DatasetId dataset, Set<FactId> facts) {
    return connection.use(store -> new DocumentReader(store).statements(dataset, facts));
  }

  @Override
  public List<DocumentContent> documents(DocumentQuery query) {
    return connection.use(store -> new DocumentReader(store).documents(query));
  }

  @Override
  public GraphCounts forget(DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
    return connection.use(store -> new GraphForgetter(store).forget(dataset, documents, mode));
  }

  @Override
  public Map<DatasetId, GraphCounts> forgetEntries(
      SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
    return connection.use(store -> new GraphForgetter(store).forgetEntries(session, entry, mode));
  }

  @Override
  public Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode) {
    return connection.use(store -> new GraphForgetter(store).forgetEntries(user, mode));
  }

  @Override
  public GraphCounts forgetAll(DatasetId dataset, ForgetMode mode) {
    return connection.use(store -> new GraphForgetter(store).forgetAll(dataset, mode));
  }
}
