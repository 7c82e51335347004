package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.NodeSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words by which the full-text index keeps datasets and node sets apart: every searchable node
 * lists its own in the property {@code scope}. Made of letters and digits alone, and ending so that
 * no analyzer takes an ending off.
 */
final class Scopes {

  private Scopes() {}

  static String of(DatasetId dataset) {
    return "d" + ContentHash.of("dataset scope", dataset.value()).value() + "x";
  }

  static String of(NodeSet nodeSet) {
    return "n" + ContentHash.of("node set scope", nodeSet.name()).value() + "x";
  }

  static List<String> of(DatasetId dataset, Collection<NodeSet> nodeSets) {
    List<String> scopes = new ArrayList<>();
    scopes.add(of(dataset));
    nodeSets.stream().map(Scopes::of).sorted().forEach(scopes::add);
    return List.copyOf(scopes);
  }

  /** Whose own words alone are in a scope; none where it has that of a dataset. */
  static Set<String> audiences(List<String> scope) {
    return scope.stream().anyMatch(word -> word.startsWith("d"))
        ? Set.of()
        : scope.stream().filter(word -> word.startsWith("p")).collect(Collectors.toSet());
  }
}
