package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.OpenAiFaultsTest.printed;
import static dev.mnemo.adapter.llm.chat.OpenAiFaultsTest.streamFailureOf;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.answer;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.end;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.events;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.piece;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.stalled;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.tornEvents;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.whole;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.SHORT;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mnemo.adapter.llm.chat.OpenAiServer.Reply;
import dev.mnemo.domain.exception.ModelFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong in the middle of a stream. */
class OpenAiStreamFaultsTest {

  private final List<String> pieces = new ArrayList<>();

  @Test
  void aStreamThatStallsShouldEndAndFreeTheConnection() throws Exception {
    try (OpenAiSetup setup = OpenAiSetup.withIdleTimeout(SHORT, stalled(piece("Alice ")))) {
      ModelFailureException failure = failureOf(setup);

      assertThat(failure).hasMessageContaining("stopped in the middle");
      assertThat(failure.retryable()).isTrue();
      assertThat(pieces).containsExactly("Alice ");
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  @Test
  void aStreamThatNeverStartsShouldBeTriedAgain() throws Exception {
    try (OpenAiSetup setup =
        OpenAiSetup.withIdleTimeout(Duration.ofSeconds(2), stalled(), answer("Paris."))) {
      assertThat(setup.model().stream(prompt("Where?"), pieces::add).text()).isEqualTo("Paris.");
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.pauses).hasSize(1);
    }
  }

  @Test
  void aStreamShouldEndAtTheDeadlineOfTheWholeCall() {
    try (OpenAiSetup setup = OpenAiSetup.withTimeout(SHORT, stalled(piece("Alice ")))) {
      assertThat(failureOf(setup)).hasMessageContaining("did not finish in time");
    }
  }

  static Stream<Reply> cuts() {
    return Stream.of(
        events(piece("Alice ")),
        events(piece("Alice "), "[DONE]"),
        tornEvents(piece("Alice ")),
        events(piece("Alice "), "{\"choices\":[{\"del"),
        events(piece("Alice "), "{\"error\":{\"message\":\"PROVIDER WORDS\"}}"));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aStreamThatIsCutShouldFailAndNotStartAgain(Reply cut) {
    try (OpenAiSetup setup = OpenAiSetup.with(cut, answer("Paris."))) {
      ModelFailureException failure = failureOf(setup);

      assertThat(failure.retryable()).isTrue();
      assertThat(printed(failure)).doesNotContain("PROVIDER WORDS", "{\"del");
      assertThat(pieces).containsExactly("Alice ");
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  static Stream<Reply> emptyStreams() {
    return Stream.of(
        events(), events("[DONE]"), events(end("stop")), whole("Whole.", "stop", null));
  }

  @ParameterizedTest
  @MethodSource("emptyStreams")
  void aStreamWithoutAnAnswerShouldBeTriedAgain(Reply empty) {
    try (OpenAiSetup setup = OpenAiSetup.with(empty, answer("Paris."))) {
      assertThat(setup.model().stream(prompt("Where?"), pieces::add).text()).isEqualTo("Paris.");
      assertThat(String.join("", pieces)).isEqualTo("Paris.");
    }
  }

  @Test
  void anEmptyStreamShouldBeATransientFailureInTheEnd() {
    try (OpenAiSetup setup = OpenAiSetup.with(events())) {
      assertThat(streamFailureOf(setup.model()).retryable()).isTrue();
      assertThat(setup.server.requests()).hasSize(3);
    }
  }

  @Test
  void anInterruptShouldEndAStreamAndFreeTheConnection() throws Exception {
    try (OpenAiSetup setup = OpenAiSetup.with(stalled(piece("Alice ")))) {
      AtomicReference<Throwable> ended = new AtomicReference<>();
      CountDownLatch streaming = new CountDownLatch(1);
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () ->
                      ended.set(
                          catchThrowableOfType(
                              ModelFailureException.class,
                              () ->
                                  setup.model().stream(
                                      prompt("Where?"), piece -> streaming.countDown()))));
      streaming.await();

      caller.interrupt();

      assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
      assertThat(ended.get()).isNotNull();
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aConsumerThatFailsShouldFreeTheConnection() throws Exception {
    try (OpenAiSetup setup = OpenAiSetup.with(stalled(piece("Alice ")))) {
      IllegalStateException broken = new IllegalStateException("the terminal is gone");

      assertThatThrownBy(
              () ->
                  setup.model().stream(
                      prompt("Where?"),
                      piece -> {
                        throw broken;
                      }))
          .isSameAs(broken);

      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private ModelFailureException failureOf(OpenAiSetup setup) {
    return catchThrowableOfType(
        ModelFailureException.class, () -> setup.model().stream(prompt("Where?"), pieces::add));
  }
}
