package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Require;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * An embedding model and how texts are put to it.
 *
 * @param model the model's name, as the server knows it
 * @param dimension asked of the model and required of every vector; empty to take what the model
 *     gives
 * @param queryPrefix what the model was trained to see in front of a question; often nothing
 * @param passagePrefix the same for a passage; another one makes another vector space
 * @param textsAtOnce how many texts one request holds at most
 * @param tokensPerText longer texts are cut; exact for models of OpenAI, an estimate for others
 * @param timeout how long one request may take, retries included
 */
public record EmbeddingModelConfig(
    String model,
    OptionalInt dimension,
    String queryPrefix,
    String passagePrefix,
    int textsAtOnce,
    int tokensPerText,
    Duration timeout) {

  private static final int DEFAULT_TEXTS_AT_ONCE = 64;
  private static final int DEFAULT_TOKENS_PER_TEXT = 8_191;
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  public EmbeddingModelConfig {
    Require.identifier("embedding model", model, 128);
    Require.present("dimension", dimension)
        .ifPresent(given -> Require.between("dimension", given, 1, 65_536));
    requirePrefix("query prefix", queryPrefix);
    requirePrefix("passage prefix", passagePrefix);
    Require.between("texts at once", textsAtOnce, 1, 2_048);
    Require.between("tokens per text", tokensPerText, 32, 1_000_000);
    ChatDeadline.requireTime("timeout", timeout);
  }

  /** A model as it comes: 64 texts of up to 8,191 tokens at once, two minutes a request. */
  public static EmbeddingModelConfig of(String model) {
    return new EmbeddingModelConfig(
        model,
        OptionalInt.empty(),
        "",
        "",
        DEFAULT_TEXTS_AT_ONCE,
        DEFAULT_TOKENS_PER_TEXT,
        DEFAULT_TIMEOUT);
  }

  /** This with vectors of so many dimensions. */
  public EmbeddingModelConfig withDimension(int dimensions) {
    return new EmbeddingModelConfig(
        model,
        OptionalInt.of(dimensions),
        queryPrefix,
        passagePrefix,
        textsAtOnce,
        tokensPerText,
        timeout);
  }

  /** This with words in front of every question and every passage. */
  public EmbeddingModelConfig withPrefixes(String query, String passage) {
    return new EmbeddingModelConfig(
        model, dimension, query, passage, textsAtOnce, tokensPerText, timeout);
  }

  /** This with other bounds of a request. */
  public EmbeddingModelConfig withLimits(int texts, int tokens) {
    return new EmbeddingModelConfig(
        model, dimension, queryPrefix, passagePrefix, texts, tokens, timeout);
  }

  /** This with another bound for a request's time. */
  public EmbeddingModelConfig withTimeout(Duration time) {
    return new EmbeddingModelConfig(
        model, dimension, queryPrefix, passagePrefix, textsAtOnce, tokensPerText, time);
  }

  /** The name of the vector space, which the passages' prefix is a part of. */
  String space() {
    return passagePrefix.isBlank() ? model : "%s [%s]".formatted(model, passagePrefix.strip());
  }

  private static void requirePrefix(String field, String prefix) {
    if (Require.text(field, prefix).length() > 100) {
      throw new InvalidInputException(field, prefix, "use at most 100 characters");
    }
  }
}
