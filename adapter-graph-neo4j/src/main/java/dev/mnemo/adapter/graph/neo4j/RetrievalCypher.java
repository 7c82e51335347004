package dev.mnemo.adapter.graph.neo4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts together the statement that looks for one kind of evidence: what the words find and what the
 * vector finds, united per node, with its provenance.
 *
 * @param words whether there are words to look for
 * @param vectors the space to look for near vectors in too; empty for none
 * @param nodeSets whether only what carries one of some node sets counts
 */
record RetrievalCypher(
    Searchable kind,
    boolean words,
    Optional<StoredSpace> vectors,
    boolean nodeSets,
    Dialect dialect) {

  /** Vectors of a dataset that are compared one by one rather than looked up, on older servers. */
  static final int EXACT_UP_TO = 5_000;

  /** How many more neighbours are fetched where they can only be filtered afterwards. */
  static final int OVER_FETCH = 20;

  /** The kind of the one row that says that the space is not in use any more. */
  static final String STALE = "STALE";

  // Seen by the statement itself: without an index to miss, a change would go unnoticed.
  private static final String OR_STALE =
      """

      UNION ALL
      MATCH (s:MnemoSchema {id: 'embedding'})
      WHERE s.model <> $model OR s.dimension <> $dimension OR coalesce(s.slot, 'FIRST') <> $slot
      RETURN 'STALE' AS kind, 0.0 AS text, 0.0 AS vector, [] AS chunks, [] AS documents,
        s {.id} AS item""";

  /** Empty where nothing can be found. */
  Optional<String> statement() {
    List<String> ways = new ArrayList<>();
    if (words) {
      ways.add(byWords());
    }
    Optional<StoredSpace> embedded = vectors.filter(space -> kind.embedded());
    embedded.map(this::byVector).ifPresent(ways::add);
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        """
        CALL () {
        %s}
        WITH node, max(text) AS text, max(vector) AS vector
        %s%s"""
            .formatted(
                String.join("UNION ALL\n", ways),
                withProvenance(),
                embedded.isPresent() ? OR_STALE : ""));
  }

  // A query of nothing but scopes gives a score of zero: the analyzer found no word in it.
  private String byWords() {
    return """
           UNWIND $queries AS query
           CALL db.index.fulltext.queryNodes('%s', query, {limit: $limit}) YIELD node, score
           WHERE score > 0 AND node.dataset IN $datasets
           WITH node, max(score) AS text ORDER BY text DESC, node.id LIMIT $limit
           RETURN node, text, 0.0 AS vector
           """
        .formatted(kind.textIndex());
  }

  private String byVector(StoredSpace space) {
    return """
           UNWIND $datasets AS dataset
           %sWITH node, score ORDER BY score DESC, node.id LIMIT $limit
           RETURN node, 0.0 AS text, score AS vector
           """
        .formatted(
            switch (dialect) {
              case CYPHER_5 -> sizeOfDataset() + near(space) + orExact(space);
              case CYPHER_25 -> nodeSets ? near(space) + orExact(space) : insideIndex(space);
            });
  }

  private String insideIndex(StoredSpace space) {
    return """
           CALL (dataset) {
             MATCH (node:%s)
             SEARCH node IN (
               VECTOR INDEX %s FOR $vector WHERE node.dataset = dataset LIMIT $limit
             ) SCORE AS score
             RETURN node, score
           }
           """
        .formatted(kind.label(), space.index(kind));
  }

  private String sizeOfDataset() {
    return """
           CALL (dataset) {
             MATCH (node:%s) WHERE node.dataset = dataset AND node.id IS NOT NULL
             WITH node LIMIT $exactUpTo + 1
             RETURN count(*) AS size
           }
           """
        .formatted(kind.label());
  }

  // What the index finds near in the whole store, or dataset, and is left after filtering.
  private String near(StoredSpace space) {
    String search =
        switch (dialect) {
          case CYPHER_5 ->
              """
              WITH dataset, size WHERE size > $exactUpTo
              CALL db.index.vector.queryNodes('%s', $reach, $vector) YIELD node, score
              WITH node, score WHERE node.dataset = dataset"""
                  .formatted(space.index(kind));
          case CYPHER_25 ->
              """
              MATCH (node:%s)
              SEARCH node IN (
                VECTOR INDEX %s FOR $vector WHERE node.dataset = dataset LIMIT $reach
              ) SCORE AS score
              WITH node, score WHERE true"""
                  .formatted(kind.label(), space.index(kind));
        };
    String scope =
        switch (dialect) {
          case CYPHER_5 -> "CALL (dataset, size) {";
          case CYPHER_25 -> "CALL (dataset) {";
        };
    return """
           %s
           %s%s
             WITH node, score ORDER BY score DESC LIMIT $limit
             RETURN collect({node: node, score: score}) AS near
           }
           """
        .formatted(scope, search, inNodeSets());
  }

  // Too few left, because others lie nearer, or a dataset so small: every vector of it.
  private String orExact(StoredSpace space) {
    return """
           CALL (dataset, near) {
             WITH near WHERE size(near) >= $limit
             UNWIND near AS one
             RETURN one.node AS node, one.score AS score
           UNION ALL
             WITH dataset, near WHERE size(near) < $limit
             MATCH (node:%1$s) WHERE node.dataset = dataset AND node.id IS NOT NULL
               AND node.%2$s IS NOT NULL%3$s
             WITH node, vector.similarity.cosine(node.%2$s, $vector) AS score
             ORDER BY score DESC LIMIT $limit
             RETURN node, score
           }
           """
        .formatted(kind.label(), space.property(), inNodeSets());
  }

  private String inNodeSets() {
    return nodeSets ? " AND any(s IN $nodeSets WHERE s IN node.scope)" : "";
  }

  private String withProvenance() {
    return switch (kind) {
      case FACT -> ReadCypher.FACT_WITH_PROVENANCE;
      case CHUNK ->
          """
          MATCH (node)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
          RETURN 'CHUNK' AS kind, text, vector, [node.id] AS chunks, [%s] AS documents,
            node {.id, .dataset, .text, .position} AS item"""
              .formatted(Documents.PROJECTION);
      case SUMMARY ->
          """
          MATCH (node)<-[:MNEMO_HAS_SUMMARY]-(d:MnemoDocument)
          RETURN 'SUMMARY' AS kind, text, vector, [] AS chunks, [%s] AS documents,
            node {.id, .dataset, .text} AS item"""
              .formatted(Documents.PROJECTION);
      case ENTITY ->
          """
          CALL (node) {
            MATCH (node)<-[:MNEMO_MENTIONS]-(c:MnemoChunk)
            WITH c LIMIT %1$d
            RETURN collect(c.id) AS chunks
          }
          CALL (node) {
            MATCH (node)<-[:MNEMO_DESCRIBES]-(d:MnemoDocument)
            WITH d LIMIT %1$d
            RETURN collect(%2$s) AS documents
          }
          RETURN 'ENTITY' AS kind, text, vector, chunks, documents,
            node {.id, .dataset, .name, .type, .description} AS item"""
              .formatted(ReadCypher.MAX_PROVENANCE, Documents.PROJECTION);
    };
  }
}
