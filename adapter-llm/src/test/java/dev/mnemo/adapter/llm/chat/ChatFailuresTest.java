package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.mnemo.domain.exception.ModelFailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the clients of other providers throw. */
class ChatFailuresTest {

  private static final String WORDS = "PROVIDER WORDS sk-secret";

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new AuthenticationException(WORDS), false),
        Arguments.of(new ModelNotFoundException(WORDS), false),
        Arguments.of(new InvalidRequestException(WORDS), false),
        Arguments.of(new UnsupportedFeatureException(WORDS), false),
        Arguments.of(new RateLimitException(WORDS), true),
        Arguments.of(new InternalServerException(WORDS), true),
        Arguments.of(new TimeoutException(WORDS), true),
        Arguments.of(new RuntimeException(WORDS, new ConnectException(WORDS)), true),
        Arguments.of(new RuntimeException(WORDS, new IOException(WORDS)), true),
        Arguments.of(new NullPointerException(WORDS), true));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureShouldSayWhetherToRepeatAndNothingOfTheProvider(
      RuntimeException thrown, boolean retryable) {
    ModelFailureException failure = ChatFailures.of("test-model", new ExecutionException(thrown));

    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageStartingWith("the model 'test-model' ").hasMessageContaining(";");
    assertThat(ProviderFaultsTest.printed(failure)).doesNotContain("PROVIDER", "sk-secret");
  }
}
