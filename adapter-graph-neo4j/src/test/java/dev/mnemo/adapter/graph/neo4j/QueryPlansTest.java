package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import org.neo4j.driver.summary.Plan;

/** The plans of all statements, exactly as they are sent, on a store with hardly anything in it. */
@ParameterizedClass
@EnumSource(
    value = TestServer.class,
    names = {"NEO4J_5", "NEO4J_2026"})
final class QueryPlansTest {

  /** Where a plan may begin: seeks in an index, and rows that are already in hand. */
  private static final Set<String> BEGINNINGS =
      Set.of(
          "NodeUniqueIndexSeek",
          "NodeUniqueIndexSeek(Locking)",
          "NodeUniqueIndexSeekByRange",
          "MergeUniqueNode",
          "NodeIndexSeek",
          "NodeVectorIndexSearch",
          "NodeCountFromCountStore",
          "ProcedureCall",
          "Unwind",
          "Argument",
          "EmptyRow");

  private static final Pattern SEEK =
      Pattern.compile("(?:UNIQUE|RANGE INDEX) \\w+:(\\w+\\([^)]*\\))");

  private static final Map<TestServer, SentPlans> EXPLAINED = new EnumMap<>(TestServer.class);

  private final TestServer server;
  private final List<Recording.Sent> statements;
  private final List<Plan> operators;

  QueryPlansTest(TestServer server) {
    SentPlans plans = EXPLAINED.computeIfAbsent(server, SentPlans::of);
    this.server = server;
    this.statements = plans.statements();
    this.operators = plans.operators();
  }

  @Test
  void everyStatementShouldReachItsNodesThroughAnIndex() {
    List<Plan> beginnings = operators.stream().filter(one -> one.children().isEmpty()).toList();

    assertThat(statements).hasSizeGreaterThan(20);
    assertThat(beginnings).hasSizeGreaterThan(statements.size());
    assertThat(beginnings)
        .filteredOn(one -> !BEGINNINGS.contains(operator(one)))
        .extracting(one -> operator(one) + " " + details(one))
        .isEmpty();
  }

  @Test
  void everyIndexShouldServeAStatement() {
    Set<String> used = new TreeSet<>();
    for (Plan operator : operators) {
      Matcher seek = SEEK.matcher(details(operator));
      while (seek.find()) {
        used.add(seek.group(1));
      }
    }

    for (Record index : indexes()) {
      String name = index.get("name").asString();
      if (List.of("FULLTEXT", "VECTOR").contains(index.get("type").asString())) {
        assertThat(statements)
            .as(name)
            .anyMatch(
                sent ->
                    sent.cypher().contains("queryNodes('%s'".formatted(name))
                        || sent.cypher().contains("VECTOR INDEX " + name));
      } else {
        assertThat(used)
            .as(name)
            .contains(
                "%s(%s)"
                    .formatted(
                        index.get("labelsOrTypes").get(0).asString(),
                        String.join(", ", index.get("properties").asList(Value::asString))));
      }
    }
  }

  @Test
  void newServersShouldSearchVectorsInsideADataset() {
    List<String> searches =
        operators.stream()
            .filter(one -> operator(one).equals("NodeVectorIndexSearch"))
            .map(QueryPlansTest::details)
            .toList();

    if (server == TestServer.NEO4J_2026) {
      assertThat(searches).isNotEmpty().allMatch(one -> one.contains("WHERE realm = realm"));
    } else {
      assertThat(searches).isEmpty();
      assertThat(operators).anyMatch(one -> details(one).contains("db.index.vector.queryNodes"));
    }
  }

  @Test
  void vectorsShouldNotBeQuantized() {
    List<Value> vectorIndexes =
        indexes().stream()
            .filter(index -> index.get("type").asString().equals("VECTOR"))
            .map(index -> index.get("options").get("indexConfig"))
            .toList();

    assertThat(vectorIndexes)
        .hasSize(6)
        .allSatisfy(
            config -> {
              assertThat(quantization(config)).isEqualTo("NONE");
              assertThat(config.get("vector.similarity_function").asString())
                  .isEqualToIgnoringCase("cosine");
              assertThat(config.get("vector.dimensions").asInt()).isEqualTo(4);
            });
  }

  // Older servers show whether, newer ones how.
  private String quantization(Value config) {
    return server == TestServer.NEO4J_5 && !config.get("vector.quantization.enabled").asBoolean()
        ? "NONE"
        : config.get("vector.quantization.type").asString();
  }

  private List<Record> indexes() {
    try (Session session = server.session()) {
      List<Record> indexes =
          session.run("SHOW INDEXES YIELD name, type, labelsOrTypes, properties, options").list();
      return indexes.stream()
          .filter(index -> index.get("name").asString().startsWith("mnemo_"))
          .toList();
    }
  }

  private static String operator(Plan plan) {
    return plan.operatorType().replaceFirst("@.*", "");
  }

  private static String details(Plan plan) {
    Value details = plan.arguments().get("Details");
    return details == null ? "" : details.asString();
  }
}
