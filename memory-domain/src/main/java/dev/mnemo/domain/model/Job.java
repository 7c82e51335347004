package dev.mnemo.domain.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Work that goes on after the call that asked for it returned.
 *
 * @param arguments what to do, as the use case that submitted it understands it
 * @param attempts how often a worker took it up
 * @param done units finished so far, of {@code total}
 * @param report the outcome in the use case's own form, or the cause of the failure; empty before
 * @param leaseUntil until when its present worker holds it; empty while nobody does
 */
public record Job(
    String id,
    UserId user,
    String kind,
    Metadata arguments,
    State state,
    int attempts,
    long done,
    long total,
    Optional<String> report,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> leaseUntil) {

  /** Where a job stands. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** Its worker vanished; it is claimed again or reported, never silently lost. */
    INTERRUPTED;

    /** Whether nothing more happens to a job in this state. */
    public boolean isOver() {
      return switch (this) {
        case SUCCEEDED, FAILED, CANCELLED -> true;
        case QUEUED, RUNNING, INTERRUPTED -> false;
      };
    }
  }

  public Job {
    Require.identifier("job id", id, 256);
    Require.present("user id", user);
    Require.identifier("job kind", kind, 64);
    Require.present("arguments", arguments);
    Require.present("state", state);
    Require.notNegative("attempts", attempts);
    Require.notNegative("done", done);
    Require.notNegative("total", total);
    Require.present("report", report);
    Require.present("created at", createdAt);
    Require.present("changed at", changedAt);
    Require.present("lease until", leaseUntil);
  }

  /** Whether it is nobody's at {@code now} and not over. */
  public boolean isWaiting(Instant now) {
    return !state.isOver() && leaseUntil.map(until -> !now.isBefore(until)).orElse(true);
  }

  /** This in a worker's hands from {@code now} on. */
  public Job claimed(Instant now, Instant until) {
    return with(State.RUNNING, attempts + 1, done, total, report, now, Optional.of(until));
  }

  /** This after its worker got so far, and keeps it. */
  public Job advanced(long doneNow, long ofTotal, Instant now, Instant until) {
    return with(state, attempts, doneNow, ofTotal, report, now, Optional.of(until));
  }

  /** This at its end, which is one of those after which nothing happens to it. */
  public Job ended(State end, String outcome, Instant now) {
    return with(end, attempts, done, total, Optional.of(outcome), now, Optional.empty());
  }

  /** This after its user wanted it no more. */
  public Job cancelled(Instant now) {
    return with(State.CANCELLED, attempts, done, total, report, now, Optional.empty());
  }

  /** This given back by a worker that cannot go on. */
  public Job interrupted(Instant now) {
    return with(State.INTERRUPTED, attempts, done, total, report, now, Optional.empty());
  }

  private Job with(
      State newState,
      int newAttempts,
      long newDone,
      long newTotal,
      Optional<String> newReport,
      Instant now,
      Optional<Instant> until) {
    return new Job(
        id,
        user,
        kind,
        arguments,
        newState,
        newAttempts,
        newDone,
        newTotal,
        newReport,
        createdAt,
        now,
        until);
  }
}
