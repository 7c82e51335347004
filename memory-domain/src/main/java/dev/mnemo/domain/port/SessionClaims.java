package dev.mnemo.domain.port;

import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Who persists a session's entries, or deletes them, of all the processes that share the graph.
 * Kept in the same store as the graph, so that {@link KnowledgeGraph#write} can see in its own
 * transaction whether the claim that it is under still stands. Read a session's entries after
 * claiming it, never before.
 *
 * <p>All methods throw {@link dev.mnemo.domain.exception.BackendUnavailableException} while the
 * backend cannot be used.
 */
public interface SessionClaims {

  /**
   * Gives the session to {@code holder}; again to one who has it already.
   *
   * @param until when others may take it over
   * @return empty while another's claim lasts
   */
  Optional<SessionClaim> claim(SessionKey session, String holder, Instant now, Instant until);

  /** Gives the session to {@code holder}, whoever has it; all writes under other claims fail. */
  SessionClaim seize(SessionKey session, String holder, Instant until);

  /** Makes a claim last until {@code until}; empty where it was lost meanwhile. */
  Optional<SessionClaim> extend(SessionClaim claim, Instant until);

  /** Gives a claim back; one that was lost meanwhile is left to whoever has it. */
  void release(SessionClaim claim);
}
