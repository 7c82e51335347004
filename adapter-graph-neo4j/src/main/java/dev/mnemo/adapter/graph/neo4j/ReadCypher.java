package dev.mnemo.adapter.graph.neo4j;

/** The statements that read, but for retrieval. */
final class ReadCypher {

  /** At most so many chunks name the origin of one piece of evidence. */
  static final int MAX_PROVENANCE = 256;

  static final String PERSISTED =
      """
      UNWIND $entries AS entry
      MATCH (d:MnemoDocument)
      WHERE d.dataset = $dataset AND d.entry = entry
      RETURN entry, d.content AS content""";

  static final String PARTS =
      """
      MATCH (d:MnemoDocument {dataset: $dataset, id: $document})
      WHERE d.content = $content
      RETURN %s AS document,
        [(d)-[:MNEMO_HAS_CHUNK]->(c:MnemoChunk) | c {.id, .gist}] AS chunks,
        EXISTS { (d)-[:MNEMO_HAS_SUMMARY]->(:MnemoSummary) } AS summarised"""
          .formatted(Documents.PROJECTION);

  static final String COUNT =
      """
      CALL () {
        MATCH (n:MnemoDocument) WHERE n.dataset = $dataset AND n.id IS NOT NULL
        RETURN count(*) AS documents
      }
      CALL () {
        MATCH (n:MnemoChunk) WHERE n.dataset = $dataset AND n.id IS NOT NULL
        RETURN count(*) AS chunks
      }
      CALL () {
        MATCH (n:MnemoEntity) WHERE n.dataset = $dataset AND n.id IS NOT NULL
        RETURN count(*) AS entities
      }
      CALL () {
        MATCH (n:MnemoFact) WHERE n.dataset = $dataset AND n.id IS NOT NULL
        RETURN count(*) AS facts
      }
      CALL () {
        MATCH (n:MnemoSummary) WHERE n.dataset = $dataset AND n.id IS NOT NULL
        RETURN count(*) AS summaries
      }
      RETURN documents, chunks, entities, facts, summaries""";

  /** Completes {@code node}, a fact, and returns it. */
  static final String FACT_WITH_PROVENANCE =
      """
      MATCH (node)-[:MNEMO_SUBJECT]->(subject:MnemoEntity)
      MATCH (node)-[:MNEMO_OBJECT]->(object:MnemoEntity)
      CALL (node) {
        MATCH (node)<-[:MNEMO_STATES]-(c:MnemoChunk)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
        WITH c, d LIMIT %1$d
        RETURN collect(c.id) AS chunks, collect(DISTINCT %2$s) AS documents
      }
      RETURN 'FACT' AS kind, text, vector, chunks, documents,
        node {.id, .dataset, .predicate, .statement, .negated, .confidence, .validAt, .invalidAt,
          .createdAt, .expiredAt, .weight, subject: subject {.id, .name, .type, .description},
          object: object {.id, .name, .type, .description}} AS item"""
          .formatted(MAX_PROVENANCE, Documents.PROJECTION);

  static final String FACTS_ABOUT =
      """
      UNWIND $datasets AS dataset
      UNWIND $entities AS entity
      MATCH (e:MnemoEntity {dataset: dataset, id: entity})
      MATCH (e)<-[:MNEMO_SUBJECT|MNEMO_OBJECT]-(node:MnemoFact)
      WITH DISTINCT node
      ORDER BY node.weight DESC, node.createdAt DESC, node.id
      LIMIT $limit
      WITH node, 0.0 AS text, 0.0 AS vector
      """
          + FACT_WITH_PROVENANCE;

  private ReadCypher() {}
}
