package dev.mnemo.application.service;

import static dev.mnemo.application.service.PersistWorld.DATASET;
import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.CancelJob;
import dev.mnemo.application.port.in.ChangeEntry;
import dev.mnemo.application.port.in.ChangeSession;
import dev.mnemo.application.port.in.ChangeUser;
import dev.mnemo.application.port.in.CreateUser;
import dev.mnemo.application.port.in.DatasetContent;
import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.DeleteEntry;
import dev.mnemo.application.port.in.DeleteSession;
import dev.mnemo.application.port.in.DeleteUser;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.application.port.in.EndSession;
import dev.mnemo.application.port.in.ExportSessions;
import dev.mnemo.application.port.in.Exported;
import dev.mnemo.application.port.in.ForgetDataset;
import dev.mnemo.application.port.in.ForgetDocument;
import dev.mnemo.application.port.in.GrantDataset;
import dev.mnemo.application.port.in.Improve;
import dev.mnemo.application.port.in.JobRequest;
import dev.mnemo.application.port.in.ListDatasets;
import dev.mnemo.application.port.in.ListJobs;
import dev.mnemo.application.port.in.ListSessions;
import dev.mnemo.application.port.in.ListUsers;
import dev.mnemo.application.port.in.MemoryRequest;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.PersistSessions;
import dev.mnemo.application.port.in.PreviewSearch;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.PruneSessions;
import dev.mnemo.application.port.in.ReadHistory;
import dev.mnemo.application.port.in.Recall;
import dev.mnemo.application.port.in.RecallMemory;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.RecordTurn;
import dev.mnemo.application.port.in.Reembed;
import dev.mnemo.application.port.in.Remember;
import dev.mnemo.application.port.in.RestoreSession;
import dev.mnemo.application.port.in.RevokeDataset;
import dev.mnemo.application.port.in.SavedSession;
import dev.mnemo.application.port.in.Search;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.application.port.in.ShowDataset;
import dev.mnemo.application.port.in.ShowJob;
import dev.mnemo.application.port.in.ShowSession;
import dev.mnemo.application.port.in.ShowUsage;
import dev.mnemo.application.port.in.ShowUser;
import dev.mnemo.application.port.in.StartSession;
import dev.mnemo.application.port.in.SubmitJob;
import dev.mnemo.application.port.in.WorkOnJobs;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Permission;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bob tries every use case on what is Alice's. */
class PermissionsTest {

  private static final String OF_THE_SESSION = "Zanzibar";
  private static final String OF_THE_TEXT = "Quokka";
  private static final DatasetRef ALICES = DatasetRef.of(ALICE.user(), MAIN);
  private static final EntryId ENTRY = new EntryId("e0001");

  /** One attempt; gives whatever it was answered. */
  @FunctionalInterface
  private interface Attempt {
    Object by(UseCases all);
  }

  private static final UserId CAROL = new UserId("carol");
  private static final Map<Class<?>, Attempt> ATTEMPTS = attempts();

  private final PersistWorld given = new PersistWorld();
  private final World world = given.world;

  PermissionsTest() {
    world.remember(ALICE, MAIN, "Alice likes " + OF_THE_TEXT + ".");
    QAEntry entry = given.say("Alice likes " + OF_THE_SESSION + ".", "Noted.");
    world.cache.changeEntry(
        entry.session(), entry.id(), new EntryChange.Rate(new Feedback(5, OF_THE_SESSION)));
    UseCases all = world.useCases();
    all.users().create().create(ALICE, ALICE.user(), Metadata.NONE.with("note", OF_THE_SESSION));
    PersistRequest request = new PersistRequest(SessionSelection.of(TALK), DatasetRef.DEFAULT);
    all.improve().improve(ALICE, request, Progress.NONE);
    Job submitted =
        all.jobs().submit().submit(ALICE, new JobRequest(JobRequest.Kind.IMPROVE, request));
    assertThat(submitted.state()).isEqualTo(Job.State.QUEUED);
  }

  static Stream<Class<?>> useCases() {
    return leaves(UseCases.class).stream();
  }

