package dev.mnemo.application.service;

import static dev.mnemo.application.service.PersistWorld.DATASET;
import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.FailedEntry;
import dev.mnemo.application.port.in.PersistReport;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.application.port.in.PersistedSession.Outcome;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.exception.AccessDeniedException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PersistingTest {

  private static final SessionId OTHER = new SessionId("other");

  private final PersistWorld given = new PersistWorld();
  private final World world = given.world;

  @Test
  void anEntryShouldBecomeADocumentUnderTheNodeSetOfSessions() {
    QAEntry entry = given.say("Alice lives in Paris.", "Noted.");

    PersistedSession report = given.persist();

    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.persisted()).isEqualTo(1);
    assertThat(report.facts()).isEqualTo(1);
    DocumentContent document = entries().getFirst();
    assertThat(document.document().source())
        .isInstanceOfSatisfying(
            Source.SessionEntry.class,
            source -> {
              assertThat(source.entry().entry()).isEqualTo(entry.id());
              assertThat(source.sequence()).isEqualTo(entry.sequence());
            });
    assertThat(document.document().nodeSets()).containsExactly(NodeSet.USER_SESSIONS);
    assertThat(document.document().time()).isEqualTo(entry.time());
    assertThat(document.texts()).containsExactly("Alice lives in Paris.", "Noted.");
    assertThat(document.statements()).containsExactly("Alice lives in Paris.");
  }

  @Test
  void aFactShouldNameTheSideOfTheEntryThatTellsItsObject() {
    given.say("Alice lives in Paris.", "Bob knows Carol.");

    given.persist();

    assertThat(given.facts())
        .filteredOn(fact -> fact.statement().equals("Bob knows Carol."))
        .singleElement()
        .satisfies(fact -> assertThat(fact.provenance().chunks()).hasSize(1));
  }

  @Test
  void questionAndAnswerShouldBeReadTogetherWithTheEntriesBefore() {
    List<Passage> passages = new CopyOnWriteArrayList<>();
    KnowledgeExtractor extractor = world.extractor;
    world.extractor =
        passage -> {
          passages.add(passage);
          return extractor.extract(passage);
        };
    given.say("One?", "1");
    given.say("Two?", "2");
    given.say("Three?", "3");
    given.say("Jon: Hi.", "");

    given.persist();

    assertThat(passages)
        .extracting(Passage::text)
        .containsExactlyInAnyOrder(
            "User: One?\nAssistant: 1",
            "User: Two?\nAssistant: 2",
            "User: Three?\nAssistant: 3",
            "Jon: Hi.");
    assertThat(passages)
        .filteredOn(passage -> passage.text().equals("Jon: Hi."))
        .extracting(Passage::preceding)
        .containsExactly("User: Two?\nAssistant: 2\nUser: Three?\nAssistant: 3");
  }

  @Test
  void aRunThatFindsNothingNewShouldChangeNothingAndAskNoModel() {
    given.say("Alice lives in Paris.", "Noted.");
    given.persist();
    PersistWorld.Snapshot before = given.snapshot();
    given.paid.clear();
    List<String> calls = new ArrayList<>();
    world.graph =
        Intercepted.port(
            KnowledgeGraph.class,
            world.graph,
            (method, arguments, original) -> {
              calls.add(method);
              return original.proceed();
            });

    PersistedSession report = given.persist();

    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.persisted()).isZero();
    assertThat(report.known()).isEqualTo(1);
    assertThat(given.paid).isEmpty();
    assertThat(calls).containsExactly("persisted");
    assertThat(given.snapshot()).isEqualTo(before);
  }

  @Test
  void anEditedEntryShouldTakeThePlaceOfItsEarlierForm() {
    QAEntry entry = given.say("Who?", "Alice lives in Paris.");
    given.persist();
    world.cache.changeEntry(
        entry.session(), entry.id(), new EntryChange.Answer("Alice lives in Rome."));

    PersistedSession report = given.persist();

    assertThat(report.persisted()).isEqualTo(1);
    assertThat(entries()).hasSize(1);
    assertThat(entries().getFirst().statements()).containsExactly("Alice lives in Rome.");
  }

  @Test
  void whatIsDeletedBetweenRunsShouldNotKeepALaterEntryFromBeingPersisted() {
    QAEntry first = given.say("Alice lives in Paris.", "Noted.");
    given.persist();
    world.cache.deleteEntry(first.session(), first.id());
    given.say("Bob lives in Rome.", "Noted.");

    PersistedSession report = given.persist();

    assertThat(report.persisted()).isEqualTo(1);
    assertThat(entries()).hasSize(2);
    assertThat(given.paid).hasSize(2);
  }

  @Test
  void eachDatasetShouldGetTheEntriesOnce() {
    DatasetName work = new DatasetName("work");
    world.remember(ALICE, work, "Erin knows Frank.");
    given.paid.clear();
    given.say("Alice lives in Paris.", "Noted.");
    given.persist();

    PersistReport report = persist(ALICE, SessionSelection.of(TALK), DatasetRef.of(work));

    assertThat(report.sessions().getFirst().persisted()).isEqualTo(1);
    assertThat(world.fakeGraph.count(DatasetId.of(ALICE.user(), work)).documents()).isEqualTo(2);
    assertThat(given.paid).hasSize(2);
  }

  @Test
  void noSessionsShouldMeanThatNothingIsExtracted() {
    given.say("Alice lives in Paris.", "Noted.");

    PersistReport report = given.persist(SessionSelection.NONE);

    assertThat(report.sessions()).isEmpty();
    assertThat(given.paid).isEmpty();
  }

  @Test
  void allSessionsOfTheUserShouldBeMeantWhereThatIsSaid() {
    given.say("Alice lives in Paris.", "Noted.");
    given.say(ALICE, OTHER, "Bob lives in Rome.", "Noted.", GraphElementIds.NONE);
    given.say(BOB, TALK, "Carol lives in Oslo.", "Noted.", GraphElementIds.NONE);

    PersistReport report = given.persist(new SessionSelection.All());

    assertThat(report.sessions())
        .extracting(PersistedSession::session)
        .containsExactlyInAnyOrder(TALK, OTHER);
    assertThat(given.paid).hasSize(2);
  }

  @Test
  void anUnknownSessionShouldBeReportedAndNoError() {
    given.say("Alice lives in Paris.", "Noted.");

    PersistReport report =
        given.persist(new SessionSelection.Named(List.of(new SessionId("none"), TALK)));

    assertThat(report.sessions())
        .extracting(PersistedSession::outcome)
        .containsExactly(Outcome.UNKNOWN, Outcome.DONE);
    assertThat(report.complete()).isTrue();
  }

  @Test
  void aSessionThatFailsShouldNotStopTheOthers() {
    given.say("Alice lives in Paris.", "Noted.");
    given.say(ALICE, OTHER, "Bob lives in Rome.", "Noted.", GraphElementIds.NONE);
    world.cache =
        Intercepted.port(
            SessionCache.class,
            world.cache,
            (method, arguments, original) -> {
              if (method.equals("read") && ALICE.session(TALK).equals(arguments[0])) {
                throw World.down();
              }
              return original.proceed();
            });

    PersistReport report = given.persist(new SessionSelection.Named(List.of(TALK, OTHER)));

    assertThat(report.sessions())
        .extracting(PersistedSession::outcome)
        .containsExactly(Outcome.FAILED, Outcome.DONE);
    assertThat(report.sessions().getFirst().reason())
        .hasValueSatisfying(reason -> assertThat(reason).contains("is down; start it"));
    assertThat(report.complete()).isFalse();
  }

  @Test
  void anEntryThatTheModelRefusesShouldStayUnpersistedAndBeTakenByTheNextRun() {
    QAEntry bad = given.say("Alice lives in Paris.", "Noted.");
    given.say("Bob lives in Rome.", "Noted.");
    AtomicBoolean refusing = new AtomicBoolean(true);
    failing("Paris", refusing, ModelFailureException.refusedInput("refused", new Exception()));

    PersistedSession first = given.persist();
    refusing.set(false);
    PersistedSession second = given.persist();

    assertThat(first.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(first.persisted()).isEqualTo(1);
    assertThat(first.failed()).containsExactly(new FailedEntry(bad.id(), "refused"));
    assertThat(second.outcome()).isEqualTo(Outcome.DONE);
    assertThat(second.persisted()).isEqualTo(1);
    assertThat(second.known()).isEqualTo(1);
  }

  @Test
  void aModelThatIsDownShouldLeaveWhatWasWrittenAndTheRestToTheNextRun() {
    for (int i = 0; i < 40; i++) {
      given.say("Alice lives in Town%d.".formatted(i), "Noted.");
    }
    AtomicBoolean down = new AtomicBoolean(true);
    failing("Town20", down, ModelFailureException.permanentFailure("wrong key", new Exception()));

    PersistedSession first = given.persist();
    long written = first.persisted();
    down.set(false);
    given.paid.clear();
    PersistedSession second = given.persist();

    assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(first.reason()).contains("wrong key");
    assertThat(written).isGreaterThanOrEqualTo(20);
    assertThat(first.persisted() + first.failed().size() + first.left()).isEqualTo(40);
    assertThat(second.persisted()).isEqualTo(40 - written);
    assertThat(given.paid).hasSize(Math.toIntExact(40 - written));
  }

  @Test
  void aDatasetThatIsNotThereOrHoldsNothingShouldTellToRememberFirst() {
    given.say("Alice lives in Paris.", "Noted.");
    world.catalog.open(ALICE.user(), new DatasetName("empty"), world.clock.instant());

    for (String name : List.of("none", "empty")) {
      assertThatThrownBy(
              () -> persist(ALICE, SessionSelection.of(TALK), DatasetRef.of(new DatasetName(name))))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("remember");
    }
  }

  @Test
  void writingIntoAnothersDatasetShouldTakeItsOwnersNameAndTheRight() {
    given.say(BOB, TALK, "Bob lives in Rome.", "Noted.", GraphElementIds.NONE);
    DatasetRef alices = DatasetRef.of(ALICE.user(), MAIN);

    assertThatThrownBy(() -> persist(BOB, SessionSelection.of(TALK), alices))
        .isInstanceOf(NotFoundException.class);
    world.catalog.grant(DATASET, BOB.user(), Permission.READ);
    assertThatThrownBy(() -> persist(BOB, SessionSelection.of(TALK), alices))
        .isInstanceOf(AccessDeniedException.class);
    world.catalog.grant(DATASET, BOB.user(), Permission.WRITE);
    assertThatThrownBy(() -> persist(BOB, SessionSelection.of(TALK), DatasetRef.of(MAIN)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("alice");
    assertThat(given.paid).isEmpty();

    PersistReport report = persist(BOB, SessionSelection.of(TALK), alices);

    assertThat(report.sessions().getFirst().persisted()).isEqualTo(1);
  }

  @Test
  void progressShouldOnlyGrowAndEndWhereAllIsDone() {
    for (int i = 0; i < 5; i++) {
      given.say("Alice lives in Town%d.".formatted(i), "Noted.");
    }
    List<Long> done = new CopyOnWriteArrayList<>();
    List<Long> total = new CopyOnWriteArrayList<>();

    world
        .useCases()
        .persistSessions()
        .persist(
            ALICE,
            new PersistRequest(SessionSelection.of(TALK), DatasetRef.DEFAULT),
            (at, of) -> {
              done.add(at);
              total.add(of);
            });

    assertThat(done).startsWith(0L).endsWith(5L).isSorted().contains(1L, 2L, 3L, 4L);
    assertThat(total).containsOnly(5L);
  }

  @Test
  void extractionShouldCountToTheSession() {
    given.say("Alice lives in Paris.", "Noted.");

    PersistedSession report = given.persist();

    assertThat(report.usage().tokensIn()).isEqualTo(10);
    assertThat(world.fakeLedger.totals(ALICE.user(), TimeRange.ALL, UsageBy.SESSION))
        .containsKey(Optional.of(TALK.value()));
  }

  @Test
  void aSessionThatAnotherRunHoldsShouldBeReportedAsBusyAfterAWhile() {
    given.say("Alice lives in Paris.", "Noted.");
    var now = world.clock.instant();
    world.claims.claim(ALICE.session(TALK), "another", now, now.plus(World.LEASE));

    PersistedSession busy = given.persist();
    world.clock.advance(World.LEASE);
    PersistedSession afterwards = given.persist();

    assertThat(busy.outcome()).isEqualTo(Outcome.BUSY);
    assertThat(busy.left()).isEqualTo(1);
    assertThat(afterwards.outcome()).isEqualTo(Outcome.DONE);
    assertThat(given.paid).hasSize(1);
  }

  @Test
  void aRunWhoseSessionIsSeizedShouldWriteNothingMore() {
    given.say("Alice lives in Paris.", "Noted.");
    during(
        "Paris", () -> world.claims.seize(ALICE.session(TALK), "deletion", world.clock.instant()));

    PersistedSession report = given.persist();

    assertThat(report.outcome()).isEqualTo(Outcome.BUSY);
    assertThat(report.persisted()).isZero();
    assertThat(entries()).isEmpty();
  }

  @Test
  void anEntryThatChangesWhileItIsReadShouldNotBeWrittenInItsOldForm() {
    QAEntry entry = given.say("Who?", "Alice lives in Paris.");
    during(
        "Paris",
        () ->
            world.cache.changeEntry(
                entry.session(), entry.id(), new EntryChange.Answer("Alice lives in Rome.")));

    PersistedSession first = given.persist();
    PersistedSession second = given.persist();

    assertThat(first.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(first.left()).isEqualTo(1);
    assertThat(second.outcome()).isEqualTo(Outcome.DONE);
    assertThat(entries().getFirst().statements()).containsExactly("Alice lives in Rome.");
  }

  @Test
  void anEntryThatIsDeletedWhileItIsReadShouldNotBeWritten() {
    QAEntry entry = given.say("Who?", "Alice lives in Paris.");
    during("Paris", () -> world.cache.deleteEntry(entry.session(), entry.id()));

    PersistedSession report = given.persist();

    assertThat(report.outcome()).isEqualTo(Outcome.DONE);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aDatasetThatIsForgottenMeanwhileShouldStayForgotten() {
    given.say("Alice lives in Paris.", "Noted.");
    during(
        "Paris",
        () ->
            world
                .useCases()
                .datasets()
                .forget()
                .forget(ALICE, DatasetRef.DEFAULT, ForgetMode.FORGET));

    PersistedSession report = given.persist();

    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.fakeGraph.count(DATASET).documents()).isZero();
  }

  @Test
  void aLaterStatementShouldEndTheEarlierOneInWhicheverOrderTheyArrive() {
    given.say("Alice lives in Paris.", "Noted.");
    given.say(ALICE, OTHER, "Alice moved to Rome.", "Noted.", GraphElementIds.NONE);
    PersistWorld reverse = new PersistWorld();
    reverse.say("Alice lives in Paris.", "Noted.");
    reverse.say(ALICE, OTHER, "Alice moved to Rome.", "Noted.", GraphElementIds.NONE);

    given.persist(new SessionSelection.Named(List.of(TALK, OTHER)));
    reverse.persist(new SessionSelection.Named(List.of(OTHER, TALK)));

    assertThat(given.snapshot()).isEqualTo(reverse.snapshot());
    assertThat(given.facts())
        .filteredOn(fact -> fact.validity().invalidAt().isPresent())
        .singleElement()
        .satisfies(fact -> assertThat(fact.statement()).isEqualTo("Alice lives in Paris."));
  }

  @Test
  void runsAtTheSameTimeShouldPayForEachEntryOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      given.say("Alice likes Thing%d.".formatted(i), "Noted.");
      given.say(ALICE, OTHER, "Bob likes Thing%d.".formatted(i), "Noted.", GraphElementIds.NONE);
    }
    world.pause = Duration.ofMillis(20);
    CountDownLatch ready = new CountDownLatch(8);
    List<Future<PersistReport>> runs = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        runs.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return given.persist(new SessionSelection.Named(List.of(TALK, OTHER)));
                }));
      }
      for (Future<PersistReport> run : runs) {
        run.get();
      }
    }

    assertThat(given.paid).hasSize(40).doesNotHaveDuplicates();
    assertThat(entries()).hasSize(40);
  }

  @Test
  void aLongSessionShouldBeWrittenInManyParts() {
    for (int i = 0; i < 100; i++) {
      given.say("Alice likes Thing%d.".formatted(i), "Noted.");
    }

    PersistedSession report = given.persist();

    assertThat(report.persisted()).isEqualTo(100);
    assertThat(entries()).hasSize(100);
  }

  private List<DocumentContent> entries() {
    return given.documents().stream()
        .filter(one -> one.document().source() instanceof Source.SessionEntry)
        .toList();
  }

  private PersistReport persist(UserScope scope, SessionSelection sessions, DatasetRef dataset) {
    return world
        .useCases()
        .persistSessions()
        .persist(scope, new PersistRequest(sessions, dataset), Progress.NONE);
  }

  /** Lets something happen once, while an entry that says {@code word} is being extracted. */
  private void during(String word, Runnable something) {
    AtomicBoolean happened = new AtomicBoolean();
    KnowledgeExtractor extractor = world.extractor;
    world.extractor =
        passage -> {
          if (passage.text().contains(word) && !happened.getAndSet(true)) {
            something.run();
          }
          return extractor.extract(passage);
        };
  }

  private void failing(String word, AtomicBoolean now, ModelFailureException failure) {
    KnowledgeExtractor extractor = world.extractor;
    world.extractor =
        passage -> {
          if (now.get() && passage.text().contains(word + ".")) {
            throw failure;
          }
          return extractor.extract(passage);
        };
  }
}
