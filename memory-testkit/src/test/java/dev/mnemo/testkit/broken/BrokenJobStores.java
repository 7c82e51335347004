package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.testkit.contract.JobStoreContract;
import dev.mnemo.testkit.fake.FakeJobStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Job stores with planted faults. */
public final class BrokenJobStores {

  private record Subject(JobStore jobs) implements JobStoreContract {
    @Override
    public JobStore openJobs() {
      return jobs;
    }
  }

  private BrokenJobStores() {}

  /** All of them. */
  public static List<Mutant<JobStoreContract>> all() {
    return Stream.concat(claiming().stream(), changing().stream()).toList();
  }

  private static List<Mutant<JobStoreContract>> claiming() {
    return List.of(
        mutant(
            "drops a job's arguments",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void submit(Job job) {
                    healthy.submit(
                        new Job(
                            job.id(),
                            job.user(),
                            job.kind(),
                            Metadata.NONE,
                            job.state(),
                            job.attempts(),
                            job.done(),
                            job.total(),
                            job.report(),
                            job.createdAt(),
                            job.changedAt(),
                            job.leaseUntil()));
                  }
                },
            "aSubmittedJobShouldBeFoundAsGiven"),
        mutant(
            "puts a job back to its start when it is submitted again",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public void submit(Job job) {
                    healthy.find(job.user(), job.id()).ifPresent(one -> healthy.update(one, job));
                    healthy.submit(job);
                  }
                },
            "submitAgainShouldChangeNothing"),
        mutant(
            "gives the second oldest job first",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> claim(Instant now, Instant leaseUntil) {
                    Optional<Job> first = healthy.claim(now, leaseUntil);
                    Optional<Job> second = healthy.claim(now, leaseUntil);
                    if (first.isPresent() && second.isPresent()) {
                      healthy.update(first.get(), first.get().interrupted(now));
                    }
                    return second.or(() -> first);
                  }
                },
            "claimShouldGiveTheOldestFirstAndEachOnce"),
        mutant(
            "gives a job and keeps it waiting",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> claim(Instant now, Instant leaseUntil) {
                    return healthy
                        .claim(now, leaseUntil)
                        .map(
                            job -> {
                              healthy.update(job, job.interrupted(now));
                              return job;
                            });
                  }
                },
            "aClaimedJobShouldRunWithOneAttemptMore",
            "claimShouldGiveTheOldestFirstAndEachOnce"),
        mutant(
            "never gives up waiting for a worker",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> claim(Instant now, Instant leaseUntil) {
                    return healthy.claim(JobStoreContract.NOW, leaseUntil);
                  }
                },
            "aJobShouldBeClaimedAgainWhenItsLeaseIsOver"),
        mutant(
            "claims under locks that nobody else sees",
            healthy ->
                new Forwarding(healthy) {
                  private final Overlap race = new Overlap();

                  @Override
                  public Optional<Job> claim(Instant now, Instant leaseUntil) {
                    return race.run(
                        () -> healthy.claim(now, leaseUntil),
                        () -> healthy.list(JobStoreContract.OWNER, 1).stream().findFirst());
                  }
                },
            "concurrentClaimsShouldGiveEveryJobOnce"),
        mutant(
            "stops after a failed job",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> claim(Instant now, Instant leaseUntil) {
                    boolean failed =
                        healthy.list(JobStoreContract.OWNER, 100).stream()
                            .anyMatch(job -> job.state() == Job.State.FAILED);
                    return failed ? Optional.empty() : healthy.claim(now, leaseUntil);
                  }
                },
            "aFailedJobShouldNotStopTheQueue"));
  }

  private static List<Mutant<JobStoreContract>> changing() {
    return List.of(
        mutant(
            "takes an interrupted job for failed",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public boolean update(Job claimed, Job changed) {
                    return changed.state() == Job.State.INTERRUPTED
                        ? healthy.update(
                            claimed, claimed.ended(Job.State.FAILED, "", changed.changedAt()))
                        : healthy.update(claimed, changed);
                  }
                },
            "anInterruptedJobShouldBeClaimedAgainAtOnce"),
        mutant(
            "says that it stored what it did not",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public boolean update(Job claimed, Job changed) {
                    return true;
                  }
                },
            "updateShouldKeepProgressOutcomeAndLease",
            "aJobShouldBeClaimedAgainWhenItsLeaseIsOver"),
        mutant(
            "cancels only what waits",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> cancel(UserId user, String id, Instant now) {
                    return healthy
                        .find(user, id)
                        .filter(job -> job.state() == Job.State.RUNNING)
                        .or(() -> healthy.cancel(user, id, now));
                  }
                },
            "cancelShouldEndAJobThatWaitsOrRuns"),
        mutant(
            "cancels for anybody",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> cancel(UserId user, String id, Instant now) {
                    return healthy.cancel(JobStoreContract.OWNER, id, now);
                  }
                },
            "cancelShouldLeaveWhatIsOverOrSomebodyElses"),
        mutant(
            "shows jobs to anybody",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public Optional<Job> find(UserId user, String id) {
                    return healthy.find(JobStoreContract.OWNER, id);
                  }
                },
            "jobsShouldBeShownToTheirUserAlone"),
        mutant(
            "lists the oldest first",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public List<Job> list(UserId user, int limit) {
                    return healthy.list(user, limit).reversed();
                  }
                },
            "listShouldGiveTheNewestFirst"),
        mutant(
            "takes a dry run for meant",
            healthy ->
                new Forwarding(healthy) {
                  @Override
                  public long forget(UserId user, ForgetMode mode) {
                    return healthy.forget(user, ForgetMode.FORGET);
                  }
                },
            "forgetShouldTakeAllJobsOfOneUserWhenMeant"));
  }

  private static Mutant<JobStoreContract> mutant(
      String fault, UnaryOperator<JobStore> broken, String... rejectedBy) {
    return Mutant.of(fault, () -> new Subject(broken.apply(new FakeJobStore())), rejectedBy);
  }

  /** Hands everything on to a healthy store; a fault overrides the rest. */
  private static class Forwarding implements JobStore {

    private final JobStore healthy;

    Forwarding(JobStore healthy) {
      this.healthy = healthy;
    }

    @Override
    public void submit(Job job) {
      healthy.submit(job);
    }

    @Override
    public Optional<Job> claim(Instant now, Instant leaseUntil) {
      return healthy.claim(now, leaseUntil);
    }

    @Override
    public boolean update(Job claimed, Job changed) {
      return healthy.update(claimed, changed);
    }

    @Override
    public Optional<Job> cancel(UserId user, String id, Instant now) {
      return healthy.cancel(user, id, now);
    }

    @Override
    public Optional<Job> find(UserId user, String id) {
      return healthy.find(user, id);
    }

    @Override
    public List<Job> list(UserId user, int limit) {
      return healthy.list(user, limit);
    }

    @Override
    public long forget(UserId user, ForgetMode mode) {
      return healthy.forget(user, mode);
    }
  }
}
