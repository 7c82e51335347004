package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/**
 * What a dataset holds of those documents of a batch that are there with the same content.
 *
 * @param documents their ids
 * @param chunks of the chunks that are there, whether they have a gist
 * @param summaries the texts of the summaries that are there
 */
record PresentParts(
    Set<String> documents, Map<String, Boolean> chunks, Map<String, String> summaries) {

  /** Reads under the locks of the documents, so that nothing of it changes until the commit. */
  static PresentParts read(GraphBatch batch, Set<String> documents, Transaction tx) {
    Map<String, Boolean> chunks = new HashMap<>();
    Map<String, String> summaries = new HashMap<>();
    if (!documents.isEmpty()) {
      Record row =
          tx.run(
                  WriteCypher.PRESENT,
                  Map.of(
                      "dataset", batch.dataset().value(),
                      "chunks", batch.chunks().stream().map(Chunk::id).map(NodeId::value).toList(),
                      "summaries",
                          batch.summaries().stream().map(Summary::id).map(NodeId::value).toList()))
              .getFirst();
      for (Value chunk : list(row, "chunks")) {
        chunks.put(chunk.get("id").asString(), !chunk.get("gist").isNull());
      }
      for (Value summary : list(row, "summaries")) {
        summaries.put(summary.get("id").asString(), summary.get("text").asString());
      }
    }
    return new PresentParts(Set.copyOf(documents), chunks, summaries);
  }

  private static List<Value> list(Record row, String name) {
    return row.get(name).asList(value -> value);
  }

  boolean holds(Chunk chunk) {
    return chunks.containsKey(chunk.id().value());
  }

  /** Whether writing the chunk changes anything. */
  boolean lacks(Chunk chunk) {
    boolean read = chunks.getOrDefault(chunk.id().value(), false);
    return !holds(chunk) || (!read && chunk.gist().isPresent());
  }

  boolean holds(Summary summary) {
    return summaries.containsKey(summary.id().value());
  }

  /** Whether writing the summary changes anything. */
  boolean lacks(Summary summary) {
    return !summary.text().equals(summaries.get(summary.id().value()));
  }
}
