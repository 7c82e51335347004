package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.OpenAiReplies.answer;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.body;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.cutBody;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.slowBody;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.whole;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.KEY;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.SHORT;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mnemo.adapter.llm.chat.OpenAiServer.Reply;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.LanguageModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between the adapter and a server, whole or streamed. */
class OpenAiFaultsTest {

  private static final String BODY =
      "{\"error\":{\"message\":\"Incorrect API key provided: %s. PROVIDER WORDS\"}}".formatted(KEY);

  @Test
  void aBodyThatDoesNotEndShouldEndAtTheDeadlineAndFreeTheConnection() throws Exception {
    try (OpenAiSetup setup = OpenAiSetup.withTimeout(SHORT, slowBody())) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure).hasMessageContaining("did not finish in time");
      assertThat(failure.retryable()).isTrue();
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "PROVIDER WORDS", "[]", "{}", "{\"choices\":[]}", "null"})
  void aBodyThatIsNoAnswerShouldBeATransientFailure(String malformed) {
    try (OpenAiSetup setup = OpenAiSetup.with(body(200, malformed))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure.retryable()).isTrue();
      assertThat(failure).hasMessageContaining("test-model");
      assertThat(printed(failure)).doesNotContain("PROVIDER WORDS");
      assertThat(setup.server.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t"})
  void aBlankAnswerShouldBeAFailure(String blank) {
    try (OpenAiSetup setup = OpenAiSetup.with(whole(blank, "stop", null))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure).hasMessageContaining("answered nothing");
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void anAnswerWithoutTextShouldBeAFailureAndTheNextAttemptCount() {
    try (OpenAiSetup setup = OpenAiSetup.with(whole(null, "stop", null), answer("Paris."))) {
      assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
      assertThat(setup.pauses).hasSize(1);
    }
  }

  @Test
  void aBodyThatWasCutShouldBeATransientFailure() {
    try (OpenAiSetup setup = OpenAiSetup.with(cutBody())) {
      assertThat(failureOf(setup.model()).retryable()).isTrue();
    }
  }

  @Test
  void anAnswerThatAFilterWithheldShouldBePermanent() {
    try (OpenAiSetup setup = OpenAiSetup.with(whole("Half an", "content_filter", null))) {
      ModelFailureException failure = failureOf(setup.model());

      assertThat(failure).hasMessageContaining("content filter");
      assertThat(failure.retryable()).isFalse();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  @Test
  void aRefusedConnectionShouldBeTransientAndTellTheRemedy() {
    OpenAiSetup setup = OpenAiSetup.with(answer("Paris."));
    setup.server.close();
    try (setup) {
      ModelFailureException whole = failureOf(setup.model());
      ModelFailureException streamed = streamFailureOf(setup.model());

      assertThat(whole).hasMessageContaining("cannot be reached").hasMessage(streamed.getMessage());
      assertThat(whole.retryable()).isTrue();
      assertThat(setup.pauses).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
  void aRefusalShouldBePermanentAndKeepTheProvidersWordsAndTheKeyToItself(int status) {
    Reply refusal = body(status, BODY, "Location", "http://127.0.0.1:1/elsewhere");
    try (OpenAiSetup setup = OpenAiSetup.with(refusal)) {
      ModelFailureException whole = failureOf(setup.model());
      ModelFailureException streamed = streamFailureOf(setup.model());

      assertThat(whole).hasMessageContaining("HTTP " + status).hasMessage(streamed.getMessage());
      assertThat(whole.retryable()).isFalse();
      assertThat(streamed.retryable()).isFalse();
      assertThat(printed(whole) + printed(streamed)).doesNotContain(KEY, "PROVIDER WORDS");
      assertThat(setup.server.requests()).hasSize(2);
    }
  }

  @Test
  void anInterruptShouldEndTheCallAndFreeTheConnection() throws Exception {
    try (OpenAiSetup setup = OpenAiSetup.with(slowBody())) {
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

      assertThat(caller.join(java.time.Duration.ofSeconds(30))).isTrue();
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
