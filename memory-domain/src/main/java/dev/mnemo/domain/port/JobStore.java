package dev.mnemo.domain.port;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Background jobs in shared storage, claimed by lease, so that any number of instances can run. */
public interface JobStore {

  /** Adds a queued job; the same id again changes nothing. */
  void submit(Job job);

  /**
   * Gives the oldest job that waits, or whose worker's lease is over, to the caller: it runs from
   * {@code now} on, with one attempt more.
   *
   * @param leaseUntil until when nobody else gets it
   */
  Optional<Job> claim(Instant now, Instant leaseUntil);

  /**
   * Stores a claimed job's progress, outcome or longer lease.
   *
   * @param claimed the job as the caller last saw it
   * @return false, and nothing stored, where another worker holds it or it was cancelled meanwhile
   */
  boolean update(Job claimed, Job changed);

  /**
   * Cancels a job that is not over.
   *
   * @return the job as it is now; empty where there is none of that user
   */
  Optional<Job> cancel(UserId user, String id, Instant now);

  /** A user's job. */
  Optional<Job> find(UserId user, String id);

  /** A user's {@code limit} newest jobs, newest first. */
  List<Job> list(UserId user, int limit);

  /** Forgets all jobs of one user, running ones too; how many there were. */
  long forget(UserId user, ForgetMode mode);
}
