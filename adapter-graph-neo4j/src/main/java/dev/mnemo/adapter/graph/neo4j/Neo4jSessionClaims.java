package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionClaims;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The claims to sessions, each a node that lives as long as somebody has it. */
final class Neo4jSessionClaims implements SessionClaims {

  private final Neo4jConnection connection;

  Neo4jSessionClaims(Neo4jConnection connection) {
    this.connection = connection;
  }

  /**
   * Sees in a running transaction that a claim stands, and keeps others from taking it till the
   * end.
   *
   * @throws ConflictException if the claim was lost
   */
  static void require(SessionClaim claim, Transaction tx) {
    if (tx.run(ClaimCypher.HOLD, parameters(claim)).isEmpty()) {
      throw new ConflictException(
          "session '%s' was claimed by another run meanwhile; persist it again"
              .formatted(claim.session().session()));
    }
  }

  @Override
  public Optional<SessionClaim> claim(
      SessionKey session, String holder, Instant now, Instant until) {
    SessionClaim claim = new SessionClaim(session, holder, until);
    Map<String, Object> parameters = parameters(claim);
    parameters.put("now", Times.of(now));
    return change(ClaimCypher.CLAIM, parameters) ? Optional.of(claim) : Optional.empty();
  }

  @Override
  public SessionClaim seize(SessionKey session, String holder, Instant until) {
    SessionClaim claim = new SessionClaim(session, holder, until);
    change(ClaimCypher.SEIZE, parameters(claim));
    return claim;
  }

  @Override
  public Optional<SessionClaim> extend(SessionClaim claim, Instant until) {
    SessionClaim longer = new SessionClaim(claim.session(), claim.holder(), until);
    return change(ClaimCypher.EXTEND, parameters(longer)) ? Optional.of(longer) : Optional.empty();
  }

  @Override
  public void release(SessionClaim claim) {
    change(ClaimCypher.RELEASE, parameters(claim));
  }

  private boolean change(String cypher, Map<String, Object> parameters) {
    return connection.use(store -> store.write(tx -> !tx.run(cypher, parameters).isEmpty()));
  }

  private static Map<String, Object> parameters(SessionClaim claim) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("session", Documents.indexed(claim.session()));
    parameters.put("holder", claim.holder());
    parameters.put("until", Times.of(claim.until()));
    return parameters;
  }
}
