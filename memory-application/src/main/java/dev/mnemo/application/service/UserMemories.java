package dev.mnemo.application.service;

import dev.mnemo.application.port.in.MemoryRequest;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallMemory;
import dev.mnemo.application.port.in.UserMemory;
import dev.mnemo.application.service.Conversation.Window;
import dev.mnemo.application.service.Retriever.Sought;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Evidence.Kind;
import dev.mnemo.domain.model.graph.GraphView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Gathers what matters to a session: by its latest turns, from everything its user may read. */
final class UserMemories implements RecallMemory {

  /** How a failure names it. */
  static final String STEP = "the session and the graph";

  // Older turns are about something else as often as not.
  private static final int TURNS = 3;
  private static final int MOST_OF_A_PHRASING = 500;
  private static final int MOST = 1_000;
  // Facts and entities are found together, and either may take the head of the list.
  private static final int DEPTH = 3;

  private final ReadableDatasets datasets;
  private final Sessions sessions;
  private final Duration patience;
  private final QuestionReader questions;
  private final Retriever retriever;
  private final Accounts accounts;

  UserMemories(
      ReadableDatasets datasets,
      Sessions sessions,
      Duration patience,
      QuestionReader questions,
      Retriever retriever,
      Accounts accounts) {
    this.datasets = datasets;
    this.sessions = sessions;
    this.patience = patience;
    this.questions = questions;
    this.retriever = retriever;
    this.accounts = accounts;
  }

  @Override
  public UserMemory recall(UserScope scope, MemoryRequest request) {
    try (Spending spending = accounts.open(scope.user(), Optional.of(request.session()));
        Forks forks = new Forks()) {
      Conversation conversation =
          new Conversation(sessions, Math.max(TURNS, request.messages()), patience);
      var reading = conversation.begin(forks, scope.session(request.session()));
      Future<GraphView> readable = forks.start(() -> datasets.view(scope, Optional.empty()));
      Window window = conversation.await(reading);
      List<Ranked> found = find(request, window.turns(), Forks.join(readable), spending);
      return memory(request, window, found);
    }
  }

  private List<Ranked> find(
      MemoryRequest request, List<QAEntry> turns, GraphView readable, Spending spending) {
    List<String> phrasings = phrasings(request, turns);
    int wanted = request.facts() + request.entities();
    if (phrasings.isEmpty() || wanted == 0) {
      return List.of();
    }
    return retriever.find(
        new Sought(
            readable,
            questions.read(phrasings, readable, spending),
            Set.of(Kind.FACT, Kind.ENTITY),
            Set.of(),
            Math.min(MOST, DEPTH * wanted)),
        spending);
  }

  /** What matters now, most first: what is asked, then what was said last. */
  private static List<String> phrasings(MemoryRequest request, List<QAEntry> turns) {
    List<String> phrasings = new ArrayList<>(request.question().stream().toList());
    turns.reversed().stream()
        .limit(TURNS)
        .flatMap(turn -> Stream.of(turn.question(), turn.answer()))
        .forEach(phrasings::add);
    return phrasings.stream()
        .filter(text -> !text.isBlank())
        .map(UserMemories::head)
        .distinct()
        .toList();
  }

  private static UserMemory memory(MemoryRequest request, Window window, List<Ranked> found) {
    List<Ranked> facts = best(found, Kind.FACT, request.facts());
    List<Ranked> entities = best(found, Kind.ENTITY, request.entities());
    List<QAEntry> turns = window.turns();
    List<QAEntry> messages =
        turns.subList(Math.max(0, turns.size() - request.messages()), turns.size());
    return new UserMemory(
        MemoryText.of(facts, entities, messages),
        facts,
        entities,
        messages,
        switch (window) {
          case Window.Known known -> Optional.empty();
          case Window.Unknown unknown -> Optional.of(unknown.reason());
        });
  }

  private static List<Ranked> best(List<Ranked> found, Kind kind, int most) {
    List<Ranked> best = new ArrayList<>();
    for (Ranked one : found) {
      if (one.evidence().kind() == kind && best.size() < most) {
        best.add(new Ranked(best.size() + 1, one.score(), one.evidence()));
      }
    }
    return best;
  }

  // Never half a surrogate pair.
  private static String head(String text) {
    if (text.length() <= MOST_OF_A_PHRASING) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(MOST_OF_A_PHRASING - 1));
    return text.substring(0, pair ? MOST_OF_A_PHRASING - 1 : MOST_OF_A_PHRASING);
  }
}
