package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.service.Conversation.Window;
import dev.mnemo.application.service.FollowUps.Question;
import dev.mnemo.application.service.QuestionReader.ReadQuestion;
import dev.mnemo.application.service.Retriever.Sought;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.language.Prompt;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All of a conversing search that comes before the answer: datasets, window, the question's
 * meaning, evidence, prompt. Calls no answering model and writes nothing.
 */
final class SearchPreparation {

  /** How a failure names it. */
  static final String STEP = "the session, the question's meaning and the graph";

  private final ReadableDatasets datasets;
  private final Conversation conversation;
  private final QuestionReader questions;
  private final FollowUps followUps;
  private final Retriever retriever;
  private final PromptWriter prompts;

  SearchPreparation(
      ReadableDatasets datasets,
      Conversation conversation,
      QuestionReader questions,
      FollowUps followUps,
      Retriever retriever,
      PromptWriter prompts) {
    this.datasets = datasets;
    this.conversation = conversation;
    this.questions = questions;
    this.followUps = followUps;
    this.retriever = retriever;
    this.prompts = prompts;
  }

  /**
   * A search that waits for its answer.
   *
   * @param evidence all that was found, best first; the prompt holds a head of it
   */
  record Prepared(Window window, Prompt prompt, List<Ranked> evidence) {

    /** The evidence in the prompt, or in a shorter form of it. */
    List<Ranked> sources(Prompt sent) {
      return evidence.subList(0, sent.context().size());
    }
  }

  /**
   * Prepares a search.
   *
   * @param spending is told what rewriting and embedding cost
   * @param check sees the window before any model is asked about it; may refuse by throwing
   */
  Prepared prepare(
      UserScope scope, SearchRequest request, Spending spending, Consumer<Window> check) {
    Start start = start(scope, request, spending);
    check.accept(start.window());

    Question question = followUps.understand(request.question(), start.window().turns(), spending);
    ReadQuestion read =
        question.rewritten()
            ? questions.read(question.phrasings(), start.view(), spending)
            : start.question();
    List<Ranked> evidence =
        retriever.find(
            new Sought(start.view(), read, request.type().kinds(), Set.of(), request.topK()),
            spending);
    Prompt prompt = prompts.write(question, start.window().turns(), evidence);
    return new Prepared(start.window(), prompt, evidence);
  }

  private record Start(GraphView view, Window window, ReadQuestion question) {}

  // The session is read meanwhile.
  private Start start(UserScope scope, SearchRequest request, Spending spending) {
    try (Forks forks = new Forks()) {
      var reading = conversation.begin(forks, scope.session(request.session()));
      GraphView view = datasets.view(scope, request.dataset());
      ReadQuestion question = questions.read(List.of(request.question()), view, spending);
      return new Start(view, conversation.await(reading), question);
    }
  }
}
