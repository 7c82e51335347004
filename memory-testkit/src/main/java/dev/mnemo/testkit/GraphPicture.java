package dev.mnemo.testkit;

import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A whole dataset as a reader sees it, in lines of text in one order and without the times at which
 * it became known: two datasets are the same graph where their pictures are equal.
 *
 * @param lines counts, documents with what they tell, facts with what is shown of them
 */
public record GraphPicture(List<String> lines) {

  private static final int AT_ONCE = 500;
  private static final int ALL = 100_000;

  public GraphPicture {
    lines = List.copyOf(lines);
  }

  /** What {@code reader} sees of a dataset. */
  public static GraphPicture of(KnowledgeGraph graph, DatasetId dataset, UserId reader) {
    Set<String> lines = new TreeSet<>();
    lines.add(graph.count(dataset).toString());
    Set<NodeId> entities = new LinkedHashSet<>();
    for (DocumentContent content : documents(graph, dataset, reader)) {
      lines.add(content.toString());
      content.entities().stream().map(Entity::id).forEach(entities::add);
    }
    for (Evidence.OfFact fact : graph.factsAbout(Set.of(dataset), entities, ALL)) {
      lines.add(line(fact));
    }
    return new GraphPicture(List.copyOf(lines));
  }

  private static List<DocumentContent> documents(
      KnowledgeGraph graph, DatasetId dataset, UserId reader) {
    List<DocumentContent> all = new ArrayList<>();
    Optional<Document> after = Optional.empty();
    List<DocumentContent> page;
    do {
      page = graph.documents(new DocumentQuery(dataset, reader, Optional.empty(), after, AT_ONCE));
      all.addAll(page);
      after = page.stream().map(DocumentContent::document).reduce((one, next) -> next);
    } while (!page.isEmpty());
    return all;
  }

  private static String line(Evidence.OfFact fact) {
    return "fact %s: %s (%s %s %s, negated %s, confidence %s), valid %s, expired %s, weight %s, from %s, %s"
        .formatted(
            fact.fact(),
            fact.statement(),
            fact.subject(),
            fact.predicate(),
            fact.object(),
            fact.negated(),
            fact.confidence(),
            fact.validity(),
            fact.expiredAt().isPresent(),
            fact.weight(),
            new TreeSet<>(
                fact.provenance().documents().stream().map(one -> one.id().value()).toList()),
            new TreeSet<>(fact.provenance().chunks().stream().map(NodeId::value).toList()));
  }
}
