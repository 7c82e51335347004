package dev.mnemo.application.service;

import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.List;
import java.util.Set;

/** What a graph tells one reader of entities. */
final class Facts {

  private Facts() {}

  static List<Evidence.OfFact> about(
      KnowledgeGraph graph, UserScope reader, DatasetId dataset, Set<NodeId> entities) {
    return graph.factsAbout(Set.of(dataset), entities, 1_000);
  }
}
