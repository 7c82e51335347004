package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.ProviderFaultsTest.printed;
import static dev.mnemo.adapter.llm.chat.ProviderFaultsTest.streamFailureOf;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.SHORT;
import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static dev.mnemo.adapter.llm.chat.Replies.answer;
import static dev.mnemo.adapter.llm.chat.Replies.body;
import static dev.mnemo.adapter.llm.chat.Replies.cutBody;
import static dev.mnemo.adapter.llm.chat.Replies.frames;
import static dev.mnemo.adapter.llm.chat.Replies.stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mnemo.adapter.llm.chat.Dialect.End;
import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong in the middle of a stream. */
class ProviderStreamFaultsTest {

  private static final OpenAiDialect OPEN_AI = new OpenAiDialect();

  private final List<String> pieces = new ArrayList<>();

  private static Reply stalledAfterOne(Dialect dialect) {
    return stalled(dialect, dialect.start(), dialect.piece("Alice "));
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aStreamThatStallsShouldEndAndFreeTheConnection(Dialect dialect) throws Exception {
    try (ProviderSetup setup =
        ProviderSetup.limited(
            dialect, limits -> limits.withIdleTimeout(SHORT), stalledAfterOne(dialect))) {
      ModelFailureException failure = failureOf(setup);

      assertThat(failure).hasMessageContaining("stopped in the middle");
      assertThat(failure.retryable()).isTrue();
      assertThat(pieces).containsExactly("Alice ");
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void aStreamThatNeverStartsShouldBeTriedAgain(Dialect dialect) throws Exception {
    try (ProviderSetup setup =
        ProviderSetup.limited(
            dialect,
            limits -> limits.withIdleTimeout(Duration.ofSeconds(2)),
            stalled(dialect),
            answer(dialect, "Paris."))) {
      assertThat(setup.model().stream(prompt("Where?"), pieces::add).text()).isEqualTo("Paris.");
      assertThat(setup.server.left().await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(setup.pauses).hasSize(1);
    }
  }

  @Test
  void aStreamShouldEndAtTheDeadlineOfTheWholeCall() {
    try (ProviderSetup setup =
        ProviderSetup.limited(
            OPEN_AI, limits -> limits.withTimeout(SHORT), stalledAfterOne(OPEN_AI))) {
      assertThat(failureOf(setup)).hasMessageContaining("did not finish in time");
    }
  }

  static Stream<Arguments> cuts() {
    return Dialect.ALL.stream()
        .flatMap(
            dialect -> {
              String begun = dialect.start() + dialect.piece("Alice ");
              return Stream.of(
                      frames(begun),
                      cutBody(begun),
                      frames(begun, dialect.frame("{\"PROVIDER WORDS"), dialect.end(End.STOP)),
                      frames(begun, dialect.failure()))
                  .map(cut -> Arguments.of(dialect, cut));
            });
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aStreamThatIsCutShouldFailAndNotStartAgain(Dialect dialect, Reply cut) {
    try (LogTap log = LogTap.open();
        ProviderSetup setup = ProviderSetup.with(dialect, cut, answer(dialect, "Paris."))) {
      ModelFailureException failure = failureOf(setup);

      assertThat(failure.retryable()).isTrue();
      assertThat(printed(failure) + log.text()).doesNotContain("PROVIDER WORDS");
      assertThat(pieces).containsExactly("Alice ");
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  @Test
  void aSentinelAloneShouldNotBeTakenForTheEnd() {
    Reply cut = frames(OPEN_AI.piece("Alice "), OPEN_AI.frame("[DONE]"));
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, cut, answer(OPEN_AI, "Paris."))) {
      assertThat(failureOf(setup).retryable()).isTrue();
    }
  }

  @Test
  void aPromptThatTurnsOutTooLongWithinAStreamShouldBeToldAsSuch() {
    OllamaDialect ollama = new OllamaDialect();
    Reply late = frames(ollama.frame("{\"error\":\"Context size has been exceeded.\"}"));
    try (ProviderSetup setup = ProviderSetup.with(ollama, late)) {
      assertThat(failureOf(setup).promptTooLong()).isTrue();
      assertThat(setup.server.requests()).hasSize(1);
    }
  }

  static Stream<Arguments> emptyStreams() {
    return Dialect.ALL.stream()
        .flatMap(
            dialect ->
                Stream.of(
                        frames(),
                        frames(dialect.start()),
                        frames(dialect.start(), dialect.end(End.STOP)),
                        body(200, "PROVIDER WORDS"))
                    .map(empty -> Arguments.of(dialect, empty)));
  }

  @ParameterizedTest
  @MethodSource("emptyStreams")
  void aStreamWithoutAnAnswerShouldBeTriedAgain(Dialect dialect, Reply empty) {
    try (ProviderSetup setup = ProviderSetup.with(dialect, empty, answer(dialect, "Paris."))) {
      assertThat(setup.model().stream(prompt("Where?"), pieces::add).text()).isEqualTo("Paris.");
      assertThat(String.join("", pieces)).isEqualTo("Paris.");
    }
  }

  @Test
  void anEmptyStreamShouldBeATransientFailureInTheEnd() {
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, frames())) {
      assertThat(streamFailureOf(setup.model()).retryable()).isTrue();
      assertThat(setup.server.requests()).hasSize(3);
    }
  }

  @Test
  void anInterruptShouldEndAStreamAndFreeTheConnection() throws Exception {
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, stalledAfterOne(OPEN_AI))) {
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
    try (ProviderSetup setup = ProviderSetup.with(OPEN_AI, stalledAfterOne(OPEN_AI))) {
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

  private ModelFailureException failureOf(ProviderSetup setup) {
    return catchThrowableOfType(
        ModelFailureException.class, () -> setup.model().stream(prompt("Where?"), pieces::add));
  }
}
