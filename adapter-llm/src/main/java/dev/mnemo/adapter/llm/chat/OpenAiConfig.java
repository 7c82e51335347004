package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A model behind an interface like OpenAI's: of OpenAI itself, or of a local server.
 *
 * @param baseUri what comes before {@code /chat/completions}, such as {@code
 *     https://api.openai.com/v1}
 * @param apiKey empty for servers that ask for none; sent to {@code baseUri} alone and never shown
 * @param model the model's name, as the server knows it
 * @param tokenBudget tokens of instructions, history, context and question together; keep it below
 *     what the model takes, which local servers often set low and cut without a word
 * @param timeout how long one call may take to the end of its answer, retries included
 * @param idleTimeout how long a streamed answer may be silent, also before it starts
 */
public record OpenAiConfig(
    URI baseUri,
    Optional<String> apiKey,
    String model,
    int tokenBudget,
    Duration timeout,
    Duration idleTimeout) {

  /** Fits every model in common use, and ten turns with their context. */
  public static final int DEFAULT_TOKEN_BUDGET = 8_000;

  /** Long enough for a model on a computer without a graphics card. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  /** Half of the above. */
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  public OpenAiConfig {
    baseUri = requireBase(Require.present("base URL", baseUri));
    Require.present("API key", apiKey).ifPresent(OpenAiConfig::requireKey);
    Require.identifier("model", model, 256);
    Require.between("token budget", tokenBudget, 500, 10_000_000);
    requireBetween("timeout", Require.present("timeout", timeout));
    requireBetween("idle timeout", Require.present("idle timeout", idleTimeout));
  }

  /** A model with the default limits. */
  public static OpenAiConfig of(URI baseUri, Optional<String> apiKey, String model) {
    return new OpenAiConfig(
        baseUri, apiKey, model, DEFAULT_TOKEN_BUDGET, DEFAULT_TIMEOUT, DEFAULT_IDLE_TIMEOUT);
  }

  /** This with another token budget. */
  public OpenAiConfig withTokenBudget(int tokens) {
    return new OpenAiConfig(baseUri, apiKey, model, tokens, timeout, idleTimeout);
  }

  /** This with another bound for whole calls. */
  public OpenAiConfig withTimeout(Duration time) {
    return new OpenAiConfig(baseUri, apiKey, model, tokenBudget, time, idleTimeout);
  }

  /** This with another bound for the silences of a stream. */
  public OpenAiConfig withIdleTimeout(Duration time) {
    return new OpenAiConfig(baseUri, apiKey, model, tokenBudget, timeout, time);
  }

  ChatLimits limits() {
    return new ChatLimits(tokenBudget, timeout, idleTimeout);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "OpenAiConfig[baseUri=%s, apiKey=%s, model=%s, tokenBudget=%d, timeout=%s, idleTimeout=%s]"
        .formatted(
            baseUri, apiKey.isPresent() ? "***" : "none", model, tokenBudget, timeout, idleTimeout);
  }

  private static URI requireBase(URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new InvalidInputException(
          "base URL", "a URL with a user or a password", "give the key as the API key instead");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      // Not shown: some put the key there.
      throw new InvalidInputException(
          "base URL", "a URL with '?' or '#'", "end it with the path, such as /v1");
    }
    String scheme = uri.getScheme();
    if (scheme == null
        || !Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw new InvalidInputException(
          "base URL",
          uri,
          "use one such as https://api.openai.com/v1 or http://localhost:11434/v1");
    }
    String text = uri.toString();
    if (text.endsWith("/chat/completions")) {
      throw new InvalidInputException("base URL", uri, "leave /chat/completions out");
    }
    return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : uri;
  }

  // It becomes a header; what a header cannot hold would be refused with the key in the message.
  private static void requireKey(String key) {
    if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidInputException(
          "API key",
          key.isBlank() ? "blank" : "a text with blanks or unusual characters",
          "give the key as the provider shows it, or none");
    }
  }

  private static void requireBetween(String field, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(field, value, "use %s to %s".formatted(SHORTEST, LONGEST));
    }
  }
}
