package dev.mnemo.adapter.cache.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FsCacheConfigTest {

  private static final Path FOLDER = Path.of("data");

  @Test
  void sessionsShouldNotExpireByDefault() {
    FsCacheConfig config = FsCacheConfig.in(FOLDER);

    assertThat(config.timeToLive()).isEmpty();
    assertThat(config.lockTimeout()).isPositive();
    assertThat(config.withTimeToLive(Duration.ofHours(24)).timeToLive())
        .contains(Duration.ofHours(24));
  }

  @Test
  void theFolderShouldBeAbsoluteSoThatMessagesNameIt() {
    assertThat(FsCacheConfig.in(Path.of("a/../data")).folder()).isEqualTo(FOLDER.toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S", "PT2400000H"})
  void anImpossibleTimeToLiveShouldBeRefused(Duration ttl) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> FsCacheConfig.in(FOLDER).withTimeToLive(ttl))
        .withMessageContaining("time to live was '" + ttl + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT11M"})
  void anImpossibleLockTimeoutShouldBeRefused(Duration timeout) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new FsCacheConfig(FOLDER, Optional.empty(), timeout))
        .withMessageContaining("lock timeout was '" + timeout + "'");
  }

  @Test
  void missingValuesShouldBeNamed() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new FsCacheConfig(null, Optional.empty(), Duration.ofSeconds(1)))
        .withMessageContaining("cache folder");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new FsCacheConfig(FOLDER, null, Duration.ofSeconds(1)))
        .withMessageContaining("time to live");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new FsCacheConfig(FOLDER, Optional.empty(), null))
        .withMessageContaining("lock timeout");
  }
}
