package dev.mnemo.adapter.graph.neo4j;

/**
 * The statements that write a batch. Rows come sorted by id, so that two writers take their locks
 * in one order. {@code lock} is set to take a node's write lock before its state is read; where
 * another transaction deleted the node meanwhile, Cypher goes on in silence, so that the writer
 * counts what was created.
 */
final class WriteCypher {

  /**
   * Creates and locks the documents; a document without content is new. The space in use is read
   * once they are locked: who waits for the writers to change it then knows what this one writes.
   */
  static final String LOCK_DOCUMENTS =
      """
      UNWIND $documents AS id
      MERGE (d:MnemoDocument {dataset: $dataset, id: id})
      SET d.lock = true
      WITH collect(id) AS locked
      OPTIONAL MATCH (s:MnemoSchema {id: 'embedding'})
      WITH locked, s
      UNWIND locked AS id
      MATCH (d:MnemoDocument {dataset: $dataset, id: id})
      RETURN id, d.content AS content,\s"""
          + StoredSpace.IN_USE;

  /** What is there of documents that are given again: of chunks their gists, of summaries all. */
  static final String PRESENT =
      """
      CALL () {
        UNWIND $chunks AS id
        MATCH (c:MnemoChunk {dataset: $dataset, id: id})
        RETURN collect(c {.id, .gist}) AS chunks
      }
      CALL () {
        UNWIND $summaries AS id
        MATCH (s:MnemoSummary {dataset: $dataset, id: id})
        RETURN collect(s {.id, .text}) AS summaries
      }
      RETURN chunks, summaries""";

  /**
   * What a document says of an entity stays on their relationship, so that when the document is
   * forgotten nothing of it stays with the entity. Where nobody tells a type or a description, the
   * first document of all stands for it, whichever arrived first.
   */
  static final String WRITE_NODES =
      """
      CALL () {
        UNWIND $documents AS row
        MATCH (d:MnemoDocument {dataset: $dataset, id: row.id})
        SET d += row.properties
      }
      CALL () {
        UNWIND $chunks AS row
        MATCH (d:MnemoDocument {dataset: $dataset, id: row.document})
        MERGE (c:MnemoChunk {dataset: $dataset, id: row.id})
        ON CREATE SET c += row.properties
        SET c.gist = row.gist
        MERGE (d)-[:MNEMO_HAS_CHUNK]->(c)
      }
      CALL () {
        UNWIND $summaries AS row
        MATCH (d:MnemoDocument {dataset: $dataset, id: row.document})
        MERGE (s:MnemoSummary {dataset: $dataset, id: row.id})
        SET s += row.properties, s.embedding = null, s.embedding2 = null
        MERGE (d)-[:MNEMO_HAS_SUMMARY]->(s)
      }
      CALL () {
        UNWIND $entities AS row
        MERGE (e:MnemoEntity {dataset: $dataset, id: row.id})
        ON CREATE SET e += row.said, e.scope = row.scope,
          e.shownFrom = [row.place, row.place, row.place]
        SET e.lock = true
        WITH e, row, e.shownFrom AS places,
          [s IN row.scope WHERE NOT s IN e.scope] AS newScopes,
          row.place < e.shownFrom[0] AS named,
          row.said.type <> 'thing' AND (e.type = 'thing' OR row.place < e.shownFrom[1]) AS typed,
          row.said.description <> ''
            AND (e.description = '' OR row.place < e.shownFrom[2]) AS described
        WHERE named OR typed OR described OR size(newScopes) > 0
        WITH e, row, places, newScopes, named, typed, described,
          CASE WHEN named THEN row.place ELSE places[0] END AS first
        SET e.scope = e.scope + newScopes,
          e.name = CASE WHEN named THEN row.said.name ELSE e.name END,
          e.type = CASE WHEN typed THEN row.said.type ELSE e.type END,
          e.description = CASE WHEN described THEN row.said.description ELSE e.description END,
          e.shownFrom = [
            first,
            CASE WHEN typed THEN row.place WHEN e.type = 'thing' THEN first ELSE places[1] END,
            CASE WHEN described THEN row.place WHEN e.description = '' THEN first
              ELSE places[2] END]
      }
      CALL () {
        UNWIND $entities AS row
        MATCH (e:MnemoEntity {dataset: $dataset, id: row.id})
        UNWIND row.documents AS document
        MATCH (d:MnemoDocument {dataset: $dataset, id: document.id})
        MERGE (d)-[r:MNEMO_DESCRIBES]->(e)
        ON CREATE SET r.at = $at, r.place = document.place, r += row.said
        ON MATCH SET
          r.type = CASE r.type WHEN 'thing' THEN row.said.type ELSE r.type END,
          r.description = CASE r.description WHEN '' THEN row.said.description ELSE r.description END
        RETURN count(*) AS described
      }
      CALL () {
        UNWIND $entities AS row
        MATCH (e:MnemoEntity {dataset: $dataset, id: row.id})
        UNWIND row.chunks AS chunk
        MATCH (c:MnemoChunk {dataset: $dataset, id: chunk})
        CREATE (c)-[:MNEMO_MENTIONS]->(e)
      }
      CALL () {
        UNWIND $chunkVectors AS row
        MATCH (c:MnemoChunk {dataset: $dataset, id: row.id})
        CALL db.create.setNodeVectorProperty(c, $slot, row.vector)
      }
      CALL () {
        UNWIND $summaryVectors AS row
        MATCH (s:MnemoSummary {dataset: $dataset, id: row.id})
        CALL db.create.setNodeVectorProperty(s, $slot, row.vector)
      }
      RETURN described""";

