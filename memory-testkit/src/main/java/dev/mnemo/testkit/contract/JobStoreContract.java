package dev.mnemo.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} keeps. */
public interface JobStoreContract {

  /** Whose jobs the clauses submit. */
  UserId OWNER = new UserId("alice");

  /** When the clauses claim. */
  Instant NOW = TestClock.NOON;

  /** Until when the first claims of the clauses last. */
  Instant UNTIL = NOW.plusSeconds(60);

  /**
   * Opens the jobs of the running test: none at its first call; each further call opens the same
   * ones once more, as another process would. Close what was opened after each test.
   */
  JobStore openJobs();

  @Test
  default void aSubmittedJobShouldBeFoundAsGiven() {
    Metadata arguments = Metadata.NONE.with("sessions", "s:1\ns 👩 2").with("dataset", "");
    Job job =
        new Job(
            "j'1",
            OWNER,
            "improve",
            arguments,
            Job.State.QUEUED,
            0,
            0,
            7,
            Optional.empty(),
            NOW.plusNanos(1_000),
            NOW.plusNanos(2_000),
            Optional.empty());

    openJobs().submit(job);

    assertThat(openJobs().find(OWNER, "j'1")).contains(job);
    assertThat(openJobs().find(OWNER, "other")).isEmpty();
  }

