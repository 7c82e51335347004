package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.Require;
import java.time.Duration;

/**
 * A scoring model and how texts are put to it.
 *
 * @param model the model's name, as usage and the price table know it
 * @param tokensPerText longer texts are cut; an estimate
 * @param timeout how long judging one list of texts may take
 * @param inProcess whether it runs in this process, which costs nothing
 */
public record RerankerConfig(String model, int tokensPerText, Duration timeout, boolean inProcess) {

  /** After which whoever asked does without. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final int DEFAULT_TOKENS_PER_TEXT = 512;

  public RerankerConfig {
    Require.identifier("reranker model", model, 128);
    Require.between("tokens per text", tokensPerText, 32, 1_000_000);
    ChatDeadline.requireTime("timeout", timeout);
  }

  /** A model as they come: texts of up to 512 tokens, five seconds. */
  public static RerankerConfig of(String model) {
    return new RerankerConfig(model, DEFAULT_TOKENS_PER_TEXT, DEFAULT_TIMEOUT, false);
  }

  /** This with other bounds. */
  public RerankerConfig withLimits(int tokens, Duration time) {
    return new RerankerConfig(model, tokens, time, inProcess);
  }

  /** This of a model that runs in this process. */
  public RerankerConfig runningHere() {
    return new RerankerConfig(model, tokensPerText, timeout, true);
  }
}
