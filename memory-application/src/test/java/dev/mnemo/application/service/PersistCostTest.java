package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What improving asks of the graph, of the log and of models, in calls: never in time. */
class PersistCostTest {

  private final PersistWorld given = new PersistWorld();
  private final World world = given.world;

  private final List<String> graphCalls = new ArrayList<>();
  private final List<String> logCalls = new ArrayList<>();
  private final List<String> modelCalls = new ArrayList<>();

  @Test
  void aRunThatFindsNothingNewShouldAskTheGraphTwicePerSessionAndNoModel() {
    for (int i = 0; i < 40; i++) {
      say(new SessionId("session " + i % 4), i);
    }
    improve(new SessionSelection.All());
    count();

    Improved nothing = improve(new SessionSelection.All());

    assertThat(nothing.persisting().sessions())
        .hasSize(4)
        .allSatisfy(session -> assertThat(session.known()).isEqualTo(10));
    assertThat(graphCalls).hasSize(2 * 4).containsOnly("persisted", "recorded");
    assertThat(modelCalls).isEmpty();
  }

  @Test
  void persistingAfterEveryTurnShouldAskNoMoreAtTheLastTurnThanAtTheFirst() {
    SessionId session = new SessionId("growing");
    List<List<String>> asked = new ArrayList<>();
    count();
    for (int i = 0; i < 100; i++) {
      say(session, i);
      clear();
      improve(SessionSelection.of(session));
      asked.add(List.copyOf(graphCalls));
      assertThat(logCalls).filteredOn("read"::equals).hasSizeLessThanOrEqualTo(4);
      assertThat(modelCalls).filteredOn("extract"::equals).hasSize(1);
    }

    assertThat(asked.getLast()).hasSizeLessThanOrEqualTo(asked.get(1).size());
  }

  @Test
  void whatWasEditedOrDeletedShouldCostOneEntryMoreAndNotTheSession() {
    SessionId session = new SessionId("edited");
    List<QAEntry> entries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      entries.add(say(session, i));
    }
    improve(SessionSelection.of(session));
    world.cache.changeEntry(
        ALICE.session(session), entries.get(3).id(), new EntryChange.Answer("Alice likes Tea."));
    world.cache.deleteEntry(ALICE.session(session), entries.get(7).id());
    count();

    Improved improved = improve(SessionSelection.of(session));

    assertThat(improved.persisting().sessions().getFirst().persisted()).isEqualTo(1);
    assertThat(improved.persisting().sessions().getFirst().known()).isEqualTo(18);
    assertThat(modelCalls).filteredOn("extract"::equals).hasSize(1);
  }

  private QAEntry say(SessionId session, int number) {
    return given.say(
        ALICE, session, "Alice likes Thing%d.".formatted(number), "Noted.", GraphElementIds.NONE);
  }

  private Improved improve(SessionSelection sessions) {
    return world
        .useCases()
        .improve()
        .improve(ALICE, new PersistRequest(sessions, DatasetRef.DEFAULT), Progress.NONE);
  }

  private void count() {
    world.graph = counted(KnowledgeGraph.class, world.graph, graphCalls);
    world.feedback = counted(FeedbackLedger.class, world.feedback, graphCalls);
    world.claims = counted(SessionClaims.class, world.claims, graphCalls);
    world.cache = counted(SessionCache.class, world.cache, logCalls);
    world.extractor = counted(KnowledgeExtractor.class, world.extractor, modelCalls);
    world.model = counted(LanguageModel.class, world.model, modelCalls);
    world.embedder = Optional.of(counted(Embedder.class, world.embedder.orElseThrow(), modelCalls));
    clear();
  }

  private void clear() {
    graphCalls.clear();
    logCalls.clear();
    modelCalls.clear();
  }

  private static <T> T counted(Class<T> port, T adapter, List<String> calls) {
    return Intercepted.port(
        port,
        adapter,
        (method, arguments, original) -> {
          synchronized (calls) {
            calls.add(method);
          }
          return original.proceed();
        });
  }
}
