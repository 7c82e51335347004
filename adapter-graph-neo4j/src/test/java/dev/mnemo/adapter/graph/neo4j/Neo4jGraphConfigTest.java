package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Neo4jGraphConfigTest {

  private static final URI LOCAL = URI.create("bolt://127.0.0.1:7687");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bolt://localhost",
        "bolt+s://localhost:7687",
        "bolt+ssc://localhost",
        "neo4j://cluster",
        "neo4j+s://cluster",
        "NEO4J+SSC://cluster"
      })
  void everyKindOfBoltAddressShouldDo(String uri) {
    assertThat(Neo4jGraphConfig.of(URI.create(uri), "neo4j", "x").uri()).hasToString(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:7474",
        "localhost",
        "bolt:///",
        "redis://localhost",
        "bolt://localhost?region=eu"
      })
  void otherAddressesShouldBeRefusedWithTheRemedy(String uri) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Neo4jGraphConfig.of(URI.create(uri), "neo4j", "x"))
        .withMessageContaining("neo4j uri was '%s'".formatted(uri));
  }

  @Test
  void aPasswordInTheAddressShouldBeRefusedWithoutBeingShown() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Neo4jGraphConfig.of(URI.create("bolt://u:secret@host"), "u", "x"))
        .withMessageContaining("give user and password apart")
        .withMessageNotContaining("secret");
  }

  @Test
  void aPasswordShouldNeverBeShown() {
    assertThat(Neo4jGraphConfig.of(LOCAL, "neo4j", "secret").withDatabase("mine"))
        .hasToString(
            "Neo4jGraphConfig[uri=bolt://127.0.0.1:7687, user=neo4j, password=***, database=mine]");
  }

  @Test
  void aPasswordWithoutAUserShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Neo4jGraphConfig.of(LOCAL, "", "secret"))
        .withMessageContaining("neo4j user")
        .withMessageNotContaining("secret");
    assertThat(Neo4jGraphConfig.of(LOCAL, "", "").user()).isEmpty();
  }

  @Test
  void timeoutsOutOfBoundsShouldBeRefused() {
    Duration usual = Duration.ofSeconds(1);

    for (Duration wrong :
        new Duration[] {Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(1)}) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(
              () ->
                  new Neo4jGraphConfig(LOCAL, "neo4j", "x", Optional.empty(), usual, wrong, usual))
          .withMessageContaining("neo4j query timeout was '%s'".formatted(wrong));
    }
  }
}
