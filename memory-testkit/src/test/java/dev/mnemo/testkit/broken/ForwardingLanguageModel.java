package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.function.Consumer;

/** Hands everything on to a healthy model; a fault overrides what it does otherwise. */
class ForwardingLanguageModel implements LanguageModel {

  final LanguageModel healthy;

  ForwardingLanguageModel(LanguageModel healthy) {
    this.healthy = healthy;
  }

  @Override
  public String name() {
    return healthy.name();
  }

  @Override
  public int tokenBudget() {
    return healthy.tokenBudget();
  }

  @Override
  public int countTokens(String text) {
    return healthy.countTokens(text);
  }

  @Override
  public Completion complete(Prompt prompt) {
    return stream(prompt, piece -> {});
  }

  @Override
  public Completion stream(Prompt prompt, Consumer<String> pieces) {
    return healthy.stream(prompt, pieces);
  }
}
