package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionClaims;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Claims in memory. */
public final class FakeSessionClaims implements SessionClaims {

  private final Map<SessionKey, SessionClaim> claims = new HashMap<>();

  @Override
  public synchronized Optional<SessionClaim> claim(
      SessionKey session, String holder, Instant now, Instant until) {
    boolean taken =
        Optional.ofNullable(claims.get(session))
            .filter(claim -> !claim.holder().equals(holder) && now.isBefore(claim.until()))
            .isPresent();
    return taken ? Optional.empty() : Optional.of(seize(session, holder, until));
  }

  @Override
  public synchronized SessionClaim seize(SessionKey session, String holder, Instant until) {
    SessionClaim claim = new SessionClaim(session, holder, until);
    claims.put(session, claim);
    return claim;
  }

  @Override
  public synchronized Optional<SessionClaim> extend(SessionClaim claim, Instant until) {
    return stands(claim)
        ? Optional.of(seize(claim.session(), claim.holder(), until))
        : Optional.empty();
  }

  @Override
  public synchronized void release(SessionClaim claim) {
    if (stands(claim)) {
      claims.remove(claim.session());
    }
  }

  /** Refuses what is under a claim that was lost. */
  void require(SessionClaim claim) {
    if (!stands(claim)) {
      throw new ConflictException(
          "session '%s' was claimed by another run meanwhile; persist it again"
              .formatted(claim.session().session()));
    }
  }

  private synchronized boolean stands(SessionClaim claim) {
    return Optional.ofNullable(claims.get(claim.session()))
        .filter(held -> held.holder().equals(claim.holder()))
        .isPresent();
  }
}
