package dev.mnemo.adapter.graph.neo4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EmbeddedNeo4jConfigTest {

  private static final Path SOME = Path.of("some");

  @Test
  void pathsShouldHoldWhereverTheServerRuns() {
    EmbeddedNeo4jConfig config =
        EmbeddedNeo4jConfig.of(SOME, SOME, SOME, Optional.of(Path.of("a/../some")));

    assertThat(config.folder()).isAbsolute();
    assertThat(config.serverLib()).isAbsolute();
    assertThat(config.javaHome()).isAbsolute();
    assertThat(config.cacheFolder()).contains(SOME.toAbsolutePath());
  }

  @Test
  void aNegativeIdleTimeoutShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> withTimeouts(Duration.ofSeconds(-1), Duration.ofMinutes(3)))
        .withMessage("neo4j idle timeout was 'PT-1S'; use PT0S to PT24H");
  }

  @Test
  void aStartTimeoutTooShortForAColdMachineShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> withTimeouts(Duration.ZERO, Duration.ofSeconds(20)))
        .withMessage("neo4j start timeout was 'PT20S'; use PT2M to PT24H");
  }

  @Test
  void memoryThatCannotDoShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> withMemory(1 << 20, 64 << 20))
        .withMessage("neo4j heap was '1048576 bytes'; use 128 MiB to 1 TiB");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> withMemory(512 << 20, 0))
        .withMessage("neo4j page cache was '0 bytes'; use 8 MiB to 1 TiB");
  }

  @Test
  void aMissingFolderShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> EmbeddedNeo4jConfig.of(null, SOME, SOME, Optional.empty()))
        .withMessage("graph folder was missing; give a path");
  }

  private static void withTimeouts(Duration idle, Duration start) {
    new EmbeddedNeo4jConfig(SOME, SOME, SOME, Optional.empty(), idle, start, 512 << 20, 64 << 20);
  }

  private static void withMemory(long heap, long pageCache) {
    new EmbeddedNeo4jConfig(
        SOME, SOME, SOME, Optional.empty(), Duration.ZERO, Duration.ofMinutes(3), heap, pageCache);
  }
}
