package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the model. A prompt that is too long for it, whatever the token budget promised, is sent
 * once more at half its length, as long as nobody has seen a piece of an answer.
 */
final class Answering {

  private static final Logger log = LoggerFactory.getLogger(Answering.class);

  private final LanguageModel model;
  private final PromptWriter prompts;

  Answering(LanguageModel model, PromptWriter prompts) {
    this.model = model;
    this.prompts = prompts;
  }

  /**
   * An answer and what it answers.
   *
   * @param prompt as the model took it
   */
  record Answer(Prompt prompt, Completion completion) {}

  String modelName() {
    return model.name();
  }

  /** The answer, each piece of which {@code pieces} is given as it comes. */
  Answer to(Prompt prompt, Consumer<String> pieces) {
    AtomicBoolean seen = new AtomicBoolean();
    Consumer<String> shown =
        piece -> {
          seen.set(true);
          pieces.accept(piece);
        };
    try {
      return new Answer(prompt, model.stream(prompt, shown));
    } catch (ModelFailureException e) {
      if (!e.promptTooLong() || seen.get()) {
        throw e;
      }
      Prompt shorter = prompts.halved(prompt).orElseThrow(() -> tooLong(e));
      log.warn(
          "the prompt was too long for {} and is sent again at half its length; set"
              + " MNEMO_LLM_TOKEN_BUDGET below what the model takes, now it is {}",
          model.name(),
          model.tokenBudget());
      return new Answer(shorter, again(shorter, pieces));
    }
  }

  private Completion again(Prompt shorter, Consumer<String> pieces) {
    try {
      return model.stream(shorter, pieces);
    } catch (ModelFailureException e) {
      throw e.promptTooLong() ? tooLong(e) : e;
    }
  }

  private ModelFailureException tooLong(ModelFailureException cause) {
    return ModelFailureException.promptTooLong(
        ("the prompt is too long for the model '%s', shortened too; set MNEMO_LLM_TOKEN_BUDGET to what"
                + " the model takes (now %d), or ask a shorter question")
            .formatted(model.name(), model.tokenBudget()),
        cause);
  }
}
