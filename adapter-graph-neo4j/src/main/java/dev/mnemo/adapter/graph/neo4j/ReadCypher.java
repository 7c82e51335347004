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

  static final String DOCUMENTS_OF_ENTRIES =
      """
      MATCH (d:MnemoDocument)
      WHERE d.user = $user AND d.session = $session
        AND d.entryId IS NOT NULL
        AND (size($entries) = 0 OR d.entryId IN $entries)
      RETURN d.dataset AS dataset, d.id AS id""";

  static final String DOCUMENTS_OF_USER =
      """
      MATCH (d:MnemoDocument)
      WHERE d.user = $user AND d.session IS NOT NULL AND d.entryId IS NOT NULL
      RETURN d.dataset AS dataset, d.id AS id""";

  static final String STATEMENTS =
      """
      UNWIND $facts AS id
      MATCH (f:MnemoFact {dataset: $dataset, id: id})
      MATCH (f)<-[:MNEMO_STATES]-(c:MnemoChunk)
      RETURN id, collect(c.id) AS chunks""";

  /** Every part of it is bounded, as a document may be a whole book. */
  static final String DOCUMENTS =
      """
      MATCH (d:MnemoDocument)
      WHERE d.dataset = $dataset AND d.time IS NOT NULL AND d.id IS NOT NULL
        AND (d.user IS NULL OR d.user = $reader)
        AND ($nodeSet IS NULL OR $nodeSet IN d.nodeSets)
        AND ($time IS NULL OR d.time > $time OR (d.time = $time AND d.id > $id))
      WITH d ORDER BY d.time, d.id LIMIT $limit
      CALL (d) {
        MATCH (d)-[:MNEMO_HAS_CHUNK]->(c:MnemoChunk)
        WITH c ORDER BY c.position LIMIT $most
        RETURN collect(c.text) AS texts
      }
      CALL (d) {
        MATCH (d)-[r:MNEMO_DESCRIBES]->(e:MnemoEntity)
        WITH e, r ORDER BY r.name LIMIT $most
        RETURN collect(r {.name, .type, .description, id: e.id}) AS entities
      }
      CALL (d) {
        MATCH (d)-[:MNEMO_HAS_CHUNK]->(:MnemoChunk)-[r:MNEMO_STATES]->(:MnemoFact)
        WITH DISTINCT r.statement AS statement ORDER BY statement LIMIT $most
        RETURN collect(statement) AS statements
      }
      RETURN %s AS document, texts, entities, statements
      ORDER BY d.time, d.id"""
          .formatted(Documents.PROJECTION);

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
      CALL (node) {
        OPTIONAL MATCH (by:MnemoFact)-[r:MNEMO_ENDS]->(node)
        WITH by, r ORDER BY r.at, by.id LIMIT 1
        RETURN r.at AS endedAt, by.createdAt AS expiredAt
      }
      RETURN 'FACT' AS kind, text, vector, chunks, documents,
        node {.id, .dataset, .predicate, .statement, .negated, .confidence, .validAt,
          .createdAt, .weight, expiredAt: expiredAt,
          invalidAt: CASE WHEN endedAt < node.invalidAt THEN endedAt
            ELSE coalesce(node.invalidAt, endedAt) END, subject: subject {.id, .name, .type, .description},
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
