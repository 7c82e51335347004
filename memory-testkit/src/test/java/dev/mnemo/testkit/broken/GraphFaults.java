package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Ways to plant a fault in a graph: what it asks, finds, shows or stores instead. */
final class GraphFaults {

  private GraphFaults() {}

  static KnowledgeGraph retrieving(
      KnowledgeGraph graph, BiFunction<KnowledgeGraph, RetrievalQuery, List<Candidate>> retrieved) {
    return new ForwardingKnowledgeGraph(graph) {
      @Override
      public List<Candidate> retrieve(RetrievalQuery query) {
        return retrieved.apply(healthy, query);
      }
    };
  }

  static KnowledgeGraph asking(KnowledgeGraph graph, UnaryOperator<RetrievalQuery> asked) {
    return retrieving(graph, (healthy, query) -> healthy.retrieve(asked.apply(query)));
  }

  static KnowledgeGraph finding(
      KnowledgeGraph graph, BiPredicate<RetrievalQuery, Candidate> found) {
    return retrieving(
        graph,
        (healthy, query) ->
            healthy.retrieve(query).stream().filter(one -> found.test(query, one)).toList());
  }

  static KnowledgeGraph showing(KnowledgeGraph graph, UnaryOperator<Candidate> shown) {
    return retrieving(
        graph, (healthy, query) -> healthy.retrieve(query).stream().map(shown).toList());
  }

  static KnowledgeGraph telling(KnowledgeGraph graph, UnaryOperator<Evidence> told) {
    return new ForwardingKnowledgeGraph(graph) {
      @Override
      public List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
        return healthy.describe(view, chosen).stream().map(told).toList();
      }
    };
  }

  static KnowledgeGraph writing(KnowledgeGraph graph, UnaryOperator<GraphBatch> stored) {
    return new ForwardingKnowledgeGraph(graph) {
      @Override
      public WriteReport write(GraphBatch batch) {
        return healthy.write(stored.apply(batch));
      }
    };
  }

  static RetrievalQuery phrased(RetrievalQuery query, List<String> phrasings) {
    return new RetrievalQuery(
        query.view(),
        phrasings,
        query.speakers(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  static RetrievalQuery embedded(RetrievalQuery query, Optional<Embedding> embedding) {
    return new RetrievalQuery(
        query.view(),
        query.phrasings(),
        query.speakers(),
        embedding,
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  static RetrievalQuery within(RetrievalQuery query, Set<DatasetId> datasets) {
    return seen(query, new GraphView(query.view().reader(), datasets));
  }

  static RetrievalQuery seen(RetrievalQuery query, GraphView view) {
    return new RetrievalQuery(
        view,
        query.phrasings(),
        query.speakers(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  static RetrievalQuery everywhere(RetrievalQuery query) {
    return new RetrievalQuery(
        query.view(),
        query.phrasings(),
        query.speakers(),
        query.embedding(),
        query.kinds(),
        Set.of(),
        query.limit());
  }

  static RetrievalQuery limited(RetrievalQuery query, int limit) {
    return new RetrievalQuery(
        query.view(),
        query.phrasings(),
        query.speakers(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        limit);
  }

  static GraphBatch withChunks(GraphBatch batch, List<Chunk> chunks) {
    return new GraphBatch(
        batch.dataset(),
        batch.documents(),
        chunks,
        batch.entities(),
        batch.mentions(),
        batch.facts(),
        batch.summaries(),
        batch.under(),
        batch.at());
  }

  static GraphBatch withFacts(GraphBatch batch, List<Fact> facts) {
    return new GraphBatch(
        batch.dataset(),
        batch.documents(),
        batch.chunks(),
        batch.entities(),
        batch.mentions(),
        facts,
        batch.summaries(),
        batch.under(),
        batch.at());
  }
}
