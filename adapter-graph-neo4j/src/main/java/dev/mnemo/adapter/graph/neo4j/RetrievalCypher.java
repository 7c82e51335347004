package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts together the statement that looks for one kind of evidence: what the words find, what the
 * vector finds and what is about the entities that the words name, united per node. A row is one
 * list, as {@link CandidateRows} reads it: no more than ranking looks at, and nothing that would
 * have to be walked to.
 *
 * @param words whether there are words to look for
 * @param vectors the space to look for near vectors in too; empty for none
 * @param nodeSets whether only what carries one of some node sets counts
 * @param around whether facts about the named entities are looked for
 */
record RetrievalCypher(
    Searchable kind,
    boolean words,
    Optional<StoredSpace> vectors,
    boolean nodeSets,
    boolean around,
    Dialect dialect) {

  /** Vectors of a dataset that are compared one by one rather than looked up, on older servers. */
  static final int EXACT_UP_TO = 5_000;

  /** How many more neighbours are fetched where they can only be filtered afterwards. */
  static final int OVER_FETCH = 20;

  /** Facts about one entity that are looked at, at most. */
  static final int AROUND_ONE = 1_000;

  /** Entities that are looked at: of some, what is seen says none of the words. */
  private static final int MAY_BE_CENTRES = 4 * RetrievalQuery.CENTRES;

  // Seen by the statement itself: without an index to miss, a change would go unnoticed.
  private static final String OR_STALE =
      """

      UNION ALL
      MATCH (s:MnemoSchema {id: 'embedding'})
      WHERE s.model <> $model OR s.dimension <> $dimension OR coalesce(s.slot, 'FIRST') <> $slot
      RETURN ['stale'] AS row""";

  private static final String TOLD =
      """
      CALL (node) {
        OPTIONAL MATCH (by:MnemoFact)-[r:MNEMO_ENDS]->(node)
        WHERE any(s IN $scopes WHERE s IN by.scope)
        RETURN min(r.at) AS endedAt
      }
      CALL (node) {
        MATCH (node)<-[:MNEMO_STATES]-(c:MnemoChunk)
        WHERE any(s IN $scopes WHERE s IN c.scope)
        WITH c LIMIT %d
        RETURN collect(c.id) AS chunks
      }
      """
          .formatted(Candidate.Told.MOST_CHUNKS);

  /** Empty where nothing can be found. */
  Optional<String> statement() {
    List<String> ways = new ArrayList<>();
    if (words) {
      ways.add(byWords());
    }
    if (around && words && kind == Searchable.FACT) {
      ways.add(byEntities());
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
        WITH node, max(text) AS text, max(vector) AS vector, collect(way) AS ways
        %s%s"""
            .formatted(
                String.join("UNION ALL\n", ways), row(), embedded.isPresent() ? OR_STALE : ""));
  }

  // A query of nothing but scopes gives a score of zero: the analyzer found no word in it.
  private String byWords() {
    return """
           UNWIND $queries AS query
           CALL db.index.fulltext.queryNodes('%s', query, {limit: $limit}) YIELD node, score
           WHERE score > 0 AND node.dataset IN $datasets
           WITH node, max(score) AS text ORDER BY text DESC, node.id LIMIT $limit
           RETURN node, text, 0.0 AS vector, 'words' AS way
           """
        .formatted(kind.textIndex());
  }

  // The index holds what is stored of an entity; what leads to its facts is what is seen of it.
  private String byEntities() {
    return """
           CALL () {
             UNWIND $entityQueries AS query
             CALL db.index.fulltext.queryNodes('%s', query, {limit: %d})
               YIELD node AS entity, score
             WHERE score > 0 AND entity.dataset IN $datasets
             WITH entity, max(score) AS score ORDER BY score DESC, entity.id LIMIT %d
             %sWITH entity, score, seen
             WHERE seen.name IS NULL OR seen.name + ' ' + seen.description =~ $saying
             WITH entity ORDER BY score DESC, entity.id LIMIT %d
             CALL (entity) {
               MATCH (entity)<-[:MNEMO_SUBJECT|MNEMO_OBJECT]-(fact:MnemoFact)
               RETURN fact LIMIT %d
             }
             WITH DISTINCT fact
             WHERE %s%s
             RETURN fact ORDER BY fact.weight DESC, fact.createdAt DESC, fact.id LIMIT $limit
           }
           RETURN fact AS node, 0.0 AS text, 0.0 AS vector, 'around' AS way
           """
        .formatted(
            Searchable.ENTITY.textIndex(),
            MAY_BE_CENTRES,
            MAY_BE_CENTRES,
            SeenCypher.descriptionOf("entity", "seen"),
            RetrievalQuery.CENTRES,
            AROUND_ONE,
            seen("fact"),
            inNodeSets("fact"));
  }

  private String byVector(StoredSpace space) {
    String found =
        switch (dialect) {
          case CYPHER_5 -> inEachRealm() + sizeOfDataset() + near(space) + orExact(space);
          case CYPHER_25 ->
              nodeSets ? inEachRealm() + near(space) + orExact(space) : insideIndex(space);
        };
    return """
           %sWITH node, score ORDER BY score DESC, node.id LIMIT $limit
           RETURN node, 0.0 AS text, score AS vector, 'vector' AS way
           """
        .formatted(found);
  }

  // Only facts are ever supported by several users' sessions alone.
  private String inEachRealm() {
    return kind == Searchable.FACT
        ? "UNWIND $realms + $several AS one\n"
        : "UNWIND $realms AS one\n";
  }

  private String insideIndex(StoredSpace space) {
    String ofRealms =
        "UNWIND $realms AS one\nCALL (one) {\n%s}\n".formatted(within(space, "limit"));
    return kind != Searchable.FACT
        ? ofRealms
        : """
          CALL () {
            %sRETURN node, score
          UNION ALL
            UNWIND $several AS one
            CALL (one) {
            %s}
            WITH node, score WHERE %s
            RETURN node, score ORDER BY score DESC LIMIT $limit
          }
          """
            .formatted(ofRealms, within(space, "reach"), seen("node"));
  }

  private String within(StoredSpace space, String limit) {
    return """
           WITH one.realm AS realm
           MATCH (node:%s)
           SEARCH node IN (
             VECTOR INDEX %s FOR $vector WHERE node.realm = realm LIMIT $%s
           ) SCORE AS score
           RETURN node, score
           """
        .formatted(kind.label(), space.index(kind), limit);
  }

  private String sizeOfDataset() {
    return """
           CALL (one) {
             WITH one.dataset AS dataset
             MATCH (node:%s) WHERE node.dataset = dataset AND node.id IS NOT NULL
             WITH node LIMIT $exactUpTo + 1
             RETURN count(*) AS size
           }
           """
        .formatted(kind.label());
  }

  // What the index finds near in the whole store, or realm, and is left after filtering.
  private String near(StoredSpace space) {
    String search =
        switch (dialect) {
          case CYPHER_5 ->
              """
              CALL (one, size) {
                WITH one WHERE size > $exactUpTo
                CALL db.index.vector.queryNodes('%s', $reach, $vector) YIELD node, score
                WITH one, node, score WHERE node.realm = one.realm%s
              """
                  .formatted(space.index(kind), filtered());
          case CYPHER_25 ->
              """
              CALL (one) {
                CALL (one) {
                %s}
                WITH node, score WHERE true%s
              """
                  .formatted(within(space, "reach"), filtered());
        };
    return """
           %s  WITH node, score ORDER BY score DESC LIMIT $limit
             RETURN collect({node: node, score: score}) AS near
           }
           """
        .formatted(search);
  }

  // Too few left, because others lie nearer, or a dataset so small: every vector of it.
  private String orExact(StoredSpace space) {
    return """
           CALL (one, near) {
             WITH near WHERE size(near) >= $limit
             UNWIND near AS found
             RETURN found.node AS node, found.score AS score
           UNION ALL
             WITH one.dataset AS dataset, one.realm AS realm, near WHERE size(near) < $limit
             MATCH (node:%1$s) WHERE node.dataset = dataset AND node.id IS NOT NULL
               AND node.realm = realm AND node.%2$s IS NOT NULL%3$s
             WITH node, vector.similarity.cosine(node.%2$s, $vector) AS score
             ORDER BY score DESC LIMIT $limit
             RETURN node, score
           }
           """
        .formatted(kind.label(), space.property(), filtered());
  }

  private String filtered() {
    return (kind == Searchable.FACT ? " AND " + seen("node") : "") + inNodeSets("node");
  }

  private String inNodeSets(String node) {
    return nodeSets ? " AND any(s IN $nodeSets WHERE s IN %s.scope)".formatted(node) : "";
  }

  private static String seen(String node) {
    return "any(s IN $scopes WHERE s IN %s.scope)".formatted(node);
  }

  private String row() {
    return switch (kind) {
      case CHUNK ->
          """
          RETURN [node.dataset, node.id, text, vector, node.weight, node.text, node.whole,
            node.sequence, node.position, node.time, node.speaker, node.preceding] AS row""";
      case SUMMARY -> "RETURN [node.dataset, node.id, text, vector, node.weight, node.text] AS row";
      case FACT ->
          SeenCypher.STATEMENT
              + TOLD
              + """
                RETURN [node.dataset, node.id, text, vector, node.weight, node.statement, seen.statement,
                  node.entities, node.validAt,
                  CASE WHEN seen IS NULL THEN node.invalidAt ELSE seenUntil END,
                  endedAt, chunks, 'around' IN ways] AS row""";
      case ENTITY ->
          SeenCypher.DESCRIPTION
              + """
                RETURN [node.dataset, node.id, text, vector, node.weight, node.name, node.type,
                  node.description, seen.name, seen.type, seen.description] AS row""";
    };
  }
}
