package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.Dialect.KEY;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.SHORT;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static dev.mnemo.adapter.llm.chat.Replies.answer;
import static dev.mnemo.adapter.llm.chat.Replies.body;
import static dev.mnemo.adapter.llm.chat.Replies.cutBody;
import static dev.mnemo.adapter.llm.chat.Replies.refusal;
import static dev.mnemo.adapter.llm.chat.Replies.slowBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mnemo.adapter.llm.chat.Dialect.End;
import dev.mnemo.adapter.llm.chat.Dialect.Refused;
import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.exception.ModelFailureException.Spent;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.LanguageModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between the adapter and a server, whole or streamed. */
class ProviderFaultsTest {

  private static final OpenAiDialect OPEN_AI = new OpenAiDialect();

  /** A refusal whole and streamed; what it is called the same both ways, and shows no secret. */
  private static ModelFailureException refusedBothWays(Dialect dialect, Reply refusal) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, refusal)) {
      ModelFailureException whole = failureOf(setup.model());
      ModelFailureException streamed = streamFailureOf(setup.model());

      assertThat(streamed).hasMessage(whole.getMessage());
      assertThat(streamed.retryable()).isEqualTo(whole.retryable());
      assertThat(streamed.promptTooLong()).isEqualTo(whole.promptTooLong());
      assertThat(streamed.retryAfter()).isEqualTo(whole.retryAfter());
      assertThat(printed(whole) + printed(streamed)).doesNotContain(KEY, "PROVIDER WORDS");
      assertThat(setup.server.requests()).hasSize(whole.retryable() ? 6 : 2);
      return whole;
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aWrongKeyShouldBePermanent(Dialect dialect) {
    ModelFailureException failure = refusedBothWays(dialect, refusal(dialect.wrongKey()));

    assertThat(failure).hasMessageContaining("refused the API key; check the key");
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aKeyThatMayNotDoThisShouldBePermanent(Dialect dialect) {
    Refused forbidden = new Refused(403, dialect.wrongKey().body());

    ModelFailureException failure = refusedBothWays(dialect, refusal(forbidden));

    assertThat(failure).hasMessageContaining("HTTP 403").hasMessageContaining("what it may do");
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void anUnknownModelShouldBePermanent(Dialect dialect) {
    ModelFailureException failure = refusedBothWays(dialect, refusal(dialect.unknownModel()));

    assertThat(failure).hasMessageContaining("knows no such model");
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aPromptThatIsTooLongShouldBeToldAsSuch(Dialect dialect) {
    ModelFailureException failure = refusedBothWays(dialect, refusal(dialect.tooLong()));

    assertThat(failure.promptTooLong()).isTrue();
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aServerThatFailsShouldBeTransient(Dialect dialect) {
    ModelFailureException failure = refusedBothWays(dialect, refusal(dialect.overloaded()));

    assertThat(failure).hasMessageContaining("failed on its side");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.promptTooLong()).isFalse();
  }

  @Test
  void whatIsTooLongShouldBeUnderstoodHoweverServersSayIt() {
    for (String words :
        List.of(
            "This model's maximum context length is 4096 tokens. However, you requested 5000",
            "input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000",
            "Context size has been exceeded.",
            "the input length exceeds the context length",
            "the number of tokens is greater than the context length")) {
      for (int status : new int[] {400, 422, 500}) {
        assertThat(refusedBothWays(OPEN_AI, body(status, words)).promptTooLong())
            .as("%d %s", status, words)
            .isTrue();
      }
    }
    assertThat(refusedBothWays(OPEN_AI, body(413, "")).promptTooLong()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 422})
  void aRefusalShouldBePermanentAndKeepTheProvidersWordsAndTheKeyToItself(int status) {
    Reply refusal = body(status, Dialect.WORDS, "Location", "http://127.0.0.1:1/elsewhere");

    ModelFailureException failure = refusedBothWays(OPEN_AI, refusal);

    assertThat(failure).hasMessageContaining("HTTP " + status);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.promptTooLong()).isFalse();
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aBodyThatDoesNotEndShouldEndAtTheDeadlineAndFreeTheConnection(Dialect dialect)
      throws Exception {
    try (ProviderSetup setup =
        ProviderSetup.limited(dialect, limits -> limits.withTimeout(SHORT), slowBody())) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure).hasMessageContaining("did not finish in time");
      assertThat(failure.retryable()).isTrue();
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> malformed() {
    return Dialect.ALL.stream()
        .flatMap(
            dialect ->
                Stream.of("", "{", "PROVIDER WORDS", "[]", "{}", "{\"choices\":[]}", "null")
                    .map(text -> Arguments.of(dialect, text)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aBodyThatIsNoAnswerShouldBeATransientFailure(Dialect dialect, String malformed) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, body(200, malformed))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure.retryable()).isTrue();
      assertThat(failure).hasMessageContaining("test-model");
      assertThat(printed(failure)).doesNotContain("PROVIDER WORDS");
      assertThat(setup.server.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aBlankAnswerShouldBeAFailure(Dialect dialect) {
    for (String blank : new String[] {"", " \n\t"}) {
      try (ProviderSetup setup =
          ProviderSetup.with(dialect, body(200, dialect.whole(blank, End.STOP)))) {
        ModelFailureException failure = failureOf(setup.model());

        assertThat(failure).hasMessageContaining("answered nothing");
        assertThat(failure.spent()).contains(new Spent(Dialect.MODEL, 360, 21, false));
        assertThat(failure.retryable()).isTrue();
      }
    }
  }

  @Test
  void whatABlankAnswerCostShouldCountToTheNextOne() {
    Reply blank = body(200, OpenAiDialect.whole(" ", "stop", OpenAiDialect.USAGE));
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, blank, answer(OPEN_AI, "Paris."))) {
      assertThat(setup.model().complete(prompt("Where?")).usage())
          .isEqualTo(new Usage(240, 14, Optional.empty(), false));
    }
  }

  @Test
  void anAnswerWithoutTextShouldBeAFailureAndTheNextAttemptCount() {
    Reply nothing = body(200, OpenAiDialect.whole(null, "stop", null));
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, nothing, answer(OPEN_AI, "Paris."))) {
      assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(setup.pauses).hasSize(1);
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aBodyThatWasCutShouldBeATransientFailure(Dialect dialect) {
    String whole = dialect.whole("Paris.", End.STOP);
    try (ProviderSetup setup =
        ProviderSetup.with(dialect, cutBody(whole.substring(0, whole.length() / 2)))) {
      assertThat(failureOf(setup.model()).retryable()).isTrue();
    }
  }

  static Stream<Arguments> withheld() {
    return Stream.of(
        Arguments.of(OPEN_AI, OpenAiDialect.whole("Half an", "content_filter", null)),
        Arguments.of(
            new GeminiDialect(),
            "{\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0}],"
                + "\"usageMetadata\":{\"promptTokenCount\":120,\"totalTokenCount\":120}}"),
        Arguments.of(
            new GeminiDialect(),
            "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                + "\"usageMetadata\":{\"promptTokenCount\":120,\"totalTokenCount\":120}}"),
        Arguments.of(
            new AnthropicDialect(),
            "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[],"
                + "\"stop_reason\": \"refusal\",\"usage\":{\"input_tokens\":120,\"output_tokens\":1}}"));
  }

  @ParameterizedTest
  @MethodSource("withheld")
  void anAnswerThatAFilterWithheldShouldBePermanent(Dialect dialect, String reply) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, body(200, reply))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure).hasMessageContaining("content filter");
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.concernsInput()).as("other texts may well be answered").isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> withheldInAStream() {
    AnthropicDialect anthropic = new AnthropicDialect();
    GeminiDialect gemini = new GeminiDialect();
    return Stream.of(
        Arguments.of(
            gemini,
            gemini.frame("{\"promptFeedback\": {\"blockReason\": \"PROHIBITED_CONTENT\"}}")),
        Arguments.of(
            anthropic,
            anthropic.start() + anthropic.end(End.STOP).replace("\"end_turn\"", "\"refusal\"")));
  }

  @ParameterizedTest
  @MethodSource("withheldInAStream")
  void aStreamThatAFilterWithheldShouldBePermanent(Dialect dialect, String stream) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, Replies.frames(stream))) {
      ModelFailureException failure = streamFailureOf(setup.model());

      assertThat(failure).hasMessageContaining("content filter");
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.concernsInput()).as("other texts may well be answered").isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void anAnswerThatQuotesAProtocolShouldBeAnAnswer(Dialect dialect) {
    String quoting = "{\"blockReason\":\"x\",\"stop_reason\":\"refusal\"}, prompt is too long";
    try (ProviderSetup setup = ProviderSetup.with(dialect, answer(dialect, quoting))) {
      assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo(quoting);
      assertThat(setup.model().stream(prompt("Where?"), piece -> {}).text()).isEqualTo(quoting);
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aRefusedConnectionShouldBeTransientAndTellTheRemedy(Dialect dialect) {
    ProviderSetup setup = ProviderSetup.with(dialect, answer(dialect, "Paris."));
    setup.server.close();
    try (setup) {
      ModelFailureException whole = failureOf(setup.model());
      ModelFailureException streamed = streamFailureOf(setup.model());

      assertThat(whole).hasMessageContaining("cannot be reached").hasMessage(streamed.getMessage());
      assertThat(whole.retryable()).isTrue();
      assertThat(setup.pauses).hasSize(4);
    }
  }

  @Test
  void anInterruptShouldEndTheCallAndFreeTheConnection() throws Exception {
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, slowBody())) {
      AtomicReference<Throwable> end = new AtomicReference<>();
      AtomicBoolean stillInterrupted = new AtomicBoolean();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    end.set(failureOf(setup.model()));
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                  });
      setup.server.asked().await();

      caller.interrupt();

      assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
      assertThat(end.get()).isInstanceOf(ModelFailureException.class);
      assertThat(stillInterrupted).isTrue();
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.pauses).isEmpty();
    }
  }

  static ModelFailureException failureOf(LanguageModel model) {
    return catchThrowableOfType(
        ModelFailureException.class, () -> model.complete(prompt("Where does Alice live?")));
  }

  static ModelFailureException streamFailureOf(LanguageModel model) {
    return catchThrowableOfType(
        ModelFailureException.class, () -> model.stream(prompt("Where?"), piece -> {}));
  }

  /** Everything that a log would show. */
  static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
