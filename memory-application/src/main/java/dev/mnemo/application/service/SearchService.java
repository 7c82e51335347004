package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.Search;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.application.service.Answering.Answer;
import dev.mnemo.application.service.Conversation.Remembrance;
import dev.mnemo.application.service.Conversation.Window;
import dev.mnemo.application.service.SearchPreparation.Prepared;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers, and appends the turn once the answer is whole. */
final class SearchService implements Search {

  private final SearchPreparation preparation;
  private final Recollection recollection;
  private final Answering answering;
  private final Conversation conversation;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Duration timeout;
  private final Accounts accounts;

  SearchService(
      SearchPreparation preparation,
      Recollection recollection,
      Answering answering,
      Conversation conversation,
      TimeOrderedIds ids,
      Clock clock,
      Duration timeout,
      Accounts accounts) {
    this.preparation = preparation;
    this.recollection = recollection;
    this.answering = answering;
    this.conversation = conversation;
    this.ids = ids;
    this.clock = clock;
    this.timeout = timeout;
    this.accounts = accounts;
  }

  @Override
  public SearchResult search(UserScope scope, SearchRequest request, Consumer<String> pieces) {
    try (Spending spending = accounts.open(scope.user(), request.sessionUsed())) {
      return request.type().conversational()
          ? converse(scope, request, spending, pieces)
          : list(scope, request, spending, pieces);
    }
  }

  private SearchResult converse(
      UserScope scope, SearchRequest request, Spending spending, Consumer<String> pieces) {
    SessionKey session = scope.session(request.session());
    Deadline deadline = Deadline.in(timeout);
    Prepared prepared =
        deadline.run(
            SearchPreparation.STEP,
            () ->
                preparation.prepare(
                    scope, request, spending, window -> refuseEnded(window, session, request)));
    Answer answer = answer(prepared.prompt(), pieces, deadline, spending);

    // From here on no deadline: what was answered is told, and kept where that is possible.
    Prompt prompt = answer.prompt();
    Completion completion = answer.completion();
    spending.add(Operation.ANSWER, completion.model(), completion.usage());
    spending.settle();
    List<Ranked> sources = drawnFrom(completion, prepared.sources(prompt));
    Turn turn =
        new Turn(
            ids.next(),
            clock.instant(),
            request.question(),
            completion.text(),
            Contexts.asText(prompt.context()),
            elements(sources),
            spending.total(),
            Metadata.NONE);
    Remembrance remembrance = remember(session, turn, request.ifEnded(), prepared.window());
    return new SearchResult(
        completion.text(),
        prompt.standaloneQuestion(),
        request.type(),
        remembrance.entry(),
        remembrance.reason(),
        Optional.of(completion.model()),
        sources,
        spending.total());
  }

  private Answer answer(
      Prompt prompt, Consumer<String> pieces, Deadline deadline, Spending spending) {
    try {
      return deadline.run(
          "the model '%s'".formatted(answering.modelName()), () -> answering.to(prompt, pieces));
    } catch (ModelFailureException e) {
      spending.add(Operation.ANSWER, e);
      throw e;
    }
  }

  private static void refuseEnded(Window window, SessionKey session, SearchRequest request) {
    if (window instanceof Window.Known known
        && known.ended()
        && request.ifEnded() == IfEnded.REJECT) {
      throw Sessions.ended(session);
    }
  }

  private Remembrance remember(SessionKey session, Turn turn, IfEnded ifEnded, Window window) {
    return switch (window) {
      case Window.Known known -> conversation.remember(session, turn, ifEnded);
      // A second wait for a backend that is down would help nobody.
      case Window.Unknown unknown -> Remembrance.none(unknown.reason());
    };
  }

  private SearchResult list(
      UserScope scope, SearchRequest request, Spending spending, Consumer<String> pieces) {
    List<Ranked> recalled =
        Deadline.in(timeout)
            .run(Recollection.STEP, () -> recollection.of(scope, request, spending));
    String texts = Contexts.asText(recalled.stream().map(Ranked::evidence).toList());
    if (!texts.isEmpty()) {
      pieces.accept(texts);
    }
    return new SearchResult(
        texts,
        request.question(),
        request.type(),
        Optional.empty(),
        Optional.of(noSession(request)),
        Optional.empty(),
        recalled,
        spending.total());
  }

  /** Why a search of a type that lists evidence is in no session. */
  static String noSession(SearchRequest request) {
    return "search type " + request.type() + " lists what was found and uses no session";
  }

  // The model may quote what it was not given in that form; only what was retrieved is a source.
  private static List<Ranked> drawnFrom(Completion completion, List<Ranked> given) {
    Set<String> drawn =
        completion.drawnFrom().stream().map(Evidence::id).collect(Collectors.toSet());
    List<Ranked> sources = new ArrayList<>();
    for (Ranked piece : given) {
      if (drawn.contains(piece.evidence().id())) {
        sources.add(new Ranked(sources.size() + 1, piece.score(), piece.evidence()));
      }
    }
    return sources;
  }

  private static GraphElementIds elements(List<Ranked> sources) {
    List<String> nodes = new ArrayList<>();
    List<String> edges = new ArrayList<>();
    for (Ranked source : sources) {
      (source.evidence() instanceof Evidence.OfFact ? edges : nodes).add(source.evidence().id());
    }
    return new GraphElementIds(nodes, edges);
  }
}
