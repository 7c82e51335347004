package dev.mnemo.bootstrap.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the graph when sessions change, are rated and are deleted; real parts. */
@ExtendWith(SharedRealMemory.class)
class ChangingSessionsTest {

  private static final String NOTE = "Bob lives in New York.";
  private static final SessionId TALK = new SessionId("talk");

  private final RealMemory memory;

  ChangingSessionsTest(RealMemory memory) {
    this.memory = memory;
  }

  @Test
  void changesDuringRunsShouldEndInTheGraphOfWhatIsLeft() throws Exception {
    UserScope user = user("changing");
    memory.remember(user, NOTE);
    UseCases useCases = memory.useCases();
    for (int i = 0; i < 6; i++) {
      memory.tell(user, TALK, i, "Person%c likes Town%d.".formatted('A' + i, i));
    }
    CountDownLatch changed = new CountDownLatch(1);

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> runs =
          threads.submit(
              () -> {
                do {
                  RealMemory.improve(useCases, user);
                } while (changed.getCount() > 0);
              });
      Future<?> changes = threads.submit(() -> change(user, useCases, changed));
      changes.get(60, TimeUnit.SECONDS);
      runs.get(60, TimeUnit.SECONDS);
    }
    RealMemory.improve(useCases, user);
    List<String> graph = GraphScan.of(memory.driver(), user.user());

    assertThat(graph).noneMatch(line -> line.contains("Town0") || line.contains("Town3"));
    assertThat(graph).anyMatch(line -> line.contains("Town9"));
    assertThat(graph).anyMatch(line -> line.contains("Palermo"));
    assertThat(graph).isEqualTo(memory.undisturbed(user, NOTE));
  }

  private void change(UserScope user, UseCases useCases, CountDownLatch changed) {
    try {
      for (int i = 0; i < 6; i++) {
        QAEntry added = memory.tell(user, TALK, 6 + i, "Clara likes Town%d.".formatted(6 + i));
        if (i % 3 == 0) {
          QAEntry first = entries(useCases, user).get(i / 3);
          useCases
              .deleteEntry()
              .delete(user, TALK, first.id(), DerivedData.DELETE, ForgetMode.FORGET);
        } else if (i == 4) {
          useCases
              .changeEntry()
              .change(user, TALK, added.id(), new EntryChange.Answer("Dora lives in Palermo."));
        }
      }
      QAEntry fourth =
          entries(useCases, user).stream()
              .filter(entry -> entry.question().contains("Town3"))
              .findFirst()
              .orElseThrow();
      useCases.deleteEntry().delete(user, TALK, fourth.id(), DerivedData.DELETE, ForgetMode.FORGET);
    } finally {
      changed.countDown();
    }
  }

  private static List<QAEntry> entries(UseCases useCases, UserScope user) {
    return useCases.readHistory().read(user, TALK, new EntryRange.Last(100)).entries();
  }

  @Test
  void aSessionDeletedWithItsGraphDataShouldBeFoundNowhere() {
    UserScope user = user("deleting");
    memory.remember(user, "Bob lives in New York. Clara likes chess.");
    memory.tell(user, TALK, 0, "Clara lives in Zanzibarville.");
    memory.tell(user, TALK, 1, "Clara knows Ottokarina.");
    RealMemory.improve(memory.useCases(), user);
    assertThat(GraphScan.holding(memory.driver(), "zanzibarville")).isNotEmpty();
    assertThat(GraphScan.holding(memory.driver(), "ottokarina")).isNotEmpty();

    var dry = delete(user, ForgetMode.DRY_RUN);
    var done = delete(user, ForgetMode.FORGET);

    assertThat(dry.graph()).isEqualTo(done.graph());
    assertThat(done.log().entries()).isEqualTo(2);
    assertThat(GraphScan.holding(memory.driver(), "zanzibarville")).isEmpty();
    assertThat(GraphScan.holding(memory.driver(), "ottokarina")).isEmpty();
    assertThat(facts(user, "Where does Clara live?"))
        .noneMatch(fact -> fact.evidence().text().contains("Zanzibarville"));
    assertThat(GraphScan.of(memory.driver(), user.user()))
        .isEqualTo(memory.undisturbed(user, "Bob lives in New York. Clara likes chess."));
  }

  @Test
  void feedbackShouldTurnTheOrderOfTwoFactsAndBackWhenItIsRemoved() {
    UserScope user = user("rating");
    memory.remember(
        user,
        "Clara likes tea. Clara likes cocoa. Bob lives in New York. Dora works as a pilot. Clara"
            + " lives in Lisbon.");
    List<Ranked> before = likes(user);
    Evidence.OfFact best = (Evidence.OfFact) before.get(0).evidence();
    Evidence.OfFact second = (Evidence.OfFact) before.get(1).evidence();

    List<QAEntry> turns = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      turns.add(used(user, i % 2 == 0 ? best : second, i));
      int score = i % 2 == 0 ? 1 : 5;
      rate(user, turns.get(i), new EntryChange.Rate(new Feedback(score, "")));
    }
    RealMemory.improve(memory.useCases(), user, TALK);
    List<Ranked> rated = likes(user);
    turns.forEach(turn -> rate(user, turn, new EntryChange.Unrate()));
    RealMemory.improve(memory.useCases(), user, TALK);

    assertThat(rated.get(0).evidence().text()).isEqualTo(second.text());
    assertThat(rated.get(1).evidence().text()).isEqualTo(best.text());
    assertThat(likes(user)).isEqualTo(before);
  }

  private List<Ranked> likes(UserScope user) {
    return facts(user, "What does Clara like?");
  }

  private List<Ranked> facts(UserScope user, String question) {
    return memory
        .useCases()
        .recall()
        .recall(
            user,
            new RecallRequest(
                question,
                Optional.of(DatasetRef.DEFAULT),
                Set.of(Evidence.Kind.FACT),
                Set.of(),
                10));
  }

  private QAEntry used(UserScope user, Evidence.OfFact fact, int number) {
    return memory
        .useCases()
        .recordTurn()
        .record(
            user,
            TALK,
            new NewTurn(
                Optional.empty(),
                Optional.empty(),
                "What does she like, " + number + "?",
                "Something.",
                "",
                new GraphElementIds(List.of(), List.of(fact.fact().value())),
                Usage.NONE,
                Metadata.NONE),
            IfEnded.REJECT);
  }

  private void rate(UserScope user, QAEntry entry, EntryChange change) {
    memory.useCases().changeEntry().change(user, TALK, entry.id(), change);
  }

  private DeletionReport delete(UserScope user, ForgetMode mode) {
    return memory.useCases().deleteSession().delete(user, TALK, DerivedData.DELETE, mode);
  }

  private static UserScope user(String name) {
    return UserScope.of(new UserId(name));
  }
}
