package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * Tells what documents there are, what each of them says, and which of their chunks state a fact.
 */
final class DocumentReader {

  private final Store store;

  DocumentReader(Store store) {
    this.store = store;
  }

  Map<FactId, Set<NodeId>> statements(DatasetId dataset, Set<FactId> facts) {
    if (facts.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> parameters =
        Map.of(
            "dataset",
            dataset.value(),
            "facts",
            facts.stream().map(FactId::value).sorted().toList());
    Map<FactId, Set<NodeId>> found = new HashMap<>();
    for (Record row : store.read(ReadCypher.STATEMENTS, parameters)) {
      found.put(
          new FactId(row.get("id").asString()),
          new HashSet<>(row.get("chunks").asList(chunk -> new NodeId(chunk.asString()))));
    }
    return Map.copyOf(found);
  }

  List<DocumentContent> documents(DocumentQuery query) {
    Optional<Document> after = query.after();
    Map<String, Object> parameters =
        Map.of(
            "dataset", query.dataset().value(),
            "reader", query.reader().value(),
            "nodeSet", query.nodeSet().map(NodeSet::name).map(Values::value).orElse(Values.NULL),
            "time", after.map(last -> Values.value(Times.of(last.time()))).orElse(Values.NULL),
            "id", after.map(last -> last.id().value()).orElse(""),
            "limit", query.limit(),
            "most", DocumentContent.MOST);
    return store.read(ReadCypher.DOCUMENTS, parameters).stream()
        .map(DocumentReader::content)
        .toList();
  }

  private static DocumentContent content(Record row) {
    return new DocumentContent(
        Documents.document(row.get("document")),
        row.get("texts").asList(Value::asString),
        row.get("entities").asList(EvidenceRows::entity),
        row.get("statements").asList(Value::asString));
  }
}
