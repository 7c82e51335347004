package dev.mnemo.adapter.graph.neo4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts together the one statement of a retrieval: for each kind what the words find and what the
 * vector finds, united per node, with its provenance.
 *
 * @param words for which kinds there are words to look for
 * @param vector whether to look for near vectors too
 * @param nodeSets whether only what carries one of some node sets counts
 */
record RetrievalCypher(
    Set<Searchable> kinds, boolean words, boolean vector, boolean nodeSets, Dialect dialect) {

  /** Vectors of a dataset that are compared one by one rather than looked up, on older servers. */
  static final int EXACT_UP_TO = 5_000;

  /** How many more neighbours are fetched where they can only be filtered afterwards. */
  static final int OVER_FETCH = 20;

  /** Empty where nothing can be found. */
  String statement() {
    List<String> parts = new ArrayList<>();
    for (Searchable kind : Searchable.values()) {
      List<String> ways = ways(kind);
      if (kinds.contains(kind) && !ways.isEmpty()) {
        parts.add(
            """
            CALL () {
            %s}
            WITH node, max(text) AS text, max(vector) AS vector
            %s"""
                .formatted(String.join("UNION ALL\n", ways), withProvenance(kind)));
      }
    }
    return String.join("\nUNION ALL\n", parts);
  }

  private List<String> ways(Searchable kind) {
    List<String> ways = new ArrayList<>();
    if (words) {
      ways.add(byWords(kind));
    }
    if (vector && kind.embedded()) {
      ways.add(byVector(kind));
    }
    return ways;
  }

  // A query of nothing but scopes gives a score of zero: the analyzer found no word in it.
  private static String byWords(Searchable kind) {
    return """
           UNWIND $%s AS query
           CALL db.index.fulltext.queryNodes('%s', query, {limit: $limit}) YIELD node, score
           WHERE score > 0 AND node.dataset IN $datasets
           WITH node, max(score) AS text ORDER BY text DESC, node.id LIMIT $limit
           RETURN node, text, 0.0 AS vector
           """
        .formatted(kind.textParameter(), kind.textIndex());
  }

  private String byVector(Searchable kind) {
    return """
           UNWIND $datasets AS dataset
           %sWITH node, score ORDER BY score DESC, node.id LIMIT $limit
           RETURN node, 0.0 AS text, score AS vector
           """
        .formatted(
            switch (dialect) {
              case CYPHER_5 -> sizeOfDataset(kind) + near(kind) + orExact(kind);
              case CYPHER_25 -> nodeSets ? near(kind) + orExact(kind) : insideIndex(kind);
            });
  }

  private static String insideIndex(Searchable kind) {
    return """
           CALL (dataset) {
             MATCH (node:%s)
             SEARCH node IN (
               VECTOR INDEX %s FOR $vector WHERE node.dataset = dataset LIMIT $limit
             ) SCORE AS score
             RETURN node, score
           }
           """
        .formatted(kind.label(), kind.vectorIndex());
  }

  private static String sizeOfDataset(Searchable kind) {
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
  private String near(Searchable kind) {
    String search =
        switch (dialect) {
          case CYPHER_5 ->
              """
              WITH dataset, size WHERE size > $exactUpTo
              CALL db.index.vector.queryNodes('%s', $reach, $vector) YIELD node, score
              WITH node, score WHERE node.dataset = dataset"""
                  .formatted(kind.vectorIndex());
          case CYPHER_25 ->
              """
              MATCH (node:%s)
              SEARCH node IN (
                VECTOR INDEX %s FOR $vector WHERE node.dataset = dataset LIMIT $reach
              ) SCORE AS score
              WITH node, score WHERE true"""
                  .formatted(kind.label(), kind.vectorIndex());
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
  private String orExact(Searchable kind) {
    return """
           CALL (dataset, near) {
             WITH near WHERE size(near) >= $limit
             UNWIND near AS one
             RETURN one.node AS node, one.score AS score
           UNION ALL
             WITH dataset, near WHERE size(near) < $limit
             MATCH (node:%s) WHERE node.dataset = dataset AND node.id IS NOT NULL
               AND node.embedding IS NOT NULL%s
             WITH node, vector.similarity.cosine(node.embedding, $vector) AS score
             ORDER BY score DESC LIMIT $limit
             RETURN node, score
           }
           """
        .formatted(kind.label(), inNodeSets());
  }

  private String inNodeSets() {
    return nodeSets ? " AND any(s IN $nodeSets WHERE s IN node.scope)" : "";
  }

  private static String withProvenance(Searchable kind) {
    return switch (kind) {
      case FACT -> ReadCypher.FACT_WITH_PROVENANCE;
      case CHUNK ->
          """
          MATCH (node)<-[:MNEMO_HAS_CHUNK]-(d:MnemoDocument)
          RETURN 'CHUNK' AS kind, text, vector, [node.id] AS chunks, [properties(d)] AS documents,
            node {.id, .dataset, .text, .position} AS item""";
      case SUMMARY ->
          """
          MATCH (node)<-[:MNEMO_HAS_SUMMARY]-(d:MnemoDocument)
          RETURN 'SUMMARY' AS kind, text, vector, [] AS chunks, [properties(d)] AS documents,
            node {.id, .dataset, .text} AS item""";
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
            RETURN collect(properties(d)) AS documents
          }
          RETURN 'ENTITY' AS kind, text, vector, chunks, documents,
            node {.id, .dataset, .name, .type, .description} AS item"""
              .formatted(ReadCypher.MAX_PROVENANCE);
    };
  }
}
