package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.Recall;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.service.Retriever.Sought;
import dev.mnemo.application.service.Vectors.Vector;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/** Finds evidence for a question that stands alone; no language model, no session. */
final class Recollection implements Recall {

  /** How a failure names it. */
  static final String STEP = "the graph";

  private final ReadableDatasets datasets;
  private final Vectors vectors;
  private final Retriever retriever;

  Recollection(ReadableDatasets datasets, Vectors vectors, Retriever retriever) {
    this.datasets = datasets;
    this.vectors = vectors;
    this.retriever = retriever;
  }

  /**
   * @param usage of embedding the question
   */
  record Recalled(List<Ranked> ranked, Usage usage) {}

  @Override
  public List<Ranked> recall(UserScope scope, RecallRequest request) {
    return find(scope, request).ranked();
  }

  /** The evidence that a search of a listing type asks for. */
  Recalled of(UserScope scope, SearchRequest request) {
    return find(
        scope,
        new RecallRequest(
            request.question(),
            request.dataset(),
            request.type().kinds(),
            Set.of(),
            request.topK()));
  }

  private Recalled find(UserScope scope, RecallRequest request) {
    try (Forks forks = new Forks()) {
      Future<Set<DatasetId>> readable = forks.start(() -> datasets.of(scope, request.dataset()));
      Vector vector = vectors.question(request.question());
      List<Ranked> ranked =
          retriever.find(
              new Sought(
                  Forks.join(readable),
                  List.of(request.question()),
                  vector.embedding(),
                  request.kinds(),
                  request.nodeSets(),
                  request.topK()));
      return new Recalled(ranked, vector.usage());
    }
  }
}
