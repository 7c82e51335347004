package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.Recall;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.service.Retriever.Sought;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.GraphView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds evidence for a question that stands alone; no language model, no session. */
final class Recollection implements Recall {

  /** How a failure names it. */
  static final String STEP = "the graph";

  private final ReadableDatasets datasets;
  private final QuestionReader questions;
  private final Retriever retriever;
  private final Accounts accounts;

  Recollection(
      ReadableDatasets datasets, QuestionReader questions, Retriever retriever, Accounts accounts) {
    this.datasets = datasets;
    this.questions = questions;
    this.retriever = retriever;
    this.accounts = accounts;
  }

  @Override
  public List<Ranked> recall(UserScope scope, RecallRequest request) {
    try (Spending spending = accounts.open(scope.user(), Optional.empty())) {
      return find(scope, request, spending);
    }
  }

  /** The evidence that a search of a listing type asks for. */
  List<Ranked> of(UserScope scope, SearchRequest request, Spending spending) {
    return find(
        scope,
        new RecallRequest(
            request.question(),
            request.dataset(),
            request.type().kinds(),
            Set.of(),
            request.topK()),
        spending);
  }

  private List<Ranked> find(UserScope scope, RecallRequest request, Spending spending) {
    GraphView view = datasets.view(scope, request.dataset());
    return retriever.find(
        new Sought(
            view,
            questions.read(List.of(request.question()), view, spending),
            request.kinds(),
            request.nodeSets(),
            request.topK()),
        spending);
  }
}
