package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.ProviderFaultsTest.failureOf;
import static dev.mnemo.adapter.llm.chat.ProviderFaultsTest.streamFailureOf;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static dev.mnemo.adapter.llm.chat.Replies.answer;
import static dev.mnemo.adapter.llm.chat.Replies.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
import dev.mnemo.domain.exception.ModelFailureException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures are repeated, how often, and after which pause. */
class ChatRetryTest {

  private static final OpenAiDialect OPEN_AI = new OpenAiDialect();

  private static Reply limited(String retryAfter) {
    return body(429, "{}", "Retry-After", retryAfter);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 529})
  void aPassingFailureShouldBeRepeatedUntilItPasses(int status) {
    Reply failing = body(status, "{}");
    try (ProviderSetup setup =
        ProviderSetup.with(OPEN_AI, failing, failing, answer(OPEN_AI, "Paris."))) {
      assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(setup.pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
  }

  @Test
  void aStreamThatFailedBeforeItsFirstPieceShouldBeRepeated() {
    try (ProviderSetup setup =
        ProviderSetup.with(OPEN_AI, body(500, "{}"), answer(OPEN_AI, "Paris."))) {
      assertThat(setup.model().stream(prompt("Where?"), piece -> {}).text()).isEqualTo("Paris.");
    }
  }

  @Test
  void aLastingFailureShouldBeToldAfterThreeAttempts() {
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, body(500, "{}"))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure).hasMessageContaining("HTTP 500");
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.retryAfter()).isEmpty();
      assertThat(setup.server.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "0, 500",
    "'Sat, 14 Mar 2026 12:00:09 GMT', 8876",
    "'Sat, 14 Mar 2026 11:00:00 GMT', 500",
    "soon, 500",
    "-5, 500"
  })
  void aRequestedWaitShouldBeKept(String retryAfter, long millis) {
    try (ProviderSetup setup =
        ProviderSetup.with(OPEN_AI, limited(retryAfter), answer(OPEN_AI, "Paris."))) {
      assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(setup.pauses).singleElement().extracting(Duration::toMillis).isEqualTo(millis);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "90, PT1M30S",
    "'Sat, 14 Mar 2026 13:00:00.123456 GMT',",
    "999999999, PT277777H46M39S"
  })
  void aLongWaitShouldBeLeftToTheCaller(String retryAfter, Duration wait) {
    // What cannot be read as a wait is repeated after the usual pauses.
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, limited(retryAfter))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure.retryAfter()).isEqualTo(Optional.ofNullable(wait));
      assertThat(setup.server.requests()).hasSize(wait == null ? 3 : 1);
    }
  }

  @Test
  void pausesShouldBeSpreadByChanceSoThatNotAllComeBackAtOnce() {
    Reply failing = body(500, "{}");
    try (ProviderSetup setup =
        ProviderSetup.withChance(
            // Three quarters of what a long can be, without its sign.
            () -> 0xC000_0000_0000_0000L, OPEN_AI, failing, failing, answer(OPEN_AI, "Paris."))) {
      setup.model().complete(prompt("Where?"));

      assertThat(setup.pauses).containsExactly(Duration.ofMillis(687), Duration.ofMillis(1_375));
    }
  }

  @Test
  void aWaitThatGoogleTellsInTheBodyShouldBeKept() {
    GeminiDialect gemini = new GeminiDialect();
    Reply limited =
        body(
            429,
            GeminiDialect.error(
                429,
                "RESOURCE_EXHAUSTED",
                Dialect.WORDS,
                Map.of("@type", "type.googleapis.com/google.rpc.RetryInfo", "retryDelay", "7.5s")));
    try (ProviderSetup setup = ProviderSetup.with(gemini, limited, answer(gemini, "Paris."))) {
      assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(setup.pauses).containsExactly(Duration.ofSeconds(7));
    }
  }

  @Test
  void aWaitBeyondTheDeadlineShouldBeLeftToTheCaller() {
    try (ProviderSetup setup =
        ProviderSetup.limited(
            OPEN_AI, limits -> limits.withTimeout(Duration.ofSeconds(10)), limited("15"))) {
      ModelFailureException failure = streamFailureOf(setup.model());

      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(15));
      assertThat(setup.pauses).isEmpty();
    }
  }
}
