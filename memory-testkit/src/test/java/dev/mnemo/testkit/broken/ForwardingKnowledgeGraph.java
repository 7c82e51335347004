package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
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
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands everything on to a healthy graph and knows what was written; a fault overrides the rest.
 */
class ForwardingKnowledgeGraph implements KnowledgeGraph {

  final KnowledgeGraph healthy;
  final Set<DatasetId> written = ConcurrentHashMap.newKeySet();

  ForwardingKnowledgeGraph(KnowledgeGraph healthy) {
    this.healthy = healthy;
  }

  @Override
  public WriteReport write(GraphBatch batch) {
    written.add(batch.dataset());
    return healthy.write(batch);
  }

  @Override
  public Optional<DocumentParts> parts(DatasetId dataset, NodeId document, ContentHash content) {
    return healthy.parts(dataset, document, content);
  }

  @Override
  public Map<EntryKey, ContentHash> persisted(DatasetId dataset, Set<EntryKey> entries) {
    return healthy.persisted(dataset, entries);
  }

  @Override
  public List<Candidate> retrieve(RetrievalQuery query) {
    return healthy.retrieve(query);
  }

  @Override
  public Set<String> speakers(GraphView view, String text) {
    return healthy.speakers(view, text);
  }

  @Override
  public List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
    return healthy.describe(view, chosen);
  }

  @Override
  public List<Evidence.OfFact> factsAbout(GraphView view, Set<NodeId> entities, int limit) {
    return healthy.factsAbout(view, entities, limit);
  }

  @Override
  public GraphCounts count(DatasetId dataset) {
    return healthy.count(dataset);
  }

  @Override
  public GraphCounts forget(DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
    return healthy.forget(dataset, documents, mode);
  }

  @Override
  public GraphCounts forgetAll(DatasetId dataset, ForgetMode mode) {
    return healthy.forgetAll(dataset, mode);
  }

  @Override
  public Map<FactId, Set<NodeId>> statements(DatasetId dataset, Set<FactId> facts) {
    return healthy.statements(dataset, facts);
  }

  @Override
  public List<DocumentContent> documents(DocumentQuery query) {
    return healthy.documents(query);
  }

  @Override
  public Map<DatasetId, GraphCounts> forgetEntries(
      SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
    return healthy.forgetEntries(session, entry, mode);
  }

  @Override
  public Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode) {
    return healthy.forgetEntries(user, mode);
  }

  static Set<NodeId> documentsOf(GraphBatch batch) {
    Set<NodeId> ids = ConcurrentHashMap.newKeySet();
    batch.documents().stream().map(Document::id).forEach(ids::add);
    return ids;
  }
}
