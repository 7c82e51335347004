package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words by which the indexes keep datasets, users' sessions and node sets apart: every
 * searchable node lists those of its documents in the property {@code scope}. A text brings words
 * of its dataset and node sets, a session's entry words that hold its user too, so that only that
 * user looks for them. Made of letters and digits alone, and ending so that no analyzer takes an
 * ending off; the first letter tells what a word is about.
 */
final class Scopes {

  /** How words of a dataset begin. */
  private static final String SHARED = "d";

  /** How words of a dataset and a user begin. */
  static final String PERSONAL = "p";

  private Scopes() {}

  /** The words that a document brings, that of its dataset first. */
  static List<String> of(DatasetId dataset, Document document) {
    List<String> scopes = new ArrayList<>();
    scopes.add(realm(dataset, document));
    document.nodeSets().stream()
        .map(set -> of(set, document.source()))
        .sorted()
        .forEach(scopes::add);
    return List.copyOf(scopes);
  }

  /** The words that documents bring, each once. */
  static List<String> of(DatasetId dataset, Collection<Document> documents) {
    return documents.stream()
        .flatMap(document -> of(dataset, document).stream())
        .distinct()
        .toList();
  }

  /** The one word that says who sees a document. */
  static String realm(DatasetId dataset, Document document) {
    return switch (document.source()) {
      case Source.Text text -> shared(dataset);
      case Source.SessionEntry entry -> personal(dataset, entry.entry().session().user());
    };
  }

  /** As {@link #realmOf}, of a node with this scope. */
  static String realm(DatasetId dataset, List<String> scope) {
    List<String> personal = scope.stream().filter(word -> word.startsWith(PERSONAL)).toList();
    return scope.stream()
        .filter(word -> word.startsWith(SHARED))
        .findFirst()
        .orElseGet(() -> personal.size() == 1 ? personal.getFirst() : several(dataset));
  }

  private static String of(NodeSet nodeSet, Source source) {
    return switch (source) {
      case Source.Text text -> shared(nodeSet);
      case Source.SessionEntry entry -> personal(nodeSet, entry.entry().session().user());
    };
  }

  /** The words of which a node that a view shows has one. */
  static List<String> of(GraphView view) {
    return view.datasets().stream()
        .flatMap(dataset -> Stream.of(shared(dataset), personal(dataset, view.reader())))
        .sorted()
        .toList();
  }

  /** The words of which a node in one of these node sets has one, as a view shows it. */
  static List<String> of(GraphView view, Collection<NodeSet> nodeSets) {
    return nodeSets.stream()
        .flatMap(set -> Stream.of(shared(set), personal(set, view.reader())))
        .sorted()
        .toList();
  }

  /**
   * The one word that says who sees a node, as an expression of Cypher; where several users' own
   * sessions alone support it, a word that none of its readers may go by.
   */
  static String realmOf(String node) {
    return """
        CASE
          WHEN any(s IN %1$s.scope WHERE s STARTS WITH 'd') THEN head([s IN %1$s.scope WHERE s STARTS WITH 'd'])
          WHEN size([s IN %1$s.scope WHERE s STARTS WITH 'p']) = 1
            THEN head([s IN %1$s.scope WHERE s STARTS WITH 'p'])
          ELSE 'several ' + %1$s.dataset END"""
        .formatted(node);
  }

  /** The word of what several users' sessions alone support; only the node's scope tells more. */
  static String several(DatasetId dataset) {
    return "several " + dataset.value();
  }

  static String shared(DatasetId dataset) {
    return SHARED + ContentHash.of("dataset scope", dataset.value()).value() + "x";
  }

  static String personal(DatasetId dataset, UserId user) {
    return PERSONAL
        + ContentHash.of("dataset of user", dataset.value(), user.value()).value()
        + "x";
  }

  private static String shared(NodeSet nodeSet) {
    return "n" + ContentHash.of("node set scope", nodeSet.name()).value() + "x";
  }

  private static String personal(NodeSet nodeSet, UserId user) {
    return "m" + ContentHash.of("node set of user", nodeSet.name(), user.value()).value() + "x";
  }

  /** Whose own words alone are in a scope; none where it has that of a dataset. */
  static Set<String> audiences(List<String> scope) {
    return scope.stream().anyMatch(word -> word.startsWith("d"))
        ? Set.of()
        : scope.stream().filter(word -> word.startsWith("p")).collect(Collectors.toSet());
  }
}
