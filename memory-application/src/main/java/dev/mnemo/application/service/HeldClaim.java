package dev.mnemo.application.service;

import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.port.SessionClaims;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A claim that is kept up while its holder works, however long a model takes, and ends soon after
 * the holder vanished.
 */
final class HeldClaim implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HeldClaim.class);
  private static final int BEATS = 3;

  private final SessionClaims claims;
  private final Clock clock;
  private final Duration lease;
  private final Heartbeat heartbeat;

  // Guarded by this.
  private SessionClaim claim;
  private boolean lost;

  HeldClaim(SessionClaims claims, SessionClaim claim, Clock clock, Duration lease) {
    this.claims = claims;
    this.claim = claim;
    this.clock = clock;
    this.lease = lease;
    this.heartbeat = Heartbeat.every(lease.dividedBy(BEATS), this::extend);
  }

  synchronized SessionClaim claim() {
    return claim;
  }

  /** Whether another has it now; asks the store. */
  synchronized boolean lost() {
    extend();
    return lost;
  }

  private synchronized void extend() {
    if (!lost) {
      claims
          .extend(claim, clock.instant().plus(lease))
          .ifPresentOrElse(longer -> claim = longer, () -> lost = true);
    }
  }

  @Override
  public void close() {
    heartbeat.close();
    try {
      claims.release(claim());
    } catch (RuntimeException e) {
      log.debug("a claim was not released, and ends by itself", e);
    }
  }
}
