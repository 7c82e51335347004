package dev.mnemo.application.service;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what an answer merely repeated of the graph elements that it was drawn from: repeating is
 * no new evidence. What the user said, too, is.
 */
final class Repetition {

  // By dataset, as the same fact has another id in each.
  private final Map<DatasetId, Map<FactId, Set<NodeId>>> statements;

  private Repetition(Map<DatasetId, Map<FactId, Set<NodeId>>> statements) {
    this.statements = Map.copyOf(statements);
  }

  /**
   * Looks up who states what was found in entries, where they used chunks.
   *
   * @param readable where the elements that entries used may be
   */
  static Repetition of(
      KnowledgeGraph graph, Set<DatasetId> readable, Map<QAEntry, List<FoundFact>> found) {
    Map<DatasetId, Map<FactId, Set<NodeId>>> statements = new HashMap<>();
    for (DatasetId dataset : readable) {
      Set<FactId> sought = new HashSet<>();
      found.forEach(
          (entry, facts) -> {
            if (!entry.turn().used().nodeIds().isEmpty()) {
              facts.forEach(fact -> sought.add(Findings.id(dataset, fact)));
            }
          });
      statements.put(dataset, sought.isEmpty() ? Map.of() : graph.statements(dataset, sought));
    }
    return new Repetition(statements);
  }

  /** Whether a fact found in an entry only repeats what the entry used. */
  boolean repeats(QAEntry entry, FoundFact found) {
    Set<String> edges = Set.copyOf(entry.turn().used().edgeIds());
    Set<String> nodes = Set.copyOf(entry.turn().used().nodeIds());
    boolean known =
        statements.entrySet().stream()
            .anyMatch(
                of -> {
                  FactId id = Findings.id(of.getKey(), found);
                  return edges.contains(id.value())
                      || of.getValue().getOrDefault(id, Collections.emptySet()).stream()
                          .anyMatch(chunk -> nodes.contains(chunk.value()));
                });
    return known && !Names.areStated(entry.question(), found.subject(), found.object());
  }
}
