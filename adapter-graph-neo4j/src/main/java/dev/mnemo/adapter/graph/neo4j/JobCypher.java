package dev.mnemo.adapter.graph.neo4j;

/** The statements of the jobs, each a node; {@code open} is there while a job is not over. */
final class JobCypher {

  static final String SUBMIT =
      """
      MERGE (j:MnemoJob {id: $id})
      ON CREATE SET j += $properties""";

  /** The job to take up next, not locked: another may be quicker. */
  static final String NEXT =
      """
      MATCH (j:MnemoJob)
      WHERE j.open = true AND j.createdAt IS NOT NULL AND j.id IS NOT NULL
      WITH j ORDER BY j.open, j.createdAt, j.id
      WHERE j.leaseUntil IS NULL OR j.leaseUntil <= $now
      RETURN j.id AS id LIMIT 1""";

  static final String LOCK =
      """
      MATCH (j:MnemoJob {id: $id})
      SET j.lock = true
      WITH j
      RETURN j""";

  /** A property that is left out is removed. */
  static final String STORE =
      """
      MATCH (j:MnemoJob {id: $id})
      SET j = $properties""";

  static final String FIND = "MATCH (j:MnemoJob {id: $id}) WHERE j.user = $user RETURN j";

  static final String LIST =
      """
      MATCH (j:MnemoJob)
      WHERE j.user = $user AND j.createdAt IS NOT NULL AND j.id IS NOT NULL
      RETURN j ORDER BY j.createdAt DESC, j.id DESC LIMIT $limit""";

  static final String FORGET =
      """
      MATCH (j:MnemoJob)
      WHERE j.user = $user AND j.createdAt IS NOT NULL AND j.id IS NOT NULL
      DETACH DELETE j""";

  private JobCypher() {}
}
