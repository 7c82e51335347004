package dev.mnemo.adapter.graph.neo4j;

/**
 * The statements of the feedback: a node per entry that has some, and one per entry and element
 * that it rates. Elements are locked before their ratings are read; weights are computed outside.
 */
final class FeedbackCypher {

  /** Keeps others from changing the feedback of these entries; creates what is missing. */
  static final String LOCK_ENTRY =
      """
      MERGE (f:MnemoFeedback {entry: $entry})
      SET f.lock = true""";

  static final String RECORD =
      """
      MATCH (f:MnemoFeedback {entry: $entry})
      SET f += $properties""";

  static final String REMOVE = "MATCH (f:MnemoFeedback {entry: $entry}) DETACH DELETE f";

  static final String RECORDED =
      """
      UNWIND $entries AS entry
      MATCH (f:MnemoFeedback {entry: entry})
      WHERE f.score IS NOT NULL
      RETURN entry, f.score AS score, f.text AS text""";

  static final String OF_SESSION =
      """
      MATCH (f:MnemoFeedback)
      WHERE f.user = $user AND f.session IS NOT NULL AND f.entryId IS NOT NULL
        AND ($session IS NULL OR f.session = $session)
        AND ($entryId IS NULL OR f.entryId = $entryId)
      RETURN f.entry AS entry ORDER BY entry""";

  /** What an entry rates so far; no datasets are all. */
  static final String RATED =
      """
      MATCH (r:MnemoRating)
      WHERE r.entry = $entry AND ($datasets IS NULL OR r.dataset IN $datasets)
      RETURN r.dataset AS dataset, r.element AS element""";

  /** Which of these elements there are, in which datasets. */
  static final String HELD =
      """
      UNWIND $datasets AS dataset
      UNWIND $elements AS element
      CALL (dataset, element) {
        MATCH (n:MnemoEntity {dataset: dataset, id: element}) RETURN n
        UNION ALL
        MATCH (n:MnemoFact {dataset: dataset, id: element}) RETURN n
        UNION ALL
        MATCH (n:MnemoChunk {dataset: dataset, id: element}) RETURN n
        UNION ALL
        MATCH (n:MnemoSummary {dataset: dataset, id: element}) RETURN n
      }
      RETURN DISTINCT dataset, element""";

  static final String RATED_AMONG =
      """
      UNWIND $elements AS element
      MATCH (r:MnemoRating)
      WHERE r.dataset = $dataset AND r.element = element AND r.entry IS NOT NULL
      RETURN DISTINCT element""";

  static final String UNRATE =
      """
      MATCH (r:MnemoRating)
      WHERE r.entry = $entry AND ($datasets IS NULL OR r.dataset IN $datasets)
      DETACH DELETE r""";

  static final String RATE =
      """
      UNWIND $elements AS one
      MERGE (r:MnemoRating {dataset: one.dataset, element: one.element, entry: $entry})
      SET r.score = $score, r.place = $place""";

  /** Locks elements, those that share nodes with writers in the order that these take. */
  static final String LOCK_ELEMENTS =
      """
      UNWIND $elements AS one
      CALL (one) {
        MATCH (n:MnemoEntity {dataset: one.dataset, id: one.element}) SET n.lock = true
        RETURN n
        UNION ALL
        MATCH (n:MnemoFact {dataset: one.dataset, id: one.element}) SET n.lock = true
        RETURN n
        UNION ALL
        MATCH (n:MnemoChunk {dataset: one.dataset, id: one.element}) SET n.lock = true
        RETURN n
        UNION ALL
        MATCH (n:MnemoSummary {dataset: one.dataset, id: one.element}) SET n.lock = true
        RETURN n
      }
      RETURN one.dataset AS dataset, one.element AS element, coalesce(n.weight, 0.5) AS weight""";

  static final String RATINGS =
      """
      UNWIND $elements AS one
      MATCH (r:MnemoRating)
      WHERE r.dataset = one.dataset AND r.element = one.element AND r.entry IS NOT NULL
      WITH r ORDER BY r.place
      RETURN r.dataset AS dataset, r.element AS element, collect(r.score) AS scores""";

  static final String WEIGH =
      """
      UNWIND $weights AS one
      CALL (one) {
        MATCH (n:MnemoEntity {dataset: one.dataset, id: one.element}) RETURN n
        UNION ALL
        MATCH (n:MnemoFact {dataset: one.dataset, id: one.element}) RETURN n
        UNION ALL
        MATCH (n:MnemoChunk {dataset: one.dataset, id: one.element}) RETURN n
        UNION ALL
        MATCH (n:MnemoSummary {dataset: one.dataset, id: one.element}) RETURN n
      }
      SET n.weight = one.weight""";

  private FeedbackCypher() {}
}
