package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.Query;

final class DialectTest {

  @ParameterizedTest
  @CsvSource({
    "5.26.0, CYPHER_5",
    "5.26.12, CYPHER_5",
    "2025.06.2, CYPHER_5",
    "2025.12.1, CYPHER_5",
    "2026.01.4, CYPHER_5",
    "2026.02.0, CYPHER_25",
    "2026.08.1, CYPHER_25",
    "2027.01.0-drop01.0, CYPHER_25",
    "5.27-aura, CYPHER_5",
    "2026.02-aura, CYPHER_25",
    "2026.13.0, CYPHER_5",
    "unknown, CYPHER_5"
  })
  void theServersVersionShouldTellWhatItCanDo(String version, Dialect expected) {
    assertThat(Dialect.of(version)).isEqualTo(expected);
  }

  @Test
  void parametersShouldBeSentInOneMapSoThatTheirLengthsNeedNoPlansOfTheirOwn() {
    Query sent =
        Dialect.CYPHER_25.query(
            "UNWIND $ids AS id MATCH (n {id: id}) RETURN n LIMIT $limit",
            Map.of("ids", List.of("a", "b"), "limit", 3));

    assertThat(sent.text())
        .isEqualTo("CYPHER 25 UNWIND $in.ids AS id MATCH (n {id: id}) RETURN n LIMIT $in.limit");
    assertThat(sent.parameters().asMap())
        .isEqualTo(Map.of("in", Map.of("ids", List.of("a", "b"), "limit", 3L)));
  }
}