  /** As with entities, what a chunk says of a fact stays on their relationship. */
  static final String WRITE_FACTS =
      """
      CALL () {
        UNWIND $facts AS row
        MATCH (subject:MnemoEntity {dataset: $dataset, id: row.subject})
        MATCH (object:MnemoEntity {dataset: $dataset, id: row.object})
        MERGE (f:MnemoFact {dataset: $dataset, id: row.id})
        ON CREATE SET f += row.properties, f += row.said, f.scope = row.scope, f.realm = row.realm,
          f.shownFrom = row.place, f.toldAt = row.toldAt, f.invalidAt = row.invalidAt,
          f.createdAt = $at, f.weight = 0.5
        MERGE (f)-[:MNEMO_SUBJECT]->(subject)
        MERGE (f)-[:MNEMO_OBJECT]->(object)
        SET f.lock = true
        WITH f, row,
          [s IN row.scope WHERE NOT s IN f.scope] AS newScopes,
          row.place < f.shownFrom AS earlier,
          row.invalidAt IS NOT NULL
            AND (f.invalidAt IS NULL OR row.invalidAt < f.invalidAt) AS ended
        WHERE earlier OR ended OR size(newScopes) > 0
        SET f.scope = f.scope + newScopes,
          f.invalidAt = CASE WHEN ended THEN row.invalidAt ELSE f.invalidAt END
        SET f.realm = %s
        WITH f, row, earlier WHERE earlier
        SET f.embedding = CASE f.statement WHEN row.said.statement THEN f.embedding END,
          f.embedding2 = CASE f.statement WHEN row.said.statement THEN f.embedding2 END,
          f.statement = row.said.statement, f.confidence = row.said.confidence,
          f.extractor = row.said.extractor, f.slot = row.said.slot, f.line = row.said.line,
          f.shownFrom = row.place, f.toldAt = row.toldAt
      }
      CALL () {
        UNWIND $facts AS row
        MATCH (f:MnemoFact {dataset: $dataset, id: row.id})
        UNWIND row.statements AS statement
        MATCH (c:MnemoChunk {dataset: $dataset, id: statement.chunk})
        CREATE (c)-[r:MNEMO_STATES {at: $at, place: statement.place}]->(f)
        SET r += statement.said
      }
      CALL () {
        UNWIND $factVectors AS row
        MATCH (f:MnemoFact {dataset: $dataset, id: row.id})
        WITH f, row
        WHERE f[$slot] IS NULL
        CALL db.create.setNodeVectorProperty(f, $slot, row.vector)
      }
      RETURN 1 AS done"""
          .formatted(Scopes.realmOf("f"));

  private WriteCypher() {}
}