  @Test
  default void submitAgainShouldChangeNothing() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));
    Job claimed = jobs.claim(NOW, UNTIL).orElseThrow();

    jobs.submit(job("one", 0));

    assertThat(jobs.find(OWNER, "one")).contains(claimed);
    assertThat(jobs.list(OWNER, 10)).hasSize(1);
  }

  @Test
  default void claimShouldGiveTheOldestFirstAndEachOnce() {
    JobStore jobs = openJobs();
    jobs.submit(job("later", 2));
    jobs.submit(job("first", 1));

    assertThat(jobs.claim(NOW, UNTIL)).map(Job::id).contains("first");
    assertThat(openJobs().claim(NOW, UNTIL)).map(Job::id).contains("later");
    assertThat(jobs.claim(NOW, UNTIL)).isEmpty();
  }

  @Test
  default void aClaimedJobShouldRunWithOneAttemptMore() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));

    Job claimed = jobs.claim(NOW, UNTIL).orElseThrow();

    assertThat(claimed).isEqualTo(job("one", 0).claimed(NOW, UNTIL));
    assertThat(claimed.attempts()).isEqualTo(1);
    assertThat(claimed.state()).isEqualTo(Job.State.RUNNING);
    assertThat(jobs.find(OWNER, "one")).contains(claimed);
  }

  @Test
  default void aJobShouldBeClaimedAgainWhenItsLeaseIsOver() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));
    Job lost = jobs.claim(NOW, UNTIL).orElseThrow();

    assertThat(jobs.claim(UNTIL.minusNanos(1_000), UNTIL)).isEmpty();
    Job again = jobs.claim(UNTIL, UNTIL.plusSeconds(60)).orElseThrow();

    assertThat(again.attempts()).isEqualTo(2);
    assertThat(jobs.update(lost, lost.ended(Job.State.SUCCEEDED, "done", UNTIL))).isFalse();
    assertThat(jobs.find(OWNER, "one")).contains(again);
  }

  @Test
  default void anInterruptedJobShouldBeClaimedAgainAtOnce() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));
    Job running = jobs.claim(NOW, UNTIL).orElseThrow();

    assertThat(jobs.update(running, running.interrupted(NOW))).isTrue();

    assertThat(jobs.claim(NOW, UNTIL)).map(Job::attempts).contains(2);
  }

  @Test
  default void concurrentClaimsShouldGiveEveryJobOnce() {
    List<JobStore> processes = List.of(openJobs(), openJobs());
    List<String> ids = List.of("a", "b", "c", "d", "e", "f");
    ids.forEach(id -> processes.getFirst().submit(job(id, 0)));

    List<Optional<Job>> claimed = Parallel.run(12, n -> processes.get(n % 2).claim(NOW, UNTIL));

    assertThat(claimed.stream().flatMap(Optional::stream).map(Job::id))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void updateShouldKeepProgressOutcomeAndLease() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));
    Job running = jobs.claim(NOW, UNTIL).orElseThrow();
    Job advanced = running.advanced(3, 7, NOW.plusSeconds(1), UNTIL.plusSeconds(60));

    assertThat(jobs.update(running, advanced)).isTrue();
    assertThat(jobs.find(OWNER, "one")).contains(advanced);
    assertThat(jobs.claim(UNTIL, UNTIL.plusSeconds(60))).isEmpty();
    assertThat(jobs.update(running, running.interrupted(NOW))).isFalse();

    Job failed = advanced.ended(Job.State.FAILED, "the model is down", NOW.plusSeconds(2));
    assertThat(jobs.update(advanced, failed)).isTrue();
    assertThat(jobs.find(OWNER, "one")).contains(failed);
    assertThat(jobs.claim(UNTIL.plusSeconds(3_600), UNTIL.plusSeconds(7_200))).isEmpty();
  }

  @Test
  default void aFailedJobShouldNotStopTheQueue() {
    JobStore jobs = openJobs();
    jobs.submit(job("bad", 0));
    jobs.submit(job("good", 1));
    Job bad = jobs.claim(NOW, UNTIL).orElseThrow();

    jobs.update(bad, bad.ended(Job.State.FAILED, "no such dataset", NOW));

    assertThat(jobs.claim(NOW, UNTIL)).map(Job::id).contains("good");
  }

  @Test
  default void cancelShouldEndAJobThatWaitsOrRuns() {
    JobStore jobs = openJobs();
    jobs.submit(job("running", 0));
    Job running = jobs.claim(NOW, UNTIL).orElseThrow();
    jobs.submit(job("waiting", 0));

    assertThat(jobs.cancel(OWNER, "waiting", NOW)).map(Job::state).contains(Job.State.CANCELLED);
    assertThat(jobs.cancel(OWNER, "running", NOW)).map(Job::state).contains(Job.State.CANCELLED);

    assertThat(jobs.update(running, running.advanced(1, 2, NOW, UNTIL))).isFalse();
    assertThat(jobs.claim(UNTIL, UNTIL.plusSeconds(60))).isEmpty();
  }

  @Test
  default void cancelShouldLeaveWhatIsOverOrSomebodyElses() {
    JobStore jobs = openJobs();
    jobs.submit(job("over", 0));
    Job running = jobs.claim(NOW, UNTIL).orElseThrow();
    Job over = running.ended(Job.State.SUCCEEDED, "all of it", NOW);
    jobs.update(running, over);
    jobs.submit(job("waiting", 0));

    assertThat(jobs.cancel(OWNER, "over", UNTIL)).contains(over);
    assertThat(jobs.cancel(new UserId("bob"), "waiting", NOW)).isEmpty();
    assertThat(jobs.cancel(OWNER, "unknown", NOW)).isEmpty();

    assertThat(jobs.claim(NOW, UNTIL)).map(Job::id).contains("waiting");
  }

  @Test
  default void jobsShouldBeShownToTheirUserAlone() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));

    assertThat(jobs.find(new UserId("bob"), "one")).isEmpty();
    assertThat(jobs.list(new UserId("bob"), 10)).isEmpty();
  }

  @Test
  default void listShouldGiveTheNewestFirst() {
    JobStore jobs = openJobs();
    jobs.submit(job("b", 2));
    jobs.submit(job("c", 3));
    jobs.submit(job("a", 1));

    assertThat(jobs.list(OWNER, 10)).extracting(Job::id).containsExactly("c", "b", "a");
    assertThat(jobs.list(OWNER, 2)).extracting(Job::id).containsExactly("c", "b");
  }

  @Test
  default void forgetShouldTakeAllJobsOfOneUserWhenMeant() {
    JobStore jobs = openJobs();
    jobs.submit(job("one", 0));
    jobs.submit(job("two", 0));
    jobs.submit(job("other", new UserId("bob"), 0));
    Job running = jobs.claim(NOW, UNTIL).orElseThrow();

    assertThat(jobs.forget(OWNER, ForgetMode.DRY_RUN)).isEqualTo(2);
    assertThat(jobs.list(OWNER, 10)).hasSize(2);
    assertThat(jobs.forget(OWNER, ForgetMode.FORGET)).isEqualTo(2);
    assertThat(jobs.forget(OWNER, ForgetMode.FORGET)).isZero();

    assertThat(jobs.list(OWNER, 10)).isEmpty();
    assertThat(jobs.list(new UserId("bob"), 10)).hasSize(1);
    assertThat(jobs.update(running, running.advanced(1, 1, NOW, UNTIL))).isFalse();
  }

  private static Job job(String id, long second) {
    return job(id, OWNER, second);
  }

  private static Job job(String id, UserId user, long second) {
    Instant at = NOW.minusSeconds(100).plusSeconds(second);
    return new Job(
        id,
        user,
        "improve",
        Metadata.NONE,
        Job.State.QUEUED,
        0,
        0,
        0,
        Optional.empty(),
        at,
        at,
        Optional.empty());
  }
}
