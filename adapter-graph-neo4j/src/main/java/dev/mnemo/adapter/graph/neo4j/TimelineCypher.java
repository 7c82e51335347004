package dev.mnemo.adapter.graph.neo4j;

/**
 * The statements by which facts of one subject and slot end each other. An ending is a relationship
 * from fact to fact, so that who does not see the one does not see that it ended the other.
 */
final class TimelineCypher {

  /** The facts of some timelines, whose subjects the caller has locked. */
  static final String READ =
      """
      UNWIND $lines AS line
      MATCH (f:MnemoFact)
      WHERE f.dataset = $dataset AND f.line = line AND f.toldAt IS NOT NULL
      MATCH (f)-[:MNEMO_OBJECT]->(object:MnemoEntity)
      OPTIONAL MATCH (by:MnemoFact)-[r:MNEMO_ENDS]->(f)
      RETURN line, f.id AS id, object.id AS object, f.negated AS negated, f.scope AS scope,
        coalesce(f.validAt, f.toldAt) AS since, collect(by {.id, at: r.at}) AS endings""";

  static final String CHANGE =
      """
      CALL () {
        UNWIND $gone AS one
        MATCH (by:MnemoFact {dataset: $dataset, id: one.by})
        MATCH (f:MnemoFact {dataset: $dataset, id: one.ended})
        MATCH (by)-[r:MNEMO_ENDS]->(f)
        DELETE r
      }
      CALL () {
        UNWIND $made AS one
        MATCH (by:MnemoFact {dataset: $dataset, id: one.by})
        MATCH (f:MnemoFact {dataset: $dataset, id: one.ended})
        MERGE (by)-[r:MNEMO_ENDS]->(f)
        SET r.at = one.at
      }
      RETURN 1 AS done""";

  private TimelineCypher() {}
}
