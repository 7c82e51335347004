package dev.mnemo.application.service;

import static dev.mnemo.application.service.PersistWorld.DATASET;
import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.AppliedFeedback;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionClaims;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImprovingTest {

  private static final double NEUTRAL = 0.5;

  private final PersistWorld given = new PersistWorld();
  private final World world = given.world;
  private QAEntry entry = given.say("Hello?", "Hello.");

  @BeforeEach
  void sayWhatUsesAFact() {
    entry =
        given.say(
            ALICE,
            TALK,
            "Whom does Carol know?",
            "Carol knows Dave.",
            new GraphElementIds(List.of(), List.of(fact().id())));
  }

  @Test
  void sessionsShouldBePersistedAndTheirFeedbackApplied() {
    rate(5);

    Improved improved = improve();

    assertThat(improved.persisting().sessions().getFirst().persisted()).isEqualTo(2);
    assertThat(improved.feedback())
        .containsExactly(new AppliedFeedback(TALK, 1, 0, 1, Optional.empty()));
    assertThat(fact().weight()).isEqualTo(NEUTRAL + 0.1 * (1 - NEUTRAL));
  }

  @Test
  void theSameFeedbackShouldCountOnce() {
    rate(5);
    improve();
    double once = fact().weight();

    Improved again = improve();

    assertThat(again.feedback())
        .containsExactly(new AppliedFeedback(TALK, 0, 0, 0, Optional.empty()));
    assertThat(fact().weight()).isEqualTo(once);
  }

  @Test
  void changedFeedbackShouldCountAsIfItHadAlwaysBeenSo() {
    rate(5);
    improve();
    rate(1);

    Improved improved = improve();

    assertThat(improved.feedback().getFirst().applied()).isEqualTo(1);
    assertThat(fact().weight()).isEqualTo(NEUTRAL + 0.1 * (0 - NEUTRAL));
  }

  @Test
  void removedFeedbackShouldLoseItsEffectExactly() {
    rate(4);
    improve();
    world.cache.changeEntry(entry.session(), entry.id(), new EntryChange.Unrate());

    Improved improved = improve();

    assertThat(improved.feedback().getFirst().withdrawn()).isEqualTo(1);
    assertThat(fact().weight()).isEqualTo(NEUTRAL);
  }

  @Test
  void feedbackThatWasNeverAppliedShouldBeNoWork() {
    rate(4);
    world.cache.changeEntry(entry.session(), entry.id(), new EntryChange.Unrate());

    assertThat(improve().feedback())
        .containsExactly(new AppliedFeedback(TALK, 0, 0, 0, Optional.empty()));
  }

  @Test
  void feedbackShouldMoveNothingThatTheCallerMayOnlyRead() {
    String fact = fact().id();
    world.catalog.grant(DATASET, BOB.user(), Permission.READ);
    world.remember(BOB, World.MAIN, "Bob lives in Rome.");
    QAEntry bobs =
        given.say(BOB, TALK, "Whom?", "Dave.", new GraphElementIds(List.of(), List.of(fact)));
    world.cache.changeEntry(bobs.session(), bobs.id(), new EntryChange.Rate(new Feedback(1, "")));

    world
        .useCases()
        .improve()
        .improve(
            BOB, new PersistRequest(SessionSelection.of(TALK), DatasetRef.DEFAULT), Progress.NONE);

    assertThat(fact().weight()).isEqualTo(NEUTRAL);
  }

  @Test
  void whatBrokeOffShouldGoOnWithTheNextRun() {
    rate(5);
    AtomicBoolean down = new AtomicBoolean(true);
    world.feedback =
        Intercepted.port(
            FeedbackLedger.class,
            world.feedback,
            (method, arguments, original) -> {
              if (method.equals("record") && down.get()) {
                throw World.down();
              }
              return original.proceed();
            });

    Improved first = improve();
    down.set(false);
    Improved second = improve();

    assertThat(first.complete()).isFalse();
    assertThat(first.feedback().getFirst().failure()).isPresent();
    assertThat(second.feedback().getFirst().applied()).isEqualTo(1);
  }

  @Test
  void aRunThatFindsNothingNewShouldAskTheGraphTwice() {
    rate(5);
    improve();
    List<String> calls = new ArrayList<>();
    world.graph = counted(KnowledgeGraph.class, world.graph, calls);
    world.feedback = counted(FeedbackLedger.class, world.feedback, calls);
    world.claims = counted(SessionClaims.class, world.claims, calls);

    improve();

    assertThat(calls).containsExactly("persisted", "recorded");
  }

  @Test
  void whatAnAnswerRepeatsShouldBeNoNewEvidence() {
    improve();

    assertThat(fact().provenance().documents()).hasSize(1);
  }

  @Test
  void whatTheUserSaysTooShouldBeEvidence() {
    given.say(
        ALICE,
        TALK,
        "Carol knows Dave. Is that so?",
        "Carol knows Dave.",
        new GraphElementIds(List.of(), List.of(fact().id())));

    improve();

    assertThat(fact().provenance().documents()).hasSize(2);
  }

  @Test
  void whatAnAnswerRepeatsOfAUsedChunkShouldBeNoNewEvidence() {
    String chunk = fact().provenance().chunks().getFirst().value();
    given.say(
        ALICE,
        TALK,
        "Whom does Carol know?",
        "Carol knows Dave.",
        new GraphElementIds(List.of(chunk), List.of()));

    improve();

    assertThat(fact().provenance().documents()).hasSize(1);
  }

  @Test
  void whatAnAnswerSaysWithoutHavingUsedItShouldBeEvidence() {
    given.say("Whom does Carol know?", "Carol knows Dave.");

    improve();

    assertThat(fact().provenance().documents()).hasSize(2);
  }

  private static <T> T counted(Class<T> type, T port, List<String> calls) {
    return Intercepted.port(
        type,
        port,
        (method, arguments, original) -> {
          calls.add(method);
          return original.proceed();
        });
  }

  private void rate(int score) {
    world.cache.changeEntry(
        entry.session(), entry.id(), new EntryChange.Rate(new Feedback(score, "")));
  }

  private Improved improve() {
    return world
        .useCases()
        .improve()
        .improve(
            ALICE,
            new PersistRequest(SessionSelection.of(TALK), DatasetRef.DEFAULT),
            Progress.NONE);
  }

  private Evidence.OfFact fact() {
    return given.facts().stream()
        .filter(fact -> fact.statement().equals("Carol knows Dave."))
        .findFirst()
        .orElseThrow();
  }
}
