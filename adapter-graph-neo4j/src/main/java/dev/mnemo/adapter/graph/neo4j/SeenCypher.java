package dev.mnemo.adapter.graph.neo4j;

/**
 * What a view shows of facts and entities that sessions of other users speak of too: not what is
 * stored with the node, which may be in their words, but what the documents that it shows tell. Of
 * all other nodes nothing, which costs nothing.
 */
final class SeenCypher {

  /** Whether a document {@code d} is seen. */
  static final String DOCUMENT = "(d.user IS NULL OR d.user = $reader)";

  /**
   * Completes a fact {@code node} by {@code seen}, the first statement of it that is seen, and
   * until when.
   */
  static final String STATEMENT =
      """
      CALL (node) {
        WITH node WHERE %s
        MATCH (node)<-[r:MNEMO_STATES]-(c:MnemoChunk)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
        WHERE %s
        WITH r, c, d ORDER BY d.time, d.id, c.id
        RETURN head(collect(r)) AS seen, min(r.invalidAt) AS seenUntil
      }
      """
          .formatted(ofOthersToo("node"), DOCUMENT);

  /** Completes an entity {@code node} by {@code seen}: what is seen of its description. */
  static final String DESCRIPTION = descriptionOf("node", "seen");

  private SeenCypher() {}

  /** Completes an entity by a map of name, type and description, of which none may be known. */
  static String descriptionOf(String entity, String seen) {
    return """
           CALL (%1$s) {
             WITH %1$s WHERE %3$s
             MATCH (%1$s)<-[r:MNEMO_DESCRIBES]-(d:MnemoDocument)
             WHERE %4$s
             WITH r, d ORDER BY d.time, d.id
             WITH collect(r) AS told
             RETURN {
               name: head(told).name,
               type: head([r IN told WHERE r.type <> 'thing' | r.type] + [r IN told | r.type]),
               description: head([r IN told WHERE r.description <> '' | r.description] + [''])
             } AS %2$s
           }
           """
        .formatted(entity, seen, ofOthersToo(entity), DOCUMENT);
  }

  private static String ofOthersToo(String node) {
    return "any(s IN %s.scope WHERE s STARTS WITH '%s' AND NOT s IN $scopes)"
        .formatted(node, Scopes.PERSONAL);
  }
}
