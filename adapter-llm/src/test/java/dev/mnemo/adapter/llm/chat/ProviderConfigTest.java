package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.adapter.llm.chat.ProviderConfig.Provider;
import dev.mnemo.domain.exception.InvalidInputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderConfigTest {

  private static final URI LOCAL = URI.create("http://localhost:11434/v1");
  private static final LlmConfig LLM = LlmConfig.of("llama3");

  private static ProviderConfig local() {
    return ProviderConfig.openAi(LOCAL, Optional.empty(), LLM);
  }

  @Test
  void aLocalServerShouldNeedNoKey() {
    assertThat(local().apiKey()).isEmpty();
    assertThat(ProviderConfig.ollama(LLM).apiKey()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Provider.class,
      names = {"ANTHROPIC", "GEMINI"})
  void aProviderThatAlwaysAsksForAKeyShouldHaveOne(Provider provider) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new ProviderConfig(provider, LOCAL, Optional.empty(), LLM))
        .withMessageStartingWith("API key was missing");
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void theKeyShouldNotBeShown(Provider provider) {
    ProviderConfig config =
        new ProviderConfig(provider, provider.baseUri(), Optional.of("sk-secret"), LLM);

    assertThat(config.toString()).contains("llama3", "***").doesNotContain("sk-secret");
  }

  @Test
  void slashesAtTheEndOfTheAddressShouldNotMatter() {
    assertThat(local().withBaseUri(URI.create(LOCAL + "//"))).isEqualTo(local());
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
        .isThrownBy(() -> local().withBaseUri(URI.create(address)))
        .withMessageStartingWith("base URL was ")
        .withMessageNotContaining("sk-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "sk secret", "sk-secret\r\nX-Other: 1", "sk-sécret"})
  void aKeyThatNoHeaderCanHoldShouldBeRefusedWithoutBeingShown(String key) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ProviderConfig.anthropic(key, LLM))
        .withMessageStartingWith("API key was ")
        .withMessageNotContaining("cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"models/gemini-2.5-flash", "gemini 2.5", "../secrets", "a?b"})
  void aModelThatWouldChangeGeminisAddressShouldBeRefused(String model) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ProviderConfig.gemini("sk-secret", LlmConfig.of(model)))
        .withMessageStartingWith("model was ");
  }

  @Test
  void limitsThatCannotBeShouldBeRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LLM.withTokenBudget(0))
        .withMessageContaining("token budget was '0'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LLM.withTimeout(Duration.ZERO))
        .withMessageContaining("timeout was 'PT0S'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LLM.withIdleTimeout(Duration.ofDays(2)))
        .withMessageContaining("idle timeout was 'PT48H'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LLM.withRewriteTimeout(Duration.ofDays(2)))
        .withMessageContaining("rewrite timeout was 'PT48H'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> LlmConfig.of(" "))
        .withMessageContaining("model was");
  }
}
