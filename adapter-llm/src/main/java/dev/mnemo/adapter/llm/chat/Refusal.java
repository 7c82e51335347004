package dev.mnemo.adapter.llm.chat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a refusal tells beyond its status. Only these facts leave it: its words may
 * repeat the key.
 */
final class Refusal {

  private static final int MOST = 16 << 10;
  // The body says more than the status does; a 401 or a 404 says it all.
  private static final Set<Integer> WORTH_READING = Set.of(400, 413, 422, 429, 500);

  /** As providers say it: OpenAI and vLLM, Anthropic, Gemini, llama.cpp and Ollama, LM Studio. */
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "maximum context length",
          "prompt is too long",
          "exceed context limit",
          "exceeds the maximum number of tokens",
          "exceed_context_size_error",
          "context size has been exceeded",
          "exceeds the available context size",
          "exceeds the context length",
          "greater than the context length");

  /** As Anthropic and OpenAI say it, by the statuses of a wrong request and of a limit. */
  private static final List<String> OUT_OF_CREDIT =
      List.of(
          "credit balance is too low",
          "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active");

  // Azure's filter refuses a prompt by the status that everything malformed has.
  private static final Pattern FILTERED =
      Pattern.compile("\"code\"\\s*:\\s*\"(content_filter|responsibleaipolicyviolation)\"");

  // Google refuses a key by the status that everything malformed has.
  private static final String WRONG_KEY = "api_key_invalid";
  private static final Pattern RETRY_DELAY =
      Pattern.compile("\"retrydelay\"\\s*:\\s*\"(\\d{1,9})(?:\\.\\d+)?s\"");

  /**
   * Within answers: Gemini on a question, Anthropic on an answer. A quotation has escaped quotes.
   */
  private static final Pattern WITHHELD =
      Pattern.compile("\"blockReason\"\\s*:|\"stop_reason\"\\s*:\\s*\"refusal\"");

  private final int status;
  private final String words;

  private Refusal(int status, String words) {
    this.status = status;
    this.words = words;
  }

  /** Reads the beginning of the body where it may tell something. */
  static Refusal of(int status, InputStream body) {
    return new Refusal(status, WORTH_READING.contains(status) ? beginning(body) : "");
  }

  private static String beginning(InputStream body) {
    try {
      return new String(body.readNBytes(MOST), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      // The status has to do.
      return "";
    }
  }

  /** Whether the prompt is longer than the model takes. */
  boolean tooLong() {
    return status == 413 || tellsTooLong(words);
  }

  /** Whether a text of the provider tells so. */
  static boolean tellsTooLong(@Nullable String words) {
    String lower = words == null ? "" : words.toLowerCase(Locale.ROOT);
    return TOO_LONG.stream().anyMatch(lower::contains);
  }

  /** Whether a successful answer says that there is none, which LangChain4j overlooks. */
  static boolean tellsWithheld(String body) {
    return WITHHELD.matcher(body).find();
  }

  /** Whether the key is what was refused. */
  boolean wrongKey() {
    return words.contains(WRONG_KEY);
  }

  /** Whether the account cannot pay for any call. */
  boolean outOfCredit() {
    return OUT_OF_CREDIT.stream().anyMatch(words::contains);
  }

  /** Whether a content filter refused the prompt. */
  boolean withheld() {
    return FILTERED.matcher(words).find();
  }

  /** How long to wait, which Google tells here and not in a header. */
  Optional<Duration> pause() {
    Matcher delay = RETRY_DELAY.matcher(words);
    return delay.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(delay.group(1))))
        : Optional.empty();
  }
}
