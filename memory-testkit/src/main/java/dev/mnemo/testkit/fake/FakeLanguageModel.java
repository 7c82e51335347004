package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model that answers as the test says, and remembers what it was asked. */
public final class FakeLanguageModel implements LanguageModel {

  private static final int TOKEN_BUDGET = 4_096;

  private final Function<Prompt, String> script;
  private final int tokenBudget;
  private final int longestPrompt;
  private final List<Prompt> prompts = new CopyOnWriteArrayList<>();

  private FakeLanguageModel(Function<Prompt, String> script, int tokenBudget, int longestPrompt) {
    this.script = script;
    this.tokenBudget = tokenBudget;
    this.longestPrompt = longestPrompt;
  }

  /** Quotes the first piece of context; says that it does not know where there is none. */
  public static FakeLanguageModel quoting() {
    return answering(
        prompt ->
            prompt.context().stream()
                .findFirst()
                .map(evidence -> "It says: " + evidence.text())
                .orElse("I do not know."));
  }

  /** Answers what {@code script} says; what the script throws is thrown. */
  public static FakeLanguageModel answering(Function<Prompt, String> script) {
    return new FakeLanguageModel(script, TOKEN_BUDGET, Integer.MAX_VALUE);
  }

  /** Answers nothing and fails with {@code failure}. */
  public static FakeLanguageModel failing(ModelFailureException failure) {
    return answering(
        prompt -> {
          throw failure;
        });
  }

  /**
   * Answers nothing until its thread is interrupted, and fails then.
   *
   * @param asked opens when it is asked
   * @param ended opens when it was interrupted
   */
  public static FakeLanguageModel silent(CountDownLatch asked, CountDownLatch ended) {
    return answering(
        prompt -> {
          asked.countDown();
          try {
            new Semaphore(0).acquire();
            throw new AssertionError("nobody releases it");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.countDown();
            throw interrupted(e);
          }
        });
  }

  /** The same model reading at most {@code tokens} tokens; it remembers its own prompts. */
  public FakeLanguageModel withTokenBudget(int tokens) {
    return new FakeLanguageModel(script, tokens, longestPrompt);
  }

  /**
   * The same model, which refuses prompts of more than {@code tokens} tokens, whatever budget it
   * names; it remembers its own prompts, refused ones too.
   */
  public FakeLanguageModel refusingPromptsAbove(int tokens) {
    return new FakeLanguageModel(script, tokenBudget, tokens);
  }

  /** What it was asked so far, oldest first. */
  public List<Prompt> prompts() {
    return List.copyOf(prompts);
  }

  @Override
  public String name() {
    return "fake model";
  }

  @Override
  public int tokenBudget() {
    return tokenBudget;
  }

  /** One token per four characters begun. */
  @Override
  public int countTokens(String text) {
    return (text.length() + 3) / 4;
  }

  @Override
  public Completion complete(Prompt prompt) {
    return stream(prompt, piece -> {});
  }

  @Override
  public Completion stream(Prompt prompt, Consumer<String> pieces) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(new InterruptedException());
    }
    prompts.add(prompt);
    int length = tokensOf(prompt);
    if (length > longestPrompt) {
      throw ModelFailureException.promptTooLong(
          "%d tokens are more than %d; ask with less".formatted(length, longestPrompt),
          new IllegalArgumentException());
    }
    String answer = script.apply(prompt);
    piecesOf(answer).forEach(pieces);
    Usage usage = new Usage(length, countTokens(answer), Optional.empty(), true);
    return new Completion(answer, name(), quoted(prompt, answer), usage);
  }

  private static ModelFailureException interrupted(InterruptedException cause) {
    return ModelFailureException.transientFailure("the call was interrupted; ask again", cause);
  }

  private int tokensOf(Prompt prompt) {
    StringBuilder sent = new StringBuilder(prompt.instructions());
    prompt.history().forEach(entry -> sent.append(entry.question()).append(entry.answer()));
    prompt.context().forEach(evidence -> sent.append(evidence.text()));
    return countTokens(sent.append(prompt.question()).toString());
  }

  private static List<Evidence> quoted(Prompt prompt, String answer) {
    return prompt.context().stream()
        .filter(evidence -> !evidence.text().isBlank() && answer.contains(evidence.text()))
        .distinct()
        .toList();
  }

  private static List<String> piecesOf(String answer) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int space = answer.indexOf(' '); space >= 0; space = answer.indexOf(' ', start)) {
      pieces.add(answer.substring(start, space + 1));
      start = space + 1;
    }
    pieces.add(answer.substring(start));
    return pieces;
  }
}
