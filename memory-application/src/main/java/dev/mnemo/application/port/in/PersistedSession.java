package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What persisting did with one session.
 *
 * @param persisted entries that were written, edited ones included
 * @param known entries that were there already, in the form they have
 * @param failed entries that were not written, of those that were tried
 * @param left entries that were not tried, because the session was given up
 * @param nodes chunks and entities created
 * @param facts facts created
 * @param usage tokens and money spent on it
 * @param reason why its outcome is not {@link Outcome#DONE}
 */
public record PersistedSession(
    SessionId session,
    Outcome outcome,
    long persisted,
    long known,
    List<FailedEntry> failed,
    long left,
    long nodes,
    long facts,
    Usage usage,
    Optional<String> reason) {

  /** How it went. */
  public enum Outcome {
    /** All its entries are in the graph. */
    DONE,
    /** The caller has no such session. */
    UNKNOWN,
    /** Some entries failed and the others are in the graph. */
    INCOMPLETE,
    /** It was given up; what was written stays, and the next run goes on there. */
    FAILED,
    /** Another run is at work on it, and had not ended when this one stopped waiting. */
    BUSY
  }

  public PersistedSession {
    Require.present("session id", session);
    Require.present("outcome", outcome);
    Require.notNegative("persisted", persisted);
    Require.notNegative("known", known);
    failed = List.copyOf(failed);
    Require.notNegative("left", left);
    Require.notNegative("nodes", nodes);
    Require.notNegative("facts", facts);
    Require.present("usage", usage);
    Require.present("reason", reason);
  }
}
