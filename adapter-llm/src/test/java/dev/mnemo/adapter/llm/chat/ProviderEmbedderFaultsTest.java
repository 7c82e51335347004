package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.EmbeddingServer.infinite;
import static dev.mnemo.adapter.llm.chat.EmbeddingServer.stalled;
import static dev.mnemo.adapter.llm.chat.EmbeddingServer.status;
import static dev.mnemo.adapter.llm.chat.EmbeddingServer.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mnemo.adapter.llm.chat.EmbeddingServer.Fault;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.Embedder.Purpose;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong between the adapter and the server of an embedding model. */
class ProviderEmbedderFaultsTest {

  private static final String BODY =
      "{\"error\":{\"message\":\"Incorrect API key provided: %s. PROVIDER WORDS\"}}"
          .formatted(EmbeddingServer.KEY);

  static Stream<Arguments> refusals() {
    return each(401, 403, 404, 400);
  }

  static Stream<Arguments> passing() {
    return each(429, 500, 503);
  }

  private static Stream<Arguments> each(int... statuses) {
    return Stream.of(EmbeddingProtocol.values())
        .flatMap(
            protocol -> Arrays.stream(statuses).mapToObj(status -> Arguments.of(protocol, status)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusalShouldBeLastingAndToldWithoutTheKey(EmbeddingProtocol protocol, int status) {
    try (EmbeddingServer server = EmbeddingServer.of(protocol, status(status, BODY))) {
      ModelFailureException failure = failureOf(server.embedder());

      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining("HTTP " + status);
      assertThat(printed(failure)).doesNotContain(EmbeddingServer.KEY, "PROVIDER WORDS");
      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aPassingFailureShouldBeRepeatedUntilItPasses(EmbeddingProtocol protocol, int status) {
    Fault failing = status(status, BODY);
    try (EmbeddingServer server = EmbeddingServer.of(protocol, failing, failing)) {
      assertThat(server.embedder().embed(List.of("Alice"), Purpose.PASSAGE).values()).hasSize(1);

      assertThat(server.pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
      assertThat(server.requests).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestedWaitShouldBeKept(EmbeddingProtocol protocol) {
    try (EmbeddingServer server =
        EmbeddingServer.of(protocol, status(429, BODY, "Retry-After", "7"))) {
      assertThat(server.embedder().embed(List.of("Alice"), Purpose.QUERY).values()).hasSize(1);

      assertThat(server.pauses).containsExactly(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsNoneShouldBeATransientFailure(EmbeddingProtocol protocol) {
    Fault[] malformed = {
      status(200, "PROVIDER WORDS"), status(200, "{}"), status(200, "{\"data\": [")
    };
    try (EmbeddingServer server = EmbeddingServer.of(protocol, malformed)) {
      ModelFailureException failure = failureOf(server.embedder());

      assertThat(failure.retryable()).isTrue();
      assertThat(failure).hasMessageContaining("test-model");
      assertThat(printed(failure)).doesNotContain("PROVIDER WORDS");
      assertThat(server.requests).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tooFewVectorsShouldBeAFailureAndTheNextAttemptCount(EmbeddingProtocol protocol) {
    try (EmbeddingServer server =
        EmbeddingServer.of(protocol, vectors(new float[] {1, 2}), vectors())) {
      assertThat(server.embedder().embed(List.of("Alice", "Bob"), Purpose.PASSAGE).values())
          .hasSize(2);

      assertThat(server.pauses).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVectorOfAnotherDimensionShouldBeALastingFailure(EmbeddingProtocol protocol) {
    try (EmbeddingServer server = EmbeddingServer.of(protocol)) {
      ModelFailureException failure =
          failureOf(server.embedder(config -> config.withDimension(128)));

      assertThat(failure.retryable()).isFalse();
      assertThat(failure).hasMessageContaining("64 dimensions instead of 128");
      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVectorWithoutADirectionShouldBeALastingFailure(EmbeddingProtocol protocol) {
    for (Fault useless : List.of(vectors(new float[] {0, 0}), infinite())) {
      try (EmbeddingServer server = EmbeddingServer.of(protocol, useless)) {
        ModelFailureException failure = failureOf(server.embedder());

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("all zero or not finite");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDoesNotEndShouldEndAtTheDeadline(EmbeddingProtocol protocol) {
    try (EmbeddingServer server = EmbeddingServer.of(protocol, stalled())) {
      ModelFailureException failure =
          failureOf(server.embedder(config -> config.withTimeout(Duration.ofMillis(300))));

      assertThat(failure).hasMessageContaining("did not finish in time");
      assertThat(failure.retryable()).isTrue();
      assertThat(server.requests).hasSizeLessThan(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsNotThereShouldBeATransientFailure(EmbeddingProtocol protocol) {
    EmbeddingServer server = EmbeddingServer.of(protocol);
    Embedder embedder = server.embedder();
    server.stop();
    try (server) {
      ModelFailureException failure = failureOf(embedder);

      assertThat(failure.retryable()).isTrue();
      assertThat(failure).hasMessageContaining("cannot be reached");
    }
  }

  private static ModelFailureException failureOf(Embedder embedder) {
    return catchThrowableOfType(
        ModelFailureException.class, () -> embedder.embed(List.of("Alice"), Purpose.PASSAGE));
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
