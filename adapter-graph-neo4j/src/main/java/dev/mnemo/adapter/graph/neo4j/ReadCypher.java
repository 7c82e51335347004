package dev.mnemo.adapter.graph.neo4j;

/** The statements that read, but for those that look for candidates. */
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
        AND %s
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
          .formatted(SeenCypher.DOCUMENT, Documents.PROJECTION);

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

  private static final String FACT_WITH_PROVENANCE =
      """
      MATCH (node)-[:MNEMO_SUBJECT]->(subject:MnemoEntity)
      MATCH (node)-[:MNEMO_OBJECT]->(object:MnemoEntity)
      CALL (node) {
        MATCH (node)<-[r:MNEMO_STATES]-(c:MnemoChunk)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
        WHERE %2$s
        WITH r, c, d ORDER BY d.time, d.id, c.id LIMIT %1$d
        RETURN collect(c.id) AS chunks, collect(DISTINCT %3$s) AS documents,
          head(collect(r)) AS first, min(r.at) AS known, min(r.invalidAt) AS until
      }
      CALL (node) {
        OPTIONAL MATCH (by:MnemoFact)-[r:MNEMO_ENDS]->(node)
        WHERE any(s IN $scopes WHERE s IN by.scope)
        WITH by, r ORDER BY r.at, by.id LIMIT 1
        RETURN r.at AS endedAt, by.createdAt AS expiredAt
      }
      %4$s%5$s%6$sWITH *,
        CASE WHEN seen IS NULL THEN node.invalidAt ELSE until END AS toldUntil
      RETURN 'FACT' AS kind, chunks, documents,
        node {.id, .dataset, .predicate, .negated, .validAt, .weight,
          expiredAt: expiredAt,
          statement: CASE WHEN seen IS NULL THEN node.statement ELSE first.statement END,
          confidence: CASE WHEN seen IS NULL THEN node.confidence ELSE first.confidence END,
          invalidAt:
            CASE WHEN endedAt < toldUntil THEN endedAt ELSE coalesce(toldUntil, endedAt) END,
          createdAt: CASE WHEN seen IS NULL THEN node.createdAt ELSE known END,
          subject: subject {.id, .name, .type, .description}, seenSubject: seenSubject,
          object: object {.id, .name, .type, .description}, seenObject: seenObject} AS item
      """
          .formatted(
              MAX_PROVENANCE,
              SeenCypher.DOCUMENT,
              Documents.PROJECTION,
              SeenCypher.STATEMENT,
              SeenCypher.descriptionOf("subject", "seenSubject"),
              SeenCypher.descriptionOf("object", "seenObject"));

  /** Facts about entities, with all that is told of them. */
  static final String FACTS_ABOUT =
      """
      UNWIND $datasets AS dataset
      UNWIND $entities AS entity
      MATCH (e:MnemoEntity {dataset: dataset, id: entity})
      MATCH (e)<-[:MNEMO_SUBJECT|MNEMO_OBJECT]-(node:MnemoFact)
      WHERE any(s IN $scopes WHERE s IN node.scope)
      WITH DISTINCT node
      ORDER BY node.weight DESC, node.createdAt DESC, node.id
      LIMIT $limit
      """
          + FACT_WITH_PROVENANCE;

  /** Turns by those whose names have the stem of a word, of which one may have the word itself. */
  private static final int NAMESAKES = 1_000;

  /** Which words are the name of somebody who speaks. */
  static final String SPEAKERS =
      """
      UNWIND $names AS name
      CALL (name) {
        CALL db.index.fulltext.queryNodes('%s', name.query, {limit: %d}) YIELD node
        WITH node WHERE node.speaker =~ name.whole
        RETURN node LIMIT 1
      }
      RETURN DISTINCT name.word AS word
      """
          .formatted(Searchable.CHUNK.textIndex(), NAMESAKES);

  /** Pieces of evidence by their datasets and ids, with all that is told of them. */
  static final String DESCRIBE =
      """
      UNWIND $chunks AS one
      MATCH (node:MnemoChunk {dataset: one.dataset, id: one.id})
      MATCH (node)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
      WHERE %1$s
      RETURN 'CHUNK' AS kind, [node.id] AS chunks, [%2$s] AS documents,
        node {.id, .dataset, .text, .position, .speaker, .preceding} AS item
      UNION ALL
      UNWIND $summaries AS one
      MATCH (node:MnemoSummary {dataset: one.dataset, id: one.id})
      MATCH (node)<-[:MNEMO_HAS_SUMMARY]-(d:MnemoDocument)
      WHERE %1$s
      RETURN 'SUMMARY' AS kind, [] AS chunks, [%2$s] AS documents,
        node {.id, .dataset, .text} AS item
      UNION ALL
      UNWIND $entities AS one
      MATCH (node:MnemoEntity {dataset: one.dataset, id: one.id})
      CALL (node) {
        MATCH (node)<-[:MNEMO_MENTIONS]-(c:MnemoChunk)
        WHERE any(s IN $scopes WHERE s IN c.scope)
        WITH c LIMIT %3$d
        RETURN collect(c.id) AS chunks
      }
      CALL (node) {
        MATCH (node)<-[:MNEMO_DESCRIBES]-(d:MnemoDocument)
        WHERE %1$s
        WITH d LIMIT %3$d
        RETURN collect(%2$s) AS documents
      }
      %4$sRETURN 'ENTITY' AS kind, chunks, documents,
        node {.id, .dataset, .name, .type, .description, seen: seen} AS item
      UNION ALL
      UNWIND $facts AS one
      MATCH (node:MnemoFact {dataset: one.dataset, id: one.id})
      %5$s"""
          .formatted(
              SeenCypher.DOCUMENT,
              Documents.PROJECTION,
              MAX_PROVENANCE,
              SeenCypher.DESCRIPTION,
              FACT_WITH_PROVENANCE);

  private ReadCypher() {}
}
