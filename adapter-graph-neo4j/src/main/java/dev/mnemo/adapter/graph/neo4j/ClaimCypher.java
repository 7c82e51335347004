package dev.mnemo.adapter.graph.neo4j;

/**
 * The statements of the claims to sessions: a node per claimed session. Each locks the claim before
 * it looks who has it, so that a claim does not change hands while a write is under it.
 */
final class ClaimCypher {

  /** Who claims a session that nobody had, creates it. */
  static final String CLAIM =
      """
      MERGE (c:MnemoClaim {session: $session})
      SET c.lock = true
      WITH c WHERE c.holder IS NULL OR c.holder = $holder OR c.until <= $now
      SET c.holder = $holder, c.until = $until
      RETURN c.holder AS holder""";

  static final String SEIZE =
      """
      MERGE (c:MnemoClaim {session: $session})
      SET c.lock = true, c.holder = $holder, c.until = $until""";

  /** Locks a claim that stands. */
  static final String HOLD =
      """
      MATCH (c:MnemoClaim {session: $session})
      SET c.lock = true
      WITH c WHERE c.holder = $holder
      RETURN c.holder AS holder""";

  static final String EXTEND =
      """
      MATCH (c:MnemoClaim {session: $session})
      SET c.lock = true
      WITH c WHERE c.holder = $holder
      SET c.until = $until
      RETURN c.holder AS holder""";

  static final String RELEASE =
      """
      MATCH (c:MnemoClaim {session: $session})
      SET c.lock = true
      WITH c WHERE c.holder = $holder
      DELETE c""";

  private ClaimCypher() {}
}
