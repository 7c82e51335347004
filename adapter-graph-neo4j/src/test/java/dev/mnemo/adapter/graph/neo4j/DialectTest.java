package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
