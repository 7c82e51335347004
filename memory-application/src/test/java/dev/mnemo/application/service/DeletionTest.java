package dev.mnemo.application.service;

import static dev.mnemo.application.service.PersistWorld.DATASET;
import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.JobRequest;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.PruneSessions.Whose;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.exception.AccessDeniedException;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.domain.port.UserDirectory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeletionTest {

  private static final UserScope ADMIN = new UserScope(World.BOB.user(), true);
  private static final DatasetName SHARED = new DatasetName("shared");
  private static final DatasetId BOBS = DatasetId.of(BOB.user(), SHARED);

  private PersistWorld given = new PersistWorld();
  private World world = given.world;

  @BeforeEach
  void fill() {
    fill(given);
  }

  // Alice's session is in a dataset of hers and in one of Bob's, whose own session is there too.
  private static void fill(PersistWorld given) {
    World world = given.world;
    world.remember(BOB, SHARED, "Erin knows Frank.");
    world.catalog.grant(BOBS, ALICE.user(), Permission.WRITE);
    world.catalog.grant(DATASET, BOB.user(), Permission.READ);
    String fact = given.facts().getFirst().id();
    given.say("Alice lives in Paris.", "Noted.");
    QAEntry rated =
        given.say(ALICE, TALK, "Whom?", "Dave.", new GraphElementIds(List.of(), List.of(fact)));
    given.say(BOB, TALK, "Bob lives in Rome.", "Noted.", GraphElementIds.NONE);
    world.cache.changeEntry(rated.session(), rated.id(), new EntryChange.Rate(new Feedback(5, "")));
    UseCases all = world.useCases();
    all.users().create().create(ALICE, ALICE.user(), Metadata.NONE);
    all.users().create().create(BOB, BOB.user(), Metadata.NONE);
    Improved improved = improve(all, ALICE, DatasetRef.DEFAULT);
    improve(all, ALICE, DatasetRef.of(BOB.user(), SHARED));
    improve(all, BOB, DatasetRef.of(SHARED));
    all.jobs().submit().submit(ALICE, job());
    assertThat(improved.complete()).isTrue();
  }

  private static JobRequest job() {
    return new JobRequest(
        JobRequest.Kind.IMPROVE, new PersistRequest(SessionSelection.of(TALK), DatasetRef.DEFAULT));
  }

  private static Improved improve(UseCases all, UserScope scope, DatasetRef dataset) {
    return all.improve()
        .improve(scope, new PersistRequest(SessionSelection.of(TALK), dataset), Progress.NONE);
  }

  @Test
  void aSessionShouldGoFromTheLogAlone() {
    PersistWorld.Snapshot graph = given.snapshot();

    DeletionReport report = deleteSession(DerivedData.KEEP, ForgetMode.FORGET);

    assertThat(report.log()).isEqualTo(new DeletedSessions(1, 2));
    assertThat(report.graph().documents()).isZero();
    assertThat(world.history()).isEmpty();
    assertThat(given.snapshot()).isEqualTo(graph);
  }

  @Test
  void aSessionShouldGoWithWhatWasDrawnFromItInAllDatasets() {
    DeletionReport report = deleteSession(DerivedData.DELETE, ForgetMode.FORGET);

    assertThat(report.log()).isEqualTo(new DeletedSessions(1, 2));
    assertThat(report.graph().documents()).isEqualTo(4);
    assertThat(report.feedback()).isEqualTo(1);
    assertThat(given.facts())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.statement()).isEqualTo("Carol knows Dave.");
              assertThat(fact.weight()).isEqualTo(0.5);
            });
    assertThat(world.fakeGraph.count(BOBS).documents()).isEqualTo(2);
    assertThat(world.cache.find(BOB.session(TALK))).isPresent();
  }

  @Test
  void anEntryShouldGoWithWhatWasDrawnFromIt() {
    QAEntry first = world.history().getFirst();

    DeletionReport report =
        all().deleteEntry().delete(ALICE, TALK, first.id(), DerivedData.DELETE, ForgetMode.FORGET);

    assertThat(report.log()).isEqualTo(new DeletedSessions(0, 1));
    assertThat(report.graph().documents()).isEqualTo(2);
    assertThat(report.feedback()).isZero();
    assertThat(world.history()).hasSize(1);
  }

  @Test
  void graphDataOfASessionThatIsNoMoreShouldStillGo() {
    world.cache.delete(ALICE.session(TALK));

    DeletionReport report = deleteSession(DerivedData.DELETE, ForgetMode.FORGET);

    assertThat(report.log()).isEqualTo(new DeletedSessions(0, 0));
    assertThat(report.graph().documents()).isEqualTo(4);
  }

  @Test
  void pruningShouldEmptyTheLogOfOneUser() {
    assertThat(all().pruneSessions().prune(ALICE, Whose.MINE, ForgetMode.DRY_RUN).log())
        .isEqualTo(new DeletedSessions(1, 2));
    assertThat(all().pruneSessions().prune(ALICE, Whose.MINE, ForgetMode.FORGET).log())
        .isEqualTo(new DeletedSessions(1, 2));
    assertThat(world.cache.find(BOB.session(TALK))).isPresent();
    assertThat(world.fakeGraph.count(DATASET).documents()).isEqualTo(3);
  }

  @Test
  void pruningEverybodysSessionsShouldTakeAnAdministrator() {
    assertThatThrownBy(
            () -> all().pruneSessions().prune(ALICE, Whose.EVERYBODYS, ForgetMode.FORGET))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(
            () -> all().pruneSessions().prune(ADMIN, Whose.EVERYBODYS, ForgetMode.DRY_RUN))
        .isInstanceOf(InvalidInputException.class);
    assertThat(world.history()).hasSize(2);

    DeletionReport report = all().pruneSessions().prune(ADMIN, Whose.EVERYBODYS, ForgetMode.FORGET);

    assertThat(report.log()).isEqualTo(new DeletedSessions(2, 3));
  }

  @Test
  void aDocumentShouldBeForgottenAndTheSessionsStay() {
    NodeId document =
        given.documents().stream()
            .filter(one -> one.statements().contains("Carol knows Dave."))
            .findFirst()
            .orElseThrow()
            .document()
            .id();

    DeletionReport dry = forgetDocument(ALICE, document, ForgetMode.DRY_RUN);
    DeletionReport report = forgetDocument(ALICE, document, ForgetMode.FORGET);
    DeletionReport again = forgetDocument(ALICE, document, ForgetMode.FORGET);

    assertThat(dry.graph()).isEqualTo(report.graph());
    assertThat(report.graph().documents()).isEqualTo(1);
    assertThat(again.graph()).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
    assertThat(world.history()).hasSize(2);
  }

  @Test
  void whoMayWriteASharedDatasetShouldNotForgetAnothersSessionEntriesThere() {
    world.catalog.grant(BOBS, ALICE.user(), Permission.WRITE);
    QAEntry bobs = world.cache.read(BOB.session(TALK), new EntryRange.Last(1)).entries().getFirst();
    NodeId document = NodeId.document(BOBS, new EntryKey(bobs.session(), bobs.id()));
    long before = world.fakeGraph.count(BOBS).documents();

    DeletionReport report =
        all()
            .datasets()
            .forgetDocument()
            .forget(ALICE, DatasetRef.of(BOB.user(), SHARED), Set.of(document), ForgetMode.FORGET);

    assertThat(report.graph().documents()).isZero();
    assertThat(world.fakeGraph.count(BOBS).documents()).isEqualTo(before);
  }

  @Test
  void aDatasetShouldBeForgottenByItsOwnerAlone() {
    DatasetRef shared = DatasetRef.of(BOB.user(), SHARED);

    assertThatThrownBy(() -> all().datasets().forget().forget(ALICE, shared, ForgetMode.FORGET))
        .isInstanceOf(AccessDeniedException.class);
    world.catalog.revoke(BOBS, ALICE.user());
    assertThatThrownBy(() -> all().datasets().forget().forget(ALICE, shared, ForgetMode.FORGET))
        .isInstanceOf(NotFoundException.class);
    DeletionReport report =
        all().datasets().forget().forget(BOB, DatasetRef.of(SHARED), ForgetMode.FORGET);

    assertThat(report.datasets()).isEqualTo(1);
    assertThat(report.graph().documents()).isEqualTo(4);
    assertThat(world.catalog.find(BOBS)).isEmpty();
    assertThat(world.fakeGraph.count(BOBS).documents()).isZero();
  }

  @Test
  void aUserShouldGoWithEverythingAndNobodyElse() {
    DeletionReport report = all().users().delete().delete(ADMIN, ALICE.user(), ForgetMode.FORGET);

    assertThat(report.log()).isEqualTo(new DeletedSessions(1, 2));
    assertThat(report.datasets()).isEqualTo(1);
    assertThat(report.graph().documents()).isEqualTo(5);
    assertThat(report.jobs()).isEqualTo(1);
    assertThat(report.feedback()).isEqualTo(1);
    assertThat(report.users()).isEqualTo(1);
    assertThat(report.grants()).isEqualTo(2);
    assertThat(report.modelCalls()).isPositive();
    assertNothingOf(world);
    assertThat(world.cache.find(BOB.session(TALK))).isPresent();
    assertThat(world.fakeGraph.count(BOBS).documents()).isEqualTo(2);
    assertThat(world.users.find(BOB.user())).isPresent();
    assertThat(world.fakeLedger.totals(BOB.user(), TimeRange.ALL, UsageBy.MODEL)).isNotEmpty();
  }

  @Test
  void aUserWhoseSessionsWerePrunedShouldGoFromOthersDatasetsToo() {
    world.cache.deleteAll(ALICE.user());
    world.catalog.revoke(BOBS, ALICE.user());

    all().users().delete().delete(ALICE, ALICE.user(), ForgetMode.FORGET);

    assertNothingOf(world);
  }

  @Test
  void aUserShouldBeDeletedByThemselvesOrAnAdministrator() {
    assertThatThrownBy(() -> all().users().delete().delete(BOB, ALICE.user(), ForgetMode.FORGET))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(world.history()).hasSize(2);
  }

  @FunctionalInterface
  interface Deletion {
    DeletionReport of(UseCases all, ForgetMode mode);
  }

  static Stream<Named<Deletion>> deletions() {
    return Stream.of(
        Named.of(
            "session",
            (all, mode) -> all.deleteSession().delete(ALICE, TALK, DerivedData.DELETE, mode)),
        Named.of("user", (all, mode) -> all.users().delete().delete(ALICE, ALICE.user(), mode)),
        Named.of(
            "dataset",
            (all, mode) -> all.datasets().forget().forget(ALICE, DatasetRef.of(MAIN), mode)),
        Named.of("log", (all, mode) -> all.pruneSessions().prune(ALICE, Whose.MINE, mode)));
  }

  @ParameterizedTest
  @MethodSource("deletions")
  void aDryRunShouldTellTheSameAndChangeNothing(Deletion deletion) {
    String before = everything(given);

    DeletionReport dry = deletion.of(all(), ForgetMode.DRY_RUN);
    String unchanged = everything(given);
    DeletionReport real = deletion.of(all(), ForgetMode.FORGET);

    assertThat(unchanged).isEqualTo(before);
    assertThat(dry.mode()).isEqualTo(ForgetMode.DRY_RUN);
    assertThat(dry).usingRecursiveComparison().ignoringFields("mode").isEqualTo(real);
  }

  @ParameterizedTest
  @MethodSource("deletions")
  void aDeletionThatFailsAtAnyStepShouldBeDoneByRepeatingIt(Deletion deletion) {
    PersistWorld whole = new PersistWorld();
    fill(whole);
    deletion.of(whole.world.useCases(), ForgetMode.FORGET);
    String done = everything(whole);
    int step = 0;
    boolean failed = true;
    while (failed) {
      step++;
      for (boolean after : new boolean[] {false, true}) {
        given = new PersistWorld();
        world = given.world;
        fill(given);
        Failing failing = new Failing(world, step, after);
        try {
          deletion.of(all(), ForgetMode.FORGET);
          failed = failing.happened;
        } catch (BackendUnavailableException e) {
          failed = true;
        }
        failing.remove();

        deletion.of(all(), ForgetMode.FORGET);

        assertThat(everything(given)).as("after a failure at step %d", step).isEqualTo(done);
      }
    }
    assertThat(step).isGreaterThan(1);
  }

  private static void assertNothingOf(World world) {
    assertThat(world.history()).isEmpty();
    assertThat(world.fakeGraph.count(DATASET).documents()).isZero();
    assertThat(world.catalog.permitted(ALICE.user(), Permission.READ)).isEmpty();
    assertThat(world.catalog.grants(DATASET)).isEmpty();
    assertThat(world.jobs.list(ALICE.user(), 10)).isEmpty();
    assertThat(world.users.find(ALICE.user())).isEmpty();
    assertThat(world.fakeLedger.totals(ALICE.user(), TimeRange.ALL, UsageBy.MODEL)).isEmpty();
    assertThat(world.fakeGraph.forgetEntries(ALICE.user(), ForgetMode.DRY_RUN)).isEmpty();
    assertThat(world.feedback.forget(ALICE.user(), ForgetMode.DRY_RUN)).isZero();
  }

  /** What all stores hold, told in one text. */
  private static String everything(PersistWorld given) {
    World world = given.world;
    StringBuilder all = new StringBuilder();
    for (UserScope user : List.of(ALICE, BOB)) {
      all.append(world.cache.find(user.session(TALK)))
          .append(world.cache.read(user.session(TALK), new EntryRange.Last(10)))
          .append(world.catalog.permitted(user.user(), Permission.READ))
          .append(world.catalog.permitted(user.user(), Permission.WRITE))
          .append(
              world.jobs.list(user.user(), 10).stream()
                  .map(job -> job.kind() + job.state())
                  .toList())
          .append(world.users.find(user.user()))
          .append(world.fakeLedger.totals(user.user(), TimeRange.ALL, UsageBy.MODEL))
          .append(world.feedback.forget(user.user(), ForgetMode.DRY_RUN))
          .append(world.fakeGraph.forgetEntries(user.user(), ForgetMode.DRY_RUN));
    }
    return all.append(world.catalog.grants(DATASET))
        .append(world.catalog.grants(BOBS))
        .append(world.fakeGraph.count(BOBS))
        .append(given.snapshot())
        .toString();
  }

  private DeletionReport deleteSession(DerivedData derived, ForgetMode how) {
    return all().deleteSession().delete(ALICE, TALK, derived, how);
  }

  private DeletionReport forgetDocument(UserScope scope, NodeId document, ForgetMode how) {
    return all()
        .datasets()
        .forgetDocument()
        .forget(scope, DatasetRef.DEFAULT, Set.of(document), how);
  }

  private UseCases all() {
    return world.useCases();
  }

  /** Lets one call of a port fail. */
  private static final class Failing {

    private final int at;
    private final boolean after;
    private final Runnable undo;
    private int calls;
    private boolean happened;

    Failing(World world, int at, boolean after) {
      this.at = at;
      this.after = after;
      SessionCache cache = world.cache;
      KnowledgeGraph graph = world.graph;
      SessionClaims claims = world.claims;
      DatasetCatalog catalog = world.catalog;
      FeedbackLedger feedback = world.feedback;
      JobStore jobs = world.jobs;
      UserDirectory users = world.users;
      UsageLedger ledger = world.ledger;
      world.cache = port(SessionCache.class, cache);
      world.graph = port(KnowledgeGraph.class, graph);
      world.claims = port(SessionClaims.class, claims);
      world.catalog = port(DatasetCatalog.class, catalog);
      world.feedback = port(FeedbackLedger.class, feedback);
      world.jobs = port(JobStore.class, jobs);
      world.users = port(UserDirectory.class, users);
      world.ledger = port(UsageLedger.class, ledger);
      undo =
          () -> {
            world.cache = cache;
            world.graph = graph;
            world.claims = claims;
            world.catalog = catalog;
            world.feedback = feedback;
            world.jobs = jobs;
            world.users = users;
            world.ledger = ledger;
          };
    }

    void remove() {
      undo.run();
    }

    private <T> T port(Class<T> type, T adapter) {
      return Intercepted.port(
          type,
          adapter,
          (method, arguments, original) -> {
            if (++calls != at) {
              return original.proceed();
            }
            happened = true;
            if (after) {
              original.proceed();
            }
            throw World.down();
          });
    }
  }

  @Test
  void withoutSharedStoresDeletingGraphDataShouldSayWhatIsMissing() {
    world.sharedOn = false;

    assertThatThrownBy(() -> deleteSession(DerivedData.DELETE, ForgetMode.FORGET))
        .isInstanceOf(BackendUnavailableException.class);
    assertThat(world.history()).hasSize(2);
    assertThat(deleteSession(DerivedData.KEEP, ForgetMode.FORGET).log())
        .isEqualTo(new DeletedSessions(1, 2));
    assertThat(world.history()).isEmpty();
  }
}
