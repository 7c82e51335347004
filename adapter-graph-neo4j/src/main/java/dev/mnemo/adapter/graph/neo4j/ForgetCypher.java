package dev.mnemo.adapter.graph.neo4j;

/** The statements that take documents, or only what they hold, away with what only they support. */
final class ForgetCypher {

  private static final String NAMED_DOCUMENTS =
      """
      MATCH (d:MnemoDocument)
      WHERE d.dataset = $dataset AND d.id IN $documents
      WITH d, d.id AS id ORDER BY id
      """;

  private static final String SOME_DOCUMENTS =
      """
      MATCH (d:MnemoDocument)
      WHERE d.dataset = $dataset AND d.id IS NOT NULL
      WITH d, d.id AS id ORDER BY id LIMIT $atOnce
      """;

  // Another transaction may have deleted a document while this one waited for its lock.
  private static final String LOCK =
      """
      SET d.lock = true
      WITH collect(id) AS ids
      CALL (ids) {
        MATCH (d:MnemoDocument)
        WHERE d.dataset = $dataset AND d.id IN ids
        RETURN collect(d) AS documents
      }
      """;

  // Shared nodes are locked before it is looked whether they have other support, in one order.
  private static final String TAKE_CONTENT =
      """
      CALL (documents) {
        UNWIND documents AS d
        MATCH (d)-[:MNEMO_DESCRIBES]->(e:MnemoEntity)
        WITH DISTINCT e ORDER BY e.id
        SET e.lock = true
        RETURN collect(e) AS entities
      }
      CALL (documents) {
        UNWIND documents AS d
        MATCH (d)-[:MNEMO_HAS_CHUNK]->(:MnemoChunk)-[:MNEMO_STATES]->(f:MnemoFact)
        WITH DISTINCT f ORDER BY f.id
        SET f.lock = true
        RETURN collect(f) AS facts
      }
      CALL (facts) {
        UNWIND facts AS f
        WITH DISTINCT f.line AS line WHERE line IS NOT NULL
        RETURN collect(line) AS lines
      }
      CALL (documents) {
        UNWIND documents AS d
        MATCH (d)-[r:MNEMO_DESCRIBES]->(:MnemoEntity)
        DELETE r
      }
      CALL (documents) {
        UNWIND documents AS d
        MATCH (d)-[:MNEMO_HAS_CHUNK]->(c:MnemoChunk)
        DETACH DELETE c
        RETURN count(*) AS chunks
      }
      CALL (documents) {
        UNWIND documents AS d
        MATCH (d)-[:MNEMO_HAS_SUMMARY]->(s:MnemoSummary)
        DETACH DELETE s
        RETURN count(*) AS summaries
      }
      """;

  // A fact that others state too says what the earliest of them says.
  private static final String KEEP_SHARED_FACTS =
      """
      CALL (facts) {
        UNWIND facts AS f
        MATCH (f)<-[r:MNEMO_STATES]-(c:MnemoChunk)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
        WITH f, r, d ORDER BY r.place
        WITH f, head(collect(r)) AS first, min(r.invalidAt) AS until, min(r.at) AS known,
          min(d.time) AS toldAt, collect(d.scope) AS scopes
        SET f.embedding = CASE f.statement WHEN first.statement THEN f.embedding END,
          f.embedding2 = CASE f.statement WHEN first.statement THEN f.embedding2 END,
          f.statement = first.statement, f.confidence = first.confidence,
          f.extractor = first.extractor, f.slot = first.slot, f.line = first.line,
          f.shownFrom = first.place, f.toldAt = toldAt, f.createdAt = known, f.invalidAt = until,
          f.scope = reduce(known = [], some IN scopes | known + [s IN some WHERE NOT s IN known])
        SET f.realm = %s
      }
      """
          .formatted(Scopes.realmOf("f"));

