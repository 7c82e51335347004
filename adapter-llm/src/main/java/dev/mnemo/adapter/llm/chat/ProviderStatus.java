package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.ModelFailureException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a status of HTTP other than success means to a caller. */
final class ProviderStatus {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private ProviderStatus() {}

  static ModelFailureException failure(
      int status, HttpHeaders headers, Refusal refusal, Instant now) {
    IOException cause = new IOException("HTTP " + status);
    if (refusal.tooLong()) {
      return ModelFailureException.promptTooLong(
          message(status, "takes no prompt of this length; lower the token budget"), cause);
    }
    Optional<Duration> wait =
        headers
            .firstValue("Retry-After")
            .flatMap(value -> retryAfter(value.strip(), now))
            .or(refusal::pause);
    if (refusal.wrongKey()) {
      return wrongKey(status, cause);
    }
    if (status == 402 || refusal.outOfCredit()) {
      return permanent(
          status, "takes no calls of an account without credit; top it up, or use another", cause);
    }
    if (refusal.withheld()) {
      return withheld();
    }
    return switch (status) {
      case 401, 403 -> wrongKey(status, cause);
      case 404 ->
          permanent(
              status, "knows no such model or address; check the model and the base URL", cause);
      case 408, 409, 425 ->
          ModelFailureException.transientFailure(
              message(status, "could not take the request just now; try again"), cause);
      case 429 ->
          limited(status, "takes no more calls for now; wait, or check the quota", wait, cause);
      default -> {
        if (status >= 500) {
          yield limited(status, "failed on its side; try again later", wait, cause);
        }
        if (status >= 400) {
          yield ModelFailureException.refusedInput(
              message(status, "refused the request; check the model's name and its settings"),
              cause);
        }
        yield permanent(status, "sends elsewhere; give its final address as the base URL", cause);
      }
    };
  }

  /** The answer says that its filter kept it back. */
  static ModelFailureException withheld() {
    return ModelFailureException.refusedInput(
        "the model's server withheld its answer by a content filter; rephrase the question",
        ChatFailures.withheldAnswer());
  }

  /** Seconds, or a time of which some may have passed. */
  private static Optional<Duration> retryAfter(String value, Instant now) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ModelFailureException limited(
      int status, String what, Optional<Duration> wait, IOException cause) {
    String message = message(status, what);
    return wait.map(time -> ModelFailureException.rateLimited(message, time, cause))
        .orElseGet(() -> ModelFailureException.transientFailure(message, cause));
  }

  private static ModelFailureException wrongKey(int status, IOException cause) {
    return permanent(status, "refused the API key; check the key and what it may do", cause);
  }

  private static ModelFailureException permanent(int status, String what, IOException cause) {
    return ModelFailureException.permanentFailure(message(status, what), cause);
  }

  private static String message(int status, String what) {
    return "the model's server %s (HTTP %d)".formatted(what, status);
  }
}
