package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.Require;
import java.time.Duration;

/**
 * A model's name, and what one call of it may take.
 *
 * @param model the model's name, as its server knows it
 * @param tokenBudget tokens of instructions, history, context and question together; keep it below
 *     what the model takes, which local servers often set low and cut without a word
 * @param timeout how long one call may take to the end of its answer, retries included
 * @param idleTimeout how long a streamed answer may be silent, also before it starts
 * @param rewriteTimeout how long a follow-up may take to be rewritten before rules do it instead;
 *     the answer waits for it
 * @param prompts the words that the model is asked with
 */
public record LlmConfig(
    String model,
    int tokenBudget,
    Duration timeout,
    Duration idleTimeout,
    Duration rewriteTimeout,
    ChatPromptConfig prompts) {

  /** Fits every model in common use, and ten turns with their context. */
  public static final int DEFAULT_TOKEN_BUDGET = 8_000;

  /** Long enough for a model on a computer without a graphics card. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  /** Half of the above. */
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(1);

  /** Somebody waits for the answer that comes after it. */
  public static final Duration DEFAULT_REWRITE_TIMEOUT = Duration.ofSeconds(10);

  public LlmConfig {
    Require.identifier("model", model, 256);
    Require.between("token budget", tokenBudget, 500, 10_000_000);
    ChatDeadline.requireTime("timeout", timeout);
    ChatDeadline.requireTime("idle timeout", idleTimeout);
    ChatDeadline.requireTime("rewrite timeout", rewriteTimeout);
    Require.present("prompts", prompts);
  }

  /** A model with the default limits and the built-in words. */
  public static LlmConfig of(String model) {
    return new LlmConfig(
        model,
        DEFAULT_TOKEN_BUDGET,
        DEFAULT_TIMEOUT,
        DEFAULT_IDLE_TIMEOUT,
        DEFAULT_REWRITE_TIMEOUT,
        ChatPromptConfig.BUILT_IN);
  }

  /** This with another token budget. */
  public LlmConfig withTokenBudget(int tokens) {
    return new LlmConfig(model, tokens, timeout, idleTimeout, rewriteTimeout, prompts);
  }

  /** This with another bound for whole calls. */
  public LlmConfig withTimeout(Duration time) {
    return new LlmConfig(model, tokenBudget, time, idleTimeout, rewriteTimeout, prompts);
  }

  /** This with another bound for the silences of a stream. */
  public LlmConfig withIdleTimeout(Duration time) {
    return new LlmConfig(model, tokenBudget, timeout, time, rewriteTimeout, prompts);
  }

  /** This with another bound for rewriting. */
  public LlmConfig withRewriteTimeout(Duration time) {
    return new LlmConfig(model, tokenBudget, timeout, idleTimeout, time, prompts);
  }

  /** This with other words. */
  public LlmConfig withPrompts(ChatPromptConfig words) {
    return new LlmConfig(model, tokenBudget, timeout, idleTimeout, rewriteTimeout, words);
  }

  ChatLimits limits() {
    return new ChatLimits(tokenBudget, timeout, idleTimeout);
  }
}
