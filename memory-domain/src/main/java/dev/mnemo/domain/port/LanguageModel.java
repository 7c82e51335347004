package dev.mnemo.domain.port;

import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import java.util.function.Consumer;

/**
 * Answers questions. Failures are {@link dev.mnemo.domain.exception.ModelFailureException}; an
 * interrupted thread ends the call with one.
 */
public interface LanguageModel {

  /** The model's name, as the user should see it. */
  String name();

  /** How many tokens the instructions, history, context and question may have together. */
  int tokenBudget();

  /** How many tokens the model counts in a text; an estimate where its tokenizer is not known. */
  int countTokens(String text);

  /** The whole answer at once. */
  Completion complete(Prompt prompt);

  /**
   * The answer piece by piece, on the calling thread.
   *
   * @param pieces is given every piece in order; together they are the returned text
   */
  Completion stream(Prompt prompt, Consumer<String> pieces);
}
