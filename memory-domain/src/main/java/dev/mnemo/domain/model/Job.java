package dev.mnemo.domain.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Work that goes on after the call that asked for it returned.
 *
 * @param arguments what to do, as the use case that submitted it understands it
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
    INTERRUPTED
  }

  public Job {
    Require.identifier("job id", id, 256);
    Require.present("user id", user);
    Require.identifier("job kind", kind, 64);
    Require.present("arguments", arguments);
    Require.present("state", state);
    Require.notNegative("done", done);
    Require.notNegative("total", total);
    Require.present("report", report);
    Require.present("created at", createdAt);
    Require.present("changed at", changedAt);
    Require.present("lease until", leaseUntil);
  }
}
