package dev.mnemo.application.service;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes sessions away from whoever persists them, for as long as their deletion takes. */
final class Seizure {

  private static final Logger log = LoggerFactory.getLogger(Seizure.class);

  // A deletion may take long, and nobody may begin to persist meanwhile.
  private static final int LEASES = 60;

  private final Shared shared;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Duration lease;

  /**
   * @param lease nobody else gets a session whose deletion broke off for 60 times as long
   */
  Seizure(Shared shared, TimeOrderedIds ids, Clock clock, Duration lease) {
    this.shared = shared;
    this.ids = ids;
    this.clock = clock;
    this.lease = lease;
  }

  /** Seized sessions; closing gives them back. */
  record Held(SessionClaims claims, List<SessionClaim> held) implements AutoCloseable {

    @Override
    public void close() {
      for (SessionClaim claim : held) {
        try {
          claims.release(claim);
        } catch (RuntimeException e) {
          log.debug("a claim was not released, and ends by itself", e);
        }
      }
    }
  }

  /** Seizes sessions; for a dry run none, as that changes nothing. */
  Held of(List<SessionKey> sessions, ForgetMode mode) {
    SessionClaims claims = shared.stores().claims();
    List<SessionClaim> held = new ArrayList<>();
    if (mode == ForgetMode.FORGET) {
      String holder = ids.next().value();
      for (SessionKey session : sessions) {
        held.add(claims.seize(session, holder, clock.instant().plus(lease.multipliedBy(LEASES))));
      }
    }
    return new Held(claims, List.copyOf(held));
  }
}