  // An entity shows what its first documents say; it is only looked at again where one of those
  // goes, as an entity may be described by very many.
  private static final String KEEP_SHARED_ENTITIES =
      """
      CALL (documents, entities) {
        WITH [d IN documents | d.id] AS gone, entities
        UNWIND entities AS e
        WITH e, gone WHERE any(place IN e.shownFrom WHERE substring(place, %d) IN gone)
        MATCH (e)<-[r:MNEMO_DESCRIBES]-(:MnemoDocument)
        WITH e, r ORDER BY r.place
        WITH e, collect(r) AS told
        WITH e, head(told) AS named,
          head([one IN told WHERE one.type <> 'thing'] + told) AS typed,
          head([one IN told WHERE one.description <> ''] + told) AS described
        SET e.name = named.name, e.type = typed.type, e.description = described.description,
          e.shownFrom = [named.place, typed.place, described.place]
      }
      CALL (documents, entities) {
        UNWIND documents AS d
        UNWIND d.scope AS scope
        WITH entities, collect(DISTINCT scope) AS doubted
        UNWIND entities AS e
        UNWIND e.scope AS scope
        WITH e, scope
        WHERE NOT scope IN doubted OR EXISTS {
          MATCH (e)<-[:MNEMO_DESCRIBES]-(d:MnemoDocument) WHERE scope IN d.scope
        }
        WITH e, collect(scope) AS kept
        SET e.scope = kept
      }
      """
          .formatted(Places.BEFORE_ID);

  private static final String DROP_UNSUPPORTED =
      """
      CALL (facts) {
        UNWIND facts AS f
        WITH f WHERE NOT EXISTS { (f)<-[:MNEMO_STATES]-(:MnemoChunk) }
        DETACH DELETE f
        RETURN count(*) AS lostFacts
      }
      CALL (entities) {
        UNWIND entities AS e
        WITH e WHERE NOT EXISTS { (e)<-[:MNEMO_DESCRIBES]-(:MnemoDocument) }
        DETACH DELETE e
        RETURN count(*) AS lostEntities
      }
      """;

  private static final String DROP_DOCUMENTS =
      """
      CALL (documents) {
        UNWIND documents AS d
        DETACH DELETE d
      }
      """;

  private static final String RETURN_COUNTS =
      """
      RETURN size(documents) AS documents, chunks, summaries, lostFacts AS facts,
        lostEntities AS entities, lines""";

  /** Takes the content of documents that are about to be written anew. */
  static final String EMPTY_DOCUMENTS =
      NAMED_DOCUMENTS
          + LOCK
          + TAKE_CONTENT
          + KEEP_SHARED_FACTS
          + KEEP_SHARED_ENTITIES
          + DROP_UNSUPPORTED
          + RETURN_COUNTS;

  /** Takes documents. */
  static final String FORGET_DOCUMENTS =
      NAMED_DOCUMENTS
          + LOCK
          + TAKE_CONTENT
          + KEEP_SHARED_FACTS
          + KEEP_SHARED_ENTITIES
          + DROP_UNSUPPORTED
          + DROP_DOCUMENTS
          + RETURN_COUNTS;

  /** Takes some documents of a dataset that is being emptied. */
  static final String FORGET_SOME_DOCUMENTS =
      SOME_DOCUMENTS
          + LOCK
          + TAKE_CONTENT
          + KEEP_SHARED_FACTS
          + KEEP_SHARED_ENTITIES
          + DROP_UNSUPPORTED
          + DROP_DOCUMENTS
          + RETURN_COUNTS;

  /**
   * Takes what entries of sessions said from the turns after them, which keep it to be found by. By
   * what it says, as entries between them may have gone.
   */
  static final String UNSAY =
      """
      UNWIND $documents AS id
      MATCH (d:MnemoDocument {dataset: $dataset, id: id})-[:MNEMO_HAS_CHUNK]->(c:MnemoChunk)
      WHERE d.session IS NOT NULL
      WITH d, collect(left(split(trim(c.text), '\n')[0], 40)) AS said
      MATCH (later:MnemoDocument)
      WHERE later.user = d.user AND later.session = d.session AND later.entryId IS NOT NULL
        AND later.dataset = d.dataset AND later.sequence > d.sequence
      MATCH (later)-[:MNEMO_HAS_CHUNK]->(after:MnemoChunk)
      WHERE any(words IN said WHERE after.preceding CONTAINS words)
      SET after.preceding = ''""";

  private ForgetCypher() {}
}
