package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import java.time.Instant;
import java.util.Optional;

/**
 * A session's record as it was elsewhere.
 *
 * @param lastActivityAt its newest entry's time, of a deleted one too
 * @param ending empty while its entries are still to come, or where it was not ended
 * @param usage what it cost altogether, on deleted entries too
 */
public record SavedSession(
    SessionId id,
    Instant startedAt,
    Instant lastActivityAt,
    Optional<Ending> ending,
    Metadata metadata,
    Usage usage) {

  public SavedSession {
    Require.present("session id", id);
    Require.present("started at", startedAt);
    Require.present("last activity at", lastActivityAt);
    Require.present("ending", ending);
    Require.present("metadata", metadata);
    Require.present("usage", usage);
  }

  /** What of it can be restored before its entries are. */
  public SavedSession beforeItsEntries() {
    return new SavedSession(id, startedAt, startedAt, Optional.empty(), metadata, Usage.NONE);
  }
}