  private static List<Class<?>> leaves(Class<?> type) {
    List<Class<?>> leaves = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isRecord()) {
        leaves.addAll(leaves(component.getType()));
      } else {
        leaves.add(component.getType());
      }
    }
    return leaves;
  }

  @Test
  void everyUseCaseShouldBeTried() {
    assertThat(ATTEMPTS.keySet()).isEqualTo(new HashSet<>(leaves(UseCases.class)));
  }

  @ParameterizedTest
  @MethodSource("useCases")
  void whoHasNoRightShouldFindNothingAndChangeNothing(Class<?> useCase) {
    String before = everythingOfAlice();

    String answer = attempt(useCase);

    assertThat(answer).doesNotContain(OF_THE_SESSION, OF_THE_TEXT);
    assertThat(everythingOfAlice()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("useCases")
  void whoMayReadShouldNotFindTheSessionAndChangeNothing(Class<?> useCase) {
    world.catalog.grant(DATASET, BOB.user(), Permission.READ);
    String before = everythingOfAlice();

    String answer = attempt(useCase);

    assertThat(answer).doesNotContain(OF_THE_SESSION);
    assertThat(everythingOfAlice()).isEqualTo(before);
  }

  private String attempt(Class<?> useCase) {
    Attempt attempt =
        Optional.ofNullable(ATTEMPTS.get(useCase))
            .orElseThrow(() -> new AssertionError("nobody tried " + useCase.getSimpleName()));
    try {
      return String.valueOf(attempt.by(world.useCases()));
    } catch (MnemoException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String everythingOfAlice() {
    return String.join(
        "\n",
        String.valueOf(world.cache.find(ALICE.session(TALK))),
        String.valueOf(world.history()),
        String.valueOf(world.catalog.permitted(ALICE.user(), Permission.READ)),
        String.valueOf(world.catalog.grants(DATASET)),
        String.valueOf(world.users.find(ALICE.user())),
        String.valueOf(world.jobs.list(ALICE.user(), 10)),
        String.valueOf(world.feedback.forget(ALICE.user(), ForgetMode.DRY_RUN)),
        String.valueOf(world.fakeLedger.totals(ALICE.user(), TimeRange.ALL, UsageBy.MODEL)),
        given.snapshot().toString());
  }

  private static Map<Class<?>, Attempt> attempts() {
    Map<Class<?>, Attempt> all = new LinkedHashMap<>();
    all.put(
        Remember.class,
        of ->
            of.remember()
                .remember(
                    BOB,
                    ALICES,
                    new NewText("note", "Bob likes Rome.", Optional.empty()),
                    Progress.NONE));
    all.put(Search.class, of -> of.search().search(BOB, search(), piece -> {}));
    all.put(PreviewSearch.class, of -> of.previewSearch().preview(BOB, search()));
    all.put(Recall.class, of -> of.recall().recall(BOB, RecallRequest.of("Alice likes", 100)));
    all.put(RecallMemory.class, of -> of.recallMemory().recall(BOB, memory()));
    all.put(Improve.class, of -> of.improve().improve(BOB, persist(), Progress.NONE));
    all.put(
        PersistSessions.class, of -> of.persistSessions().persist(BOB, persist(), Progress.NONE));
    all.put(ReadHistory.class, of -> of.readHistory().read(BOB, TALK, new EntryRange.Last(10)));
    all.put(
        RecordTurn.class,
        of -> of.recordTurn().record(BOB, TALK, NewTurn.of("Hi?", "Hi."), IfEnded.REOPEN));
    all.put(
        ChangeEntry.class,
        of -> of.changeEntry().change(BOB, TALK, ENTRY, new EntryChange.Unrate()));
    all.put(
        DeleteEntry.class,
        of -> of.deleteEntry().delete(BOB, TALK, ENTRY, DerivedData.DELETE, ForgetMode.FORGET));
    all.put(StartSession.class, of -> of.startSession().start(BOB, TALK, Metadata.NONE));
    all.put(ShowSession.class, of -> of.showSession().show(BOB, TALK));
    all.put(
        ListSessions.class,
        of ->
            of.listSessions()
                .list(
                    BOB,
                    SessionQuery.newestFirst(new SessionQuery.Page.Cursor(Optional.empty(), 10))));
    all.put(
        ChangeSession.class,
        of ->
            of.changeSession()
                .change(BOB, TALK, new SessionChange.Describe(Metadata.NONE.with("a", "b"))));
    all.put(EndSession.class, of -> of.endSession().end(BOB, TALK, Ending.Outcome.FAILED));
    all.put(
        DeleteSession.class,
        of -> of.deleteSession().delete(BOB, TALK, DerivedData.DELETE, ForgetMode.FORGET));
    all.put(
        PruneSessions.class,
        of -> of.pruneSessions().prune(BOB, PruneSessions.Whose.MINE, ForgetMode.FORGET));
    all.put(
        ExportSessions.class,
        of -> {
          List<Exported> parts = new ArrayList<>();
          return List.of(
              of.exportSessions().export(BOB, Optional.of(TALK), parts::add),
              of.exportSessions().export(BOB, Optional.empty(), parts::add),
              parts);
        });
    all.put(
        RestoreSession.class,
        of -> {
          Instant time = Instant.parse("2030-01-01T00:00:00Z");
          of.restoreSession()
              .restore(
                  BOB,
                  new SavedSession(TALK, time, time, Optional.empty(), Metadata.NONE, Usage.NONE));
          return "";
        });
    all.put(Reembed.class, of -> of.reembed().reembed(BOB, Progress.NONE));
    all.put(ShowUsage.class, of -> of.showUsage().show(BOB, TimeRange.ALL, UsageBy.SESSION));
    jobs(all);
    users(all);
    datasets(all);
    return all;
  }

  private static void jobs(Map<Class<?>, Attempt> all) {
    all.put(
        SubmitJob.class,
        of -> of.jobs().submit().submit(BOB, new JobRequest(JobRequest.Kind.IMPROVE, persist())));
    all.put(ShowJob.class, of -> of.jobs().show().show(BOB, alicesJob(of)));
    all.put(ListJobs.class, of -> of.jobs().list().list(BOB, 100));
    all.put(CancelJob.class, of -> of.jobs().cancel().cancel(BOB, alicesJob(of)));
    // A worker does everybody's work, each with its user's rights; it tells nobody of it.
    all.put(WorkOnJobs.class, of -> "tells only whether there was a job");
  }

  private static String alicesJob(UseCases of) {
    return of.jobs().list().list(ALICE, 1).getFirst().id();
  }

  private static void users(Map<Class<?>, Attempt> all) {
    all.put(CreateUser.class, of -> of.users().create().create(BOB, ALICE.user(), Metadata.NONE));
    all.put(ShowUser.class, of -> of.users().show().show(BOB, ALICE.user()));
    all.put(ListUsers.class, of -> of.users().list().list(BOB, Optional.empty(), 10));
    all.put(ChangeUser.class, of -> of.users().change().change(BOB, ALICE.user(), Metadata.NONE));
    all.put(
        DeleteUser.class, of -> of.users().delete().delete(BOB, ALICE.user(), ForgetMode.FORGET));
  }

  private static void datasets(Map<Class<?>, Attempt> all) {
    all.put(ListDatasets.class, of -> of.datasets().list().list(BOB));
    all.put(
        ShowDataset.class,
        of ->
            of.datasets()
                .show()
                .show(
                    BOB,
                    new DatasetContent.Request(ALICES, Optional.empty(), Optional.empty(), 1_000)));
    all.put(
        GrantDataset.class, of -> of.datasets().grant().grant(BOB, MAIN, CAROL, Permission.WRITE));
    all.put(RevokeDataset.class, of -> of.datasets().revoke().revoke(BOB, MAIN, BOB.user()));
    all.put(
        ForgetDocument.class,
        of ->
            of.datasets()
                .forgetDocument()
                .forget(
                    BOB,
                    ALICES,
                    Set.of(NodeId.document(DATASET, new EntryKey(ALICE.session(TALK), ENTRY))),
                    ForgetMode.FORGET));
    all.put(
        ForgetDataset.class, of -> of.datasets().forget().forget(BOB, ALICES, ForgetMode.FORGET));
  }

  private static PersistRequest persist() {
    return new PersistRequest(SessionSelection.of(TALK), ALICES);
  }

  private static SearchRequest search() {
    return SearchRequest.of(TALK, "What does Alice like?");
  }

  private static MemoryRequest memory() {
    return new MemoryRequest(TALK, Optional.of("What does Alice like?"), 100, 100, 100);
  }
}
