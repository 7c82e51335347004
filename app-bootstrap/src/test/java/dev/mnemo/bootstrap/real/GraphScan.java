package dev.mnemo.bootstrap.real;

import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** All that the server holds of a dataset, as lines that can be compared. */
final class GraphScan {

  // When something became known here differs from run to run, and a lock's trace says nothing.
  private static final Set<String> OF_THE_RUN = Set.of("createdAt", "expiredAt", "lock");

  private GraphScan() {}

  /** The nodes and relationships of a user's default dataset, sorted. */
  static List<String> of(Driver driver, UserId user) {
    Map<String, Object> dataset =
        Map.of("dataset", DatasetId.of(user, DatasetName.DEFAULT).value());
    try (Session session = driver.session()) {
      List<String> lines =
          new ArrayList<>(
              session
                  .run(
                      "MATCH (n) WHERE n.dataset = $dataset AND n.id IS NOT NULL"
                          + " RETURN labels(n) AS labels, properties(n) AS properties",
                      dataset)
                  .list(
                      row ->
                          row.get("labels").asList()
                              + " "
                              + shown(row.get("properties").asMap(), "")));
      lines.addAll(
          session
              .run(
                  "MATCH (a)-[r]->(b) WHERE a.dataset = $dataset AND a.id IS NOT NULL"
                      + " RETURN a.id AS a, type(r) AS type, properties(r) AS properties, b.id AS b",
                  dataset)
              .list(
                  row ->
                      "%s %s %s %s"
                          .formatted(
                              row.get("a"),
                              row.get("type"),
                              shown(row.get("properties").asMap(), row.get("type").asString()),
                              row.get("b"))));
      Collections.sort(lines);
      return lines;
    }
  }

  /** The nodes anywhere on the server that name a user as theirs, sorted. */
  static List<String> ownedBy(Driver driver, UserId user) {
    try (Session session = driver.session()) {
      return session
          .run(
              "MATCH (n) WHERE $user IN [n.user, n.owner, n.id]"
                  + " RETURN labels(n) AS labels, properties(n) AS properties",
              Map.of("user", user.value()))
          .stream()
          .map(row -> row.get("labels").asList() + " " + shown(row.get("properties").asMap(), ""))
          .sorted()
          .toList();
    }
  }

  /** Every node, relationship and full-text match anywhere on the server that holds a word. */
  static List<String> holding(Driver driver, String word) {
    try (Session session = driver.session()) {
      List<String> found =
          new ArrayList<>(
              session
                  .run(
                      """
                  MATCH (n) WHERE any(key IN keys(n) WHERE NOT key STARTS WITH 'embedding'
                    AND any(part IN toStringList([] + n[key])
                      WHERE toLower(part) CONTAINS toLower($word)))
                  RETURN labels(n) + [''] AS labels, n.id AS id
                  UNION ALL
                  MATCH ()-[r]->() WHERE any(key IN keys(r)
                    WHERE any(part IN toStringList([] + r[key])
                      WHERE toLower(part) CONTAINS toLower($word)))
                  RETURN [type(r)] AS labels, '' AS id
                  """,
                      Map.of("word", word))
                  .list(row -> row.get("labels").asList() + " " + row.get("id")));
      List<String> indexes =
          session
              .run("SHOW INDEXES YIELD name, type WHERE type = 'FULLTEXT' RETURN name")
              .list(row -> row.get("name").asString());
      for (String index : indexes) {
        found.addAll(
            session
                .run(
                    "CALL db.index.fulltext.queryNodes($index, $word) YIELD node"
                        + " RETURN node.id AS id",
                    Map.of("index", index, "word", word))
                .list(row -> index + " " + row.get("id")));
      }
      return found;
    }
  }

  private static String shown(Map<String, Object> properties, String type) {
    return new TreeMap<>(properties)
        .entrySet().stream()
            .filter(one -> !OF_THE_RUN.contains(one.getKey()))
            .filter(one -> !one.getKey().equals("at") || type.equals("MNEMO_ENDS"))
            .map(one -> one.getKey() + "=" + shown(one.getKey(), one.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String shown(String name, Object value) {
    if (name.startsWith("embedding")) {
      return Integer.toHexString(value.hashCode());
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).sorted().toList().toString()
        : value.toString();
  }
}
