package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.UseCases;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.application.port.in.DerivedData;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.SessionList;
import dev.mnemo.application.port.in.SessionView;
import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.SessionCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionUseCasesTest {

  private final World world = new World();

  @Test
  void aTurnShouldBeRecordedUnderAnIdAndATimeOfItsOwn() {
    QAEntry entry = record(NewTurn.of("Hello?", "Hello."));

    assertThat(entry.time()).isEqualTo(world.clock.instant());
    assertThat(entry.sequence()).isEqualTo(1);
    assertThat(world.history()).containsExactly(entry);
  }

  @Test
  void aTurnWithGivenIdAndTimeShouldKeepThemAndLandOnceHoweverOftenItIsRecorded() {
    Instant time = Instant.parse("2020-01-01T00:00:00Z");
    NewTurn turn =
        new NewTurn(
            Optional.of(new EntryId("given")),
            Optional.of(time),
            "Hello?",
            "Hello.",
            "context",
            new GraphElementIds(List.of("n"), List.of("e")),
            new Usage(3, 2, Optional.empty(), true),
            Metadata.NONE.with("lang", "en"));

    QAEntry first = record(turn);
    QAEntry again = record(turn);

    assertThat(again).isEqualTo(first);
    assertThat(first.id()).isEqualTo(new EntryId("given"));
    assertThat(first.time()).isEqualTo(time);
    assertThat(first.turn().context()).isEqualTo("context");
    assertThat(first.turn().used()).isEqualTo(turn.used());
    assertThat(first.turn().usage()).isEqualTo(turn.usage());
    assertThat(first.turn().metadata().values()).containsEntry("lang", "en");
    assertThat(world.history()).hasSize(1);
  }

  @Test
  void recordingShouldSurviveAHiccupOfTheCache() {
    AtomicInteger attempts = new AtomicInteger();
    world.cache =
        Intercepted.port(
            SessionCache.class,
            world.cache,
            (method, arguments, original) -> {
              if (method.equals("append") && attempts.incrementAndGet() < 3) {
                throw World.down();
              }
              return original.proceed();
            });

    record(NewTurn.of("Hello?", "Hello."));

    assertThat(world.history()).hasSize(1);
  }

  @Test
  void recordingIntoAnEndedSessionShouldBeAConflictUnlessItReopens() {
    record(NewTurn.of("Hello?", "Hello."));
    useCases().endSession().end(ALICE, TALK, Ending.Outcome.FAILED);

    assertThatThrownBy(() -> record(NewTurn.of("More?", "No.")))
        .isInstanceOf(ConflictException.class);
    useCases().recordTurn().record(ALICE, TALK, NewTurn.of("More?", "Yes."), IfEnded.REOPEN);

    assertThat(world.history()).hasSize(2);
    assertThat(useCases().showSession().show(ALICE, TALK).status())
        .isEqualTo(SessionStatus.RUNNING);
  }

  @Test
  void theHistoryShouldBeReadInRanges() {
    record(NewTurn.of("One?", "1"));
    record(NewTurn.of("Two?", "2"));
    record(NewTurn.of("Three?", "3"));

    assertThat(useCases().readHistory().read(ALICE, TALK, new EntryRange.Last(2)).entries())
        .extracting(QAEntry::question)
        .containsExactly("Two?", "Three?");
    assertThat(useCases().readHistory().read(ALICE, new SessionId("none"), new EntryRange.Last(2)))
        .extracting(history -> history.entries().size())
        .isEqualTo(0);
    assertThat(useCases().readHistory().read(BOB, TALK, new EntryRange.Last(2)).entries())
        .isEmpty();
  }

  @Test
  void anEntryShouldBeChangedAndDeletedByItsId() {
    QAEntry entry = record(NewTurn.of("One?", "1"));

    QAEntry rated =
        useCases()
            .changeEntry()
            .change(ALICE, TALK, entry.id(), new EntryChange.Rate(new Feedback(5, "good")));

    assertThat(rated.feedback()).contains(new Feedback(5, "good"));
    assertThat(delete(entry.id()).log()).isEqualTo(new DeletedSessions(0, 1));
    assertThat(delete(entry.id()).log()).isEqualTo(new DeletedSessions(0, 0));
    assertThat(world.history()).isEmpty();
  }

  @Test
  void changingAnAbsentEntryShouldBeNotFound() {
    record(NewTurn.of("One?", "1"));

    assertThatThrownBy(
            () ->
                useCases()
                    .changeEntry()
                    .change(ALICE, TALK, new EntryId("none"), new EntryChange.Answer("2")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("talk");
  }

  @Test
  void aSessionShouldBeStartedDescribedEndedAndDeleted() {
    Metadata metadata = Metadata.NONE.with("title", "A talk");
    useCases().startSession().start(ALICE, TALK, metadata);
    assertThatThrownBy(() -> useCases().startSession().start(ALICE, TALK, metadata))
        .isInstanceOf(ConflictException.class);

    SessionView described =
        useCases()
            .changeSession()
            .change(ALICE, TALK, new SessionChange.Describe(Metadata.NONE.with("title", "Talk")));
    SessionView ended = useCases().endSession().end(ALICE, TALK, Ending.Outcome.COMPLETED);
    DeletedSessions deleted = delete().log();

    assertThat(described.session().metadata().values()).containsEntry("title", "Talk");
    assertThat(described.status()).isEqualTo(SessionStatus.RUNNING);
    assertThat(ended.status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(ended.session().ending())
        .contains(new Ending(Ending.Outcome.COMPLETED, world.clock.instant()));
    assertThat(deleted).isEqualTo(new DeletedSessions(1, 0));
    assertThat(delete().log()).isEqualTo(new DeletedSessions(0, 0));
  }

  @Test
  void anIdleSessionShouldBeShownAsAbandoned() {
    record(NewTurn.of("One?", "1"));
    world.clock.advance(Duration.ofMinutes(31));

    assertThat(useCases().showSession().show(ALICE, TALK).status())
        .isEqualTo(SessionStatus.ABANDONED);
    assertThat(list().sessions().getFirst().status()).isEqualTo(SessionStatus.ABANDONED);
  }

  @Test
  void aUserShouldListOnlyOwnSessions() {
    record(NewTurn.of("One?", "1"));
    useCases().startSession().start(BOB, new SessionId("bobs"), Metadata.NONE);

    SessionList list = list();

    assertThat(list.total()).isEqualTo(1);
    assertThat(list.sessions())
        .extracting(view -> view.session().key())
        .containsExactly(ALICE.session(TALK));
  }

  @Test
  void callsOnAnAbsentSessionShouldBeNotFound() {
    assertThatThrownBy(() -> useCases().showSession().show(ALICE, TALK))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("talk");
    assertThatThrownBy(() -> useCases().endSession().end(ALICE, TALK, Ending.Outcome.COMPLETED))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> useCases().changeSession().change(ALICE, TALK, new SessionChange.Reopen()))
        .isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everySessionCallShouldSayThatTheCacheIsOffAndWhatToDo(Consumer<UseCases> call) {
    world.cacheOn = false;

    assertThatThrownBy(() -> call.accept(useCases()))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessage("session cache: is off; set MNEMO_CACHE to fs or redis");
  }

  static Stream<Consumer<UseCases>> calls() {
    EntryId entry = new EntryId("entry");
    return List.<Consumer<UseCases>>of(
        all -> all.readHistory().read(ALICE, TALK, new EntryRange.Last(1)),
        all -> all.recordTurn().record(ALICE, TALK, NewTurn.of("q", "a"), IfEnded.REJECT),
        all -> all.changeEntry().change(ALICE, TALK, entry, new EntryChange.Unrate()),
        all -> all.deleteEntry().delete(ALICE, TALK, entry, DerivedData.KEEP, ForgetMode.FORGET),
        all -> all.startSession().start(ALICE, TALK, Metadata.NONE),
        all -> all.showSession().show(ALICE, TALK),
        all -> all.listSessions().list(ALICE, newestFirst()),
        all -> all.changeSession().change(ALICE, TALK, new SessionChange.Reopen()),
        all -> all.endSession().end(ALICE, TALK, Ending.Outcome.COMPLETED),
        all -> all.deleteSession().delete(ALICE, TALK, DerivedData.KEEP, ForgetMode.FORGET),
        all -> all.exportSessions().export(ALICE, Optional.empty(), one -> {}))
        .stream();
  }

  private DeletionReport delete() {
    return useCases().deleteSession().delete(ALICE, TALK, DerivedData.KEEP, ForgetMode.FORGET);
  }

  private DeletionReport delete(EntryId entry) {
    return useCases().deleteEntry().delete(ALICE, TALK, entry, DerivedData.KEEP, ForgetMode.FORGET);
  }

  private UseCases useCases() {
    return world.useCases();
  }

  private QAEntry record(NewTurn turn) {
    return useCases().recordTurn().record(ALICE, TALK, turn, IfEnded.REJECT);
  }

  private SessionList list() {
    return useCases().listSessions().list(ALICE, newestFirst());
  }

  private static SessionQuery newestFirst() {
    return SessionQuery.newestFirst(new SessionQuery.Page.Cursor(Optional.empty(), 10));
  }
}
