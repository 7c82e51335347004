package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.JobRequest;
import dev.mnemo.application.port.in.JobRequest.Kind;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobsTest {

  private final PersistWorld given = new PersistWorld();
  private final World world = given.world;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aJobShouldBeQueuedAtOnceAndDoneByAWorker(Kind kind) {
    given.say("Alice lives in Paris.", "Noted.");

    Job queued = submit(kind, SessionSelection.of(TALK));
    boolean worked = work();
    Job done = show(queued.id());

    assertThat(queued.state()).isEqualTo(Job.State.QUEUED);
    assertThat(worked).isTrue();
    assertThat(done.state()).isEqualTo(Job.State.SUCCEEDED);
    assertThat(done.done()).isEqualTo(1);
    assertThat(done.total()).isEqualTo(1);
    assertThat(done.report())
        .hasValueSatisfying(
            report ->
                assertThat(report)
                    .startsWith("{\"dataset\":\"main_dataset\",\"sessions\":[{\"session_id\":")
                    .contains("\"outcome\":\"done\",\"persisted\":1,\"already_there\":0"));
    assertThat(world.fakeGraph.count(PersistWorld.DATASET).documents()).isEqualTo(2);
    assertThat(work()).isFalse();
  }

  @Test
  void theReportShouldBeJsonWhateverTheSessionsAreCalled() {
    SessionId odd = new SessionId("a\"b\\c\nd\u0001é");

    Job queued = submit(Kind.IMPROVE, SessionSelection.of(odd));
    work();

    assertThat(show(queued.id()).report())
        .hasValueSatisfying(report -> assertThat(report).contains("\"a\\\"b\\\\c\\nd\\u0001é\""));
  }

  @Test
  void aJobShouldBeRefusedAtOnceWhereItsUserLacksTheRight() {
    assertThatThrownBy(
            () ->
                world
                    .useCases()
                    .jobs()
                    .submit()
                    .submit(
                        BOB,
                        new JobRequest(
                            Kind.IMPROVE,
                            new PersistRequest(
                                SessionSelection.of(TALK),
                                DatasetRef.of(ALICE.user(), DatasetName.DEFAULT)))))
        .isInstanceOf(NotFoundException.class);
    assertThat(world.useCases().jobs().list().list(BOB, 10)).isEmpty();
  }

  @Test
  void aJobThatFailsShouldSayWhyAndNotStopTheQueue() {
    given.say("Alice lives in Paris.", "Noted.");
    DatasetName gone = new DatasetName("gone");
    world.remember(ALICE, gone, "Erin knows Frank.");
    Job bad =
        world
            .useCases()
            .jobs()
            .submit()
            .submit(
                ALICE,
                new JobRequest(
                    Kind.IMPROVE,
                    new PersistRequest(SessionSelection.of(TALK), DatasetRef.of(gone))));
    world.catalog.delete(DatasetId.of(ALICE.user(), gone));
    world.clock.advance(Duration.ofSeconds(1));
    Job good = submit(Kind.IMPROVE, SessionSelection.of(TALK));

    assertThat(work()).isTrue();
    assertThat(work()).isTrue();

    assertThat(show(bad.id()).state()).isEqualTo(Job.State.FAILED);
    assertThat(show(bad.id()).report())
        .hasValueSatisfying(report -> assertThat(report).contains("error", "gone", "remember"));
    assertThat(show(good.id()).state()).isEqualTo(Job.State.SUCCEEDED);
  }

  @Test
  void anUnexpectedFailureAndAnUnknownKindShouldFailTheJobAlone() {
    Instant now = world.clock.instant();
    world.jobs.submit(job("unknown", "dance", Metadata.NONE, now));
    world.jobs.submit(job("broken", "improve", Metadata.NONE, now.plusMillis(1)));

    assertThat(work()).isTrue();
    assertThat(work()).isTrue();

    assertThat(show("unknown").state()).isEqualTo(Job.State.FAILED);
    assertThat(show("broken").state()).isEqualTo(Job.State.FAILED);
  }

  @Test
  void aCancelledJobShouldNotBeBegun() {
    given.say("Alice lives in Paris.", "Noted.");
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));

    Job cancelled = world.useCases().jobs().cancel().cancel(ALICE, queued.id());

    assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
    assertThat(work()).isFalse();
    assertThat(given.paid).isEmpty();
  }

  @Test
  void aJobThatIsCancelledWhileItRunsShouldStopBetweenEntries() {
    for (int i = 0; i < 30; i++) {
      given.say("Alice likes Thing%d.".formatted(i), "Noted.");
    }
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    KnowledgeExtractor extractor = world.extractor;
    world.extractor =
        passage -> {
          world.clock.advance(World.LEASE.dividedBy(20));
          if (passage.text().contains("Thing5.")) {
            world.useCases().jobs().cancel().cancel(ALICE, queued.id());
          }
          return extractor.extract(passage);
        };

    work();

    Job job = show(queued.id());
    assertThat(job.state()).isEqualTo(Job.State.CANCELLED);
    assertThat(given.paid.size()).isBetween(6, 20);
    assertThat(world.fakeGraph.count(PersistWorld.DATASET).documents())
        .as("what was paid for is kept")
        .isEqualTo(1 + given.paid.size());
  }

  @Test
  void aJobWhoseWorkerVanishedShouldBeShownAsInterruptedAndTakenUpAgain() {
    given.say("Alice lives in Paris.", "Noted.");
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    Instant now = world.clock.instant();
    world.jobs.claim(now, now.plus(World.LEASE));

    Job running = show(queued.id());
    boolean tooEarly = work();
    world.clock.advance(World.LEASE);
    Job vanished = show(queued.id());
    boolean again = work();

    assertThat(running.state()).isEqualTo(Job.State.RUNNING);
    assertThat(tooEarly).isFalse();
    assertThat(vanished.state()).isEqualTo(Job.State.INTERRUPTED);
    assertThat(again).isTrue();
    assertThat(show(queued.id()).state()).isEqualTo(Job.State.SUCCEEDED);
  }

  @Test
  void aJobThatTookManyWorkersDownShouldBeGivenUp() {
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    for (int i = 0; i < 5; i++) {
      Instant now = world.clock.instant();
      world.jobs.claim(now, now.plus(World.LEASE));
      world.clock.advance(World.LEASE);
    }

    work();

    assertThat(show(queued.id()).state()).isEqualTo(Job.State.FAILED);
  }

  @Test
  void aWorkerThatLostItsJobShouldLeaveItsStateAlone() {
    given.say("Alice lives in Paris.", "Noted.");
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    AtomicBoolean taken = new AtomicBoolean();
    KnowledgeExtractor extractor = world.extractor;
    world.extractor =
        passage -> {
          if (!taken.getAndSet(true)) {
            world.clock.advance(World.LEASE);
            Instant now = world.clock.instant();
            world.jobs.claim(now, now.plus(World.LEASE));
          }
          return extractor.extract(passage);
        };

    work();

    assertThat(show(queued.id()).state()).isEqualTo(Job.State.RUNNING);
  }

  @Test
  void anInterruptedWorkerShouldGiveItsJobBack() {
    given.say("Alice lives in Paris.", "Noted.");
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    world.extractor =
        passage -> {
          throw new IllegalStateException("not reached");
        };
    Thread.currentThread().interrupt();

    work();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(show(queued.id()).state()).isEqualTo(Job.State.INTERRUPTED);
  }

  @Test
  void aStoreThatFailsAtTheEndShouldLeaveTheJobToTheNextWorker() {
    given.say("Alice lives in Paris.", "Noted.");
    Job queued = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    JobStore store = world.jobs;
    world.jobs =
        Intercepted.port(
            JobStore.class,
            store,
            (method, arguments, original) -> {
              if (method.equals("update")) {
                throw World.down();
              }
              return original.proceed();
            });

    assertThat(work()).isTrue();
    world.jobs = store;
    world.clock.advance(World.LEASE);
    given.paid.clear();
    assertThat(work()).isTrue();

    assertThat(show(queued.id()).state()).isEqualTo(Job.State.SUCCEEDED);
    assertThat(given.paid).isEmpty();
  }

  @Test
  void jobsShouldBeListedNewestFirstAndSeenByTheirUserAlone() {
    Job first = submit(Kind.IMPROVE, SessionSelection.of(TALK));
    world.clock.advance(Duration.ofSeconds(1));
    Job second = submit(Kind.PERSIST, new SessionSelection.All());

    List<Job> listed = world.useCases().jobs().list().list(ALICE, 10);

    assertThat(listed).extracting(Job::id).containsExactly(second.id(), first.id());
    assertThat(world.useCases().jobs().list().list(BOB, 10)).isEmpty();
    assertThatThrownBy(() -> world.useCases().jobs().show().show(BOB, first.id()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> world.useCases().jobs().cancel().cancel(BOB, first.id()))
        .isInstanceOf(NotFoundException.class);
    assertThat(show(first.id()).state()).isEqualTo(Job.State.QUEUED);
  }

  private static Job job(String id, String kind, Metadata arguments, Instant now) {
    return new Job(
        id,
        ALICE.user(),
        kind,
        arguments,
        Job.State.QUEUED,
        0,
        0,
        0,
        Optional.empty(),
        now,
        now,
        Optional.empty());
  }

  private Job submit(Kind kind, SessionSelection sessions) {
    return world
        .useCases()
        .jobs()
        .submit()
        .submit(ALICE, new JobRequest(kind, new PersistRequest(sessions, DatasetRef.DEFAULT)));
  }

  private Job show(String id) {
    return world.useCases().jobs().show().show(ALICE, id);
  }

  private boolean work() {
    return world.useCases().jobs().work().workOnOne();
  }
}
