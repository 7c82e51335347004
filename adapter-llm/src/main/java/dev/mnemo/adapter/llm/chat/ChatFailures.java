package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.exception.ModelFailureException.Spent;
import dev.mnemo.domain.model.Usage;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns what a provider's client throws into what a caller can act on. Providers put their answers,
 * and at times the key, into exception messages, so that none of those messages is passed on.
 */
final class ChatFailures {

  private static final String WITHHELD = "withheld by a content filter";

  private ChatFailures() {}

  static ModelFailureException of(String model, Throwable failure) {
    Throwable root = failure;
    for (Throwable one = failure; one != null; one = one.getCause()) {
      root = one;
      if (one instanceof ModelFailureException known) {
        return known;
      }
      Optional<ModelFailureException> found = known(model, one);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return transientFailure(model, "broke off or could not be understood; try again", root);
  }

  private static Optional<ModelFailureException> known(String model, Throwable failure) {
    return Optional.ofNullable(
        switch (failure) {
          case AuthenticationException e ->
              permanent(model, "refused the API key; check the key and what it may do", e);
          case ModelNotFoundException e ->
              permanent(model, "is not known to the server; check its name and the base URL", e);
          case LangChain4jException e when Refusal.tellsTooLong(e.getMessage()) ->
              ModelFailureException.promptTooLong(
                  message(model, "takes no prompt of this length; lower the token budget"),
                  stripped(e));
          case ContentFilteredException e -> withheld(model);
          case InvalidRequestException e ->
              refusedInput(model, "refused the request; check the model's settings", e);
          case UnsupportedFeatureException e ->
              refusedInput(model, "does not take a setting of the request; change the model", e);
          case NonRetriableException e ->
              permanent(model, "cannot do what was asked of it; check the model's settings", e);
          case RateLimitException e ->
              transientFailure(model, "takes no more calls for now; try again later", e);
          case TimeoutException e ->
              transientFailure(model, "did not answer in time; try again, or allow more time", e);
          case InternalServerException e ->
              transientFailure(model, "failed on its side; try again later", e);
          case HttpTimeoutException e -> unreachable(model, e);
          case ConnectException e -> unreachable(model, e);
          case UnknownHostException e -> unreachable(model, e);
          default -> null;
        });
  }

  /** The provider's filter kept the answer back. */
  static ModelFailureException withheld(String model) {
    return ModelFailureException.refusedInput(
        message(model, "withheld its answer by a content filter; rephrase the question"),
        withheldAnswer());
  }

  /** The failure with what was spent on the way to it. */
  static ModelFailureException costing(ModelFailureException failure, String model, Usage spent) {
    return spent.equals(Usage.NONE)
        ? failure
        : failure.withSpent(
            new Spent(model, spent.tokensIn(), spent.tokensOut(), spent.estimated()));
  }

  /** What was spent on the way to a failure. */
  static Usage cost(ModelFailureException failure) {
    return failure
        .spent()
        .map(one -> new Usage(one.tokensIn(), one.tokensOut(), Optional.empty(), one.estimated()))
        .orElse(Usage.NONE);
  }

  /** Whether it is the answer that was refused, and not the request. */
  static boolean isWithheld(ModelFailureException failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> WITHHELD.equals(cause.getMessage()));
  }

  /** The cause that marks a failure as one of the answer. */
  static Exception withheldAnswer() {
    return new IllegalStateException(WITHHELD);
  }

  private static ModelFailureException unreachable(String model, Exception cause) {
    return transientFailure(
        model, "cannot be reached; start its server, or correct the base URL", cause);
  }

  static ModelFailureException transientFailure(String model, String what, Throwable cause) {
    return ModelFailureException.transientFailure(message(model, what), stripped(cause));
  }

  private static ModelFailureException permanent(String model, String what, Throwable cause) {
    return ModelFailureException.permanentFailure(message(model, what), stripped(cause));
  }

  private static ModelFailureException refusedInput(String model, String what, Throwable cause) {
    return ModelFailureException.refusedInput(message(model, what), stripped(cause));
  }

  private static String message(String model, String what) {
    return "the model '%s' %s".formatted(model, what);
  }

  /** Where and what, without the words of the provider. */
  private static Throwable stripped(Throwable cause) {
    Throwable stripped = new IllegalStateException(cause.getClass().getName());
    stripped.setStackTrace(cause.getStackTrace());
    return stripped;
  }
}
