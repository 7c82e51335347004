package dev.mnemo.adapter.graph.neo4j;

/** The statements that replace the vectors of one space by those of another. */
final class EmbeddingCypher {

  /** Locks and reads what is in use and what is prepared, which goes to the other slot. */
  static final String LOCK =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      SET s.lock = true
      RETURN s.nextModel AS nextModel, s.nextDimension AS nextDimension,\s"""
          + StoredSpace.IN_USE;

  /** As above, without the lock. */
  static final String READ =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      RETURN s.nextModel AS nextModel, s.nextDimension AS nextDimension,\s"""
          + StoredSpace.IN_USE;

  /** From now on vectors of that space can be added. */
  static final String SET_NEXT =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      SET s.nextModel = $model, s.nextDimension = $dimension""";

  /** From now on no vectors can be added but those of the space in use. */
  static final String CLEAR_NEXT =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      REMOVE s.nextModel, s.nextDimension""";

  /** Puts the prepared space to use. */
  static final String USE_NEXT =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      SET s.model = s.nextModel, s.dimension = s.nextDimension, s.slot = $slot
      REMOVE s.nextModel, s.nextDimension""";

  private EmbeddingCypher() {}

  /** How many nodes of a kind there are, from the count store. */
  static String countTexts(Searchable kind) {
    return "MATCH (n:%s) RETURN count(n) AS count".formatted(kind.label());
  }

  /** How many of them have a vector. */
  static String countEmbedded(Searchable kind, VectorSlot slot) {
    return """
           MATCH (n:%s) WHERE n.dataset > '' AND n.id IS NOT NULL AND n.%s IS NOT NULL
           RETURN count(*) AS count"""
        .formatted(kind.label(), slot.property());
  }

  /** The next nodes without a vector, in the order of the index over dataset and id. */
  static String missing(Searchable kind, VectorSlot slot) {
    return next(kind, "n.%s IS NULL".formatted(slot.property()))
        + "RETURN n.dataset AS dataset, n.id AS id, n.%s AS text".formatted(kind.embeddedField());
  }

  /** Takes the vectors of the next nodes that have one. */
  static String discard(Searchable kind, VectorSlot slot) {
    return next(kind, "n.%s IS NOT NULL".formatted(slot.property()))
        + """
          REMOVE n.%s
          RETURN n.dataset AS dataset, n.id AS id"""
            .formatted(slot.property());
  }

  private static String next(Searchable kind, String condition) {
    return """
           CALL () {
             MATCH (n:%1$s)
             WHERE n.dataset = $dataset AND n.id > $id AND %2$s
             WITH n ORDER BY n.id LIMIT $limit
             RETURN n
           UNION ALL
             MATCH (n:%1$s)
             WHERE n.dataset > $dataset AND n.id IS NOT NULL AND %2$s
             WITH n ORDER BY n.dataset, n.id LIMIT $limit
             RETURN n
           }
           WITH n ORDER BY n.dataset, n.id LIMIT $limit
           """
        .formatted(kind.label(), condition);
  }

  /** Gives vectors to the texts that are still the same and have none; rows come sorted. */
  static String add(Searchable kind, VectorSlot slot) {
    return """
           UNWIND $rows AS row
           MATCH (n:%1$s {dataset: row.dataset, id: row.id})
           SET n.lock = true
           WITH n, row
           WHERE n.%2$s = row.text AND n.%3$s IS NULL
           CALL db.create.setNodeVectorProperty(n, '%3$s', row.vector)
           RETURN count(*) AS added"""
        .formatted(kind.label(), kind.embeddedField(), slot.property());
  }
}
