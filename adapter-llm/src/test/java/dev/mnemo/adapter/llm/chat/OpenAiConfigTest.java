package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiConfigTest {

  private static final URI LOCAL = URI.create("http://localhost:11434/v1");

  private static OpenAiConfig local() {
    return OpenAiConfig.of(LOCAL, Optional.empty(), "llama3");
  }

  @Test
  void aLocalServerShouldNeedNoKey() {
    assertThat(local().apiKey()).isEmpty();
    assertThat(local().tokenBudget()).isEqualTo(OpenAiConfig.DEFAULT_TOKEN_BUDGET);
  }

  @Test
  void theKeyShouldNotBeShown() {
    OpenAiConfig config = OpenAiConfig.of(LOCAL, Optional.of("sk-secret"), "llama3");

    assertThat(config.toString()).contains("llama3", "***").doesNotContain("sk-secret");
  }

  @Test
  void slashesAtTheEndOfTheAddressShouldNotMatter() {
    URI slashed = URI.create(LOCAL + "//");

    assertThat(OpenAiConfig.of(slashed, Optional.empty(), "llama3")).isEqualTo(local());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:11434/v1",
        "ftp://localhost/v1",
        "/v1",
        "https:///v1",
        "http://localhost/v1/chat/completions",
        "http://me:sk-secret@localhost/v1",
        "http://localhost/v1?key=sk-secret",
        "http://localhost/v1#sk-secret"
      })
  void anAddressThatCannotBeShouldBeRefusedWithoutShowingAKey(String address) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> OpenAiConfig.of(URI.create(address), Optional.empty(), "llama3"))
        .withMessageStartingWith("base URL was ")
        .withMessageNotContaining("sk-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "sk secret", "sk-secret\r\nX-Other: 1", "sk-sécret"})
  void aKeyThatNoHeaderCanHoldShouldBeRefusedWithoutBeingShown(String key) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> OpenAiConfig.of(LOCAL, Optional.of(key), "llama3"))
        .withMessageStartingWith("API key was ")
        .withMessageNotContaining("cret");
  }

  @Test
  void limitsThatCannotBeShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> local().withTokenBudget(0))
        .withMessageContaining("token budget was '0'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> local().withTimeout(Duration.ZERO))
        .withMessageContaining("timeout was 'PT0S'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> local().withIdleTimeout(Duration.ofDays(2)))
        .withMessageContaining("idle timeout was 'PT48H'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> OpenAiConfig.of(LOCAL, Optional.empty(), " "))
        .withMessageContaining("model was");
  }
}
