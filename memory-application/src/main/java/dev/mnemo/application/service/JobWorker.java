package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.JobRequest.Kind;
import dev.mnemo.application.port.in.PersistReport;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.WorkOnJobs;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.port.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one job at a time, holding it by a lease. What a job does can be repeated, so one whose
 * worker vanished is simply begun again, and does what is left.
 */
final class JobWorker implements WorkOnJobs {

  private static final Logger log = LoggerFactory.getLogger(JobWorker.class);

  // A job that takes its worker down with it each time must not go round for ever.
  private static final int MOST_ATTEMPTS = 5;

  private final Shared shared;
  private final Persisting persisting;
  private final Improving improving;
  private final Clock clock;
  private final Duration lease;

  JobWorker(
      Shared shared, Persisting persisting, Improving improving, Clock clock, Duration lease) {
    this.shared = shared;
    this.persisting = persisting;
    this.improving = improving;
    this.clock = clock;
    this.lease = lease;
  }

  @Override
  public boolean workOnOne() {
    JobStore store = shared.stores().jobs();
    Instant now = clock.instant();
    Optional<Job> claimed = store.claim(now, now.plus(lease));
    claimed.ifPresent(job -> work(store, job));
    return claimed.isPresent();
  }

  private void work(JobStore store, Job job) {
    try (HeldJob held = new HeldJob(store, job, clock, lease)) {
      if (job.attempts() > MOST_ATTEMPTS) {
        held.end(
            Job.State.FAILED,
            JobReports.failure(
                "its worker vanished %d times; submit it again".formatted(MOST_ATTEMPTS)));
        return;
      }
      Outcome outcome = outcome(job, held);
      if (Thread.currentThread().isInterrupted()) {
        held.giveBack();
      } else if (held.wanted()) {
        held.end(outcome.state(), outcome.report());
      }
    } catch (RuntimeException e) {
      // Whoever claims it next does what is left.
      log.warn("how job {} ended could not be stored: {}", job.id(), e.toString());
    }
  }

  private record Outcome(Job.State state, String report) {

    static Outcome of(boolean complete, String report) {
      return new Outcome(complete ? Job.State.SUCCEEDED : Job.State.FAILED, report);
    }
  }

  private Outcome outcome(Job job, HeldJob held) {
    try {
      PersistRequest request = JobArguments.read(job.arguments());
      UserScope scope = UserScope.of(job.user());
      if (job.kind().equals(Kind.IMPROVE.word())) {
        Improved improved = improving.improve(scope, request, held);
        return Outcome.of(improved.complete(), JobReports.of(improved));
      }
      if (job.kind().equals(Kind.PERSIST.word())) {
        PersistReport report = persisting.persist(scope, request, held).report();
        return Outcome.of(report.complete(), JobReports.of(report));
      }
      return Outcome.of(
          false, JobReports.failure("nobody here knows jobs of kind '%s'".formatted(job.kind())));
    } catch (MnemoException e) {
      log.debug("job {} failed", job.id(), e);
      return Outcome.of(false, JobReports.failure(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      log.error("job {} failed unexpectedly", job.id(), e);
      return Outcome.of(
          false, JobReports.failure("it failed unexpectedly; the log of its worker tells why"));
    }
  }
}
