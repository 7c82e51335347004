package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.WriteReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.summary.SummaryCounters;

/** Writes documents with all that hangs on them. */
final class GraphWriter {

  private final Store store;

  GraphWriter(Store store) {
    this.store = store;
  }

  WriteReport write(GraphBatch batch) {
    if (batch.documents().isEmpty()) {
      return new WriteReport(0, 0, 0, 0, 0);
    }
    Optional<EmbeddingSpace> space = StoredSpace.common(embeddings(batch));
    space.ifPresent(new VectorIndexes(store)::prepareFor);
    return store.write(tx -> write(batch, space, tx));
  }

  private static List<Embedding> embeddings(GraphBatch batch) {
    return Stream.of(
            batch.chunks().stream().map(Chunk::embedding),
            batch.facts().stream().map(Fact::embedding),
            batch.summaries().stream().map(Summary::embedding))
        .flatMap(some -> some)
        .flatMap(Optional::stream)
        .toList();
  }

  private WriteReport write(GraphBatch batch, Optional<EmbeddingSpace> space, Transaction tx) {
    batch.under().ifPresent(claim -> Neo4jSessionClaims.require(claim, tx));
    Map<String, String> contents = new HashMap<>();
    for (Document document : batch.documents()) {
      contents.putIfAbsent(document.id().value(), document.content().value());
    }
    List<String> replaced = new ArrayList<>();
    Set<String> made = new HashSet<>();
    Set<String> present = new HashSet<>();
    List<Record> locked = lock(batch.dataset(), contents.keySet(), tx);
    VectorSlot slot = slot(space, StoredSpace.inUse(locked.getFirst()));
    for (Record before : locked) {
      String id = before.get("id").asString();
      Value content = before.get("content");
      if (content.isNull()) {
        made.add(id);
      } else if (content.asString().equals(contents.get(id))) {
        present.add(id);
      } else {
        made.add(id);
        replaced.add(id);
      }
    }

    Set<String> lines = new TreeSet<>();
    if (!replaced.isEmpty()) {
      Map<String, Object> documents = GraphForgetter.documents(batch.dataset(), replaced);
      tx.run(ForgetCypher.UNSAY, documents);
      Record taken = tx.run(ForgetCypher.EMPTY_DOCUMENTS, documents).getFirst();
      lines.addAll(taken.get("lines").asList(Value::asString));
    }
    BatchPart part = BatchPart.of(batch, made, PresentParts.read(batch, present, tx));
    int nodes = 0;
    int facts = 0;
    if (!part.isEmpty()) {
      BatchRows rows = new BatchRows(batch, part, slot);
      nodes = writeNodes(rows, tx);
      facts = rows.hasFacts() ? writeFacts(rows, tx) : 0;
      lines.addAll(rows.lines());
      Weights.restore(batch.dataset(), part.ids(), tx);
    }
    Timelines.renew(batch.dataset(), lines, tx);
    present.removeAll(part.grown());
    return new WriteReport(
        made.size() - replaced.size(), present.size(), replaced.size(), nodes, facts);
  }

  // Fewer: a node was deleted by another transaction after this one had found it.
  private static int writeNodes(BatchRows rows, Transaction tx) {
    Transaction.Change change = tx.changeAndRead(WriteCypher.WRITE_NODES, rows.nodes());
    requireAll(rows.descriptions(), change.row().get("described").asInt());
    requireAll(rows.otherRelationships(), change.counters().relationshipsCreated());
    return change.counters().nodesCreated();
  }

  private static int writeFacts(BatchRows rows, Transaction tx) {
    SummaryCounters made = tx.change(WriteCypher.WRITE_FACTS, rows.facts());
    requireAll(rows.statements() + 2 * made.nodesCreated(), made.relationshipsCreated());
    return made.nodesCreated();
  }

  private static void requireAll(int expected, int made) {
    if (made < expected) {
      throw StaleNode.afterFewerThan(expected, made);
    }
  }

  // Whoever changed the space since the store was prepared wins.
  private static VectorSlot slot(Optional<EmbeddingSpace> ours, Optional<StoredSpace> inUse) {
    inUse.ifPresent(stored -> ours.ifPresent(stored.space()::requireSame));
    return inUse.map(StoredSpace::slot).orElse(VectorSlot.FIRST);
  }

  private static List<Record> lock(DatasetId dataset, Set<String> documents, Transaction tx) {
    List<Record> locked =
        tx.run(
            WriteCypher.LOCK_DOCUMENTS,
            Map.of("dataset", dataset.value(), "documents", documents.stream().sorted().toList()));
    if (locked.size() < documents.size()) {
      throw StaleNode.afterFewerThan(documents.size(), locked.size());
    }
    return locked;
  }
}
