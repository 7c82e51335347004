package dev.mnemo.domain.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session's record: everything about it but its entries.
 *
 * @param startedAt when it was created, or its oldest entry's time where that is earlier
 * @param lastActivityAt its newest entry's time, or {@code startedAt} while it has none
 * @param entries how many entries it holds now
 * @param usage what its entries cost together, deleted ones included: money once spent stays spent
 * @param expiresAt when it becomes invisible, where a time to live is configured
 */
public record Session(
    SessionKey key,
    Instant startedAt,
    Instant lastActivityAt,
    Optional<Ending> ending,
    long entries,
    Usage usage,
    Metadata metadata,
    Optional<Instant> expiresAt) {

  public Session {
    Require.present("session key", key);
    Require.present("started at", startedAt);
    Require.present("last activity at", lastActivityAt);
    Require.present("ending", ending);
    Require.notNegative("entries", entries);
    Require.present("usage", usage);
    Require.present("metadata", metadata);
    Require.present("expires at", expiresAt);
  }

  /** The status at {@code now}, a running session counting as abandoned after {@code idle}. */
  public SessionStatus statusAt(Instant now, Duration idle) {
    return ending
        .map(
            end ->
                switch (end.outcome()) {
                  case COMPLETED -> SessionStatus.COMPLETED;
                  case FAILED -> SessionStatus.FAILED;
                })
        .orElseGet(
            () ->
                lastActivityAt.plus(idle).isBefore(now)
                    ? SessionStatus.ABANDONED
                    : SessionStatus.RUNNING);
  }
}
