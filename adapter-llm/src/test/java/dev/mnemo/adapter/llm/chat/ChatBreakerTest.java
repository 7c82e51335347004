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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** When a model is left alone, and when it is asked again. */
class ChatBreakerTest {

  private static final OpenAiDialect OPEN_AI = new OpenAiDialect();
  private static final Reply DOWN = body(503, "{}");

  /** A setup whose server fails five times and answers then. */
  private static ProviderSetup recovering() {
    return ProviderSetup.with(OPEN_AI, DOWN, DOWN, DOWN, DOWN, DOWN, answer(OPEN_AI, "Paris."));
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aModelThatKeepsFailingShouldBeLeftAlone(Dialect dialect) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, DOWN)) {
      ChatLanguageModel model = setup.model();
      failureOf(model);
      ModelFailureException last = failureOf(model);

      ModelFailureException whole = failureOf(model);
      ModelFailureException streamed = streamFailureOf(model);

      assertThat(last).hasMessageContaining("HTTP 503");
      assertThat(whole)
          .hasMessage(
              "the model 'test-model' failed too often and is left alone; it is tried again in 30"
                  + " seconds (%s)".formatted(last.getMessage()))
          .hasMessage(streamed.getMessage());
      assertThat(whole.retryable()).isTrue();
      assertThat(whole.retryAfter()).contains(Duration.ofSeconds(30));
      assertThat(setup.server.requests()).hasSize(5);
    }
  }

  @Test
  void theWaitShouldBeWhatIsLeftOfIt() {
    try (ProviderSetup setup = recovering()) {
      ChatLanguageModel model = setup.model();
      failureOf(model);
      failureOf(model);

      setup.clock.advance(Duration.ofSeconds(18));

      assertThat(failureOf(model).retryAfter()).contains(Duration.ofSeconds(12));
      assertThat(setup.server.requests()).hasSize(5);
    }
  }

  @Test
  void oneAttemptShouldDecideAfterTheWait() {
    try (ProviderSetup setup = recovering()) {
      ChatLanguageModel model = setup.model();
      failureOf(model);
      failureOf(model);

      setup.clock.advance(ChatBreaker.PAUSE.plusSeconds(1));

      assertThat(model.complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(model.complete(prompt("Where?")).text()).isEqualTo("Paris.");
    }
  }

  @Test
  void aModelThatStillFailsAfterTheWaitShouldBeLeftAloneAgain() {
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, DOWN)) {
      ChatLanguageModel model = setup.model();
      failureOf(model);
      failureOf(model);

      setup.clock.advance(ChatBreaker.PAUSE.plusSeconds(1));

      assertThat(failureOf(model)).hasMessageContaining("HTTP 503");
      assertThat(failureOf(model)).hasMessageContaining("left alone");
      assertThat(setup.server.requests()).hasSize(6);
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void refusalsShouldNotCount(Dialect dialect) {
    List<Reply> refusals =
        List.of(
            Replies.refusal(dialect.wrongKey()),
            Replies.refusal(dialect.tooLong()),
            Replies.refusal(dialect.unknownModel()),
            body(400, "{}"),
            body(429, "{}", "Retry-After", "90"));
    Reply[] many =
        Collections.nCopies(5, refusals).stream().flatMap(List::stream).toArray(Reply[]::new);
    try (ProviderSetup setup = ProviderSetup.with(dialect, many)) {
      ChatLanguageModel model = setup.model();

      for (int i = 0; i < many.length; i++) {
        assertThat(failureOf(model)).hasMessageContaining("HTTP ");
      }

      assertThat(setup.server.requests()).hasSize(many.length);
    }
  }

  @Test
  void aModelThatAnswersMostOfTheTimeShouldStayInUse() {
    Reply good = answer(OPEN_AI, "Paris.");
    try (ProviderSetup setup =
        ProviderSetup.with(
            OPEN_AI, good, good, DOWN, good, good, DOWN, good, good, DOWN, good, good)) {
      ChatLanguageModel model = setup.model();

      for (int i = 0; i < 8; i++) {
        assertThat(model.complete(prompt("Where?")).text()).isEqualTo("Paris.");
      }
    }
  }

  @Test
  void aCallThatItsCallerEndedShouldNotCount() {
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, answer(OPEN_AI, "Paris."))) {
      ChatLanguageModel model = setup.model();

      for (int i = 0; i < 12; i++) {
        Thread.currentThread().interrupt();
        failureOf(model);
        assertThat(Thread.interrupted()).isTrue();
      }

      assertThat(model.complete(prompt("Where?")).text()).isEqualTo("Paris.");
    }
  }

  @Test
  void theLogShouldTellOnceAndWithoutSecrets() {
    try (LogTap log = LogTap.open();
        ProviderSetup setup = ProviderSetup.with(OPEN_AI, body(500, Dialect.WORDS))) {
      ChatLanguageModel model = setup.model();
      for (int i = 0; i < 5; i++) {
        failureOf(model);
      }

      assertThat(log.records()).filteredOn(text -> text.contains("left alone")).hasSize(1);
      assertThat(log.text()).doesNotContain(Dialect.KEY, "PROVIDER WORDS");
    }
  }
}
