package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.AnswerFinder.Answer;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers by quoting the context, and says so where it holds no answer, or where the question
 * leaves open whom it means. No model and no network: instructions and history are not read.
 */
final class ExtractiveLanguageModel implements LanguageModel {

  private static final String NAME = "offline, extractive";
  private static final int TOKEN_BUDGET = 32_000;
  private static final int BYTES_PER_TOKEN = 4;
  private static final int LONGEST_QUESTION = 2_000;
  private static final Pattern PIECE = Pattern.compile("\\S*+\\s*+");

  private final Clock clock;

  ExtractiveLanguageModel(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int tokenBudget() {
    return TOKEN_BUDGET;
  }

  /** An estimate: nothing here reads tokens, and loading a tokenizer would cost each start. */
  @Override
  public int countTokens(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  @Override
  public Completion complete(Prompt prompt) {
    if (Thread.currentThread().isInterrupted()) {
      throw ModelFailureException.transientFailure(
          "the answer was interrupted; ask again", new InterruptedException());
    }
    Answer answer = answer(prompt);
    return new Completion(answer.text(), NAME, answer.drawnFrom(), Usage.NONE);
  }

  @Override
  public Completion stream(Prompt prompt, Consumer<String> pieces) {
    Completion completion = complete(prompt);
    Matcher piece = PIECE.matcher(completion.text());
    while (piece.find() && !piece.group().isEmpty()) {
      pieces.accept(piece.group());
    }
    return completion;
  }

  private Answer answer(Prompt prompt) {
    String asked = prompt.standaloneQuestion();
    List<Word> words =
        WordSplitter.split(asked.substring(0, Math.min(asked.length(), LONGEST_QUESTION)));
    List<Pronouns.Pronoun> open = Pronouns.open(words);
    if (!open.isEmpty()) {
      return new Answer(unknown(open.getFirst().lower()), List.of());
    }
    Instant now = clock.instant();
    Question question = QuestionReader.read(words, now.atZone(ZoneOffset.UTC).toLocalDate());
    AnswerFinder finder = new AnswerFinder(question, prompt.context(), now);
    return finder.find().orElseGet(() -> new Answer(nothing(question, finder), List.of()));
  }

  private static String unknown(String pronoun) {
    return switch (Discourse.wanted(pronoun)) {
      case THING ->
          "I cannot know what \"%s\" means: nothing asked before tells.".formatted(pronoun);
      case GROUP -> "I cannot know who \"%s\" are: nothing asked before tells.".formatted(pronoun);
      default -> "I cannot know who \"%s\" is: nothing asked before tells.".formatted(pronoun);
    };
  }

  private static String nothing(Question question, AnswerFinder finder) {
    List<String> unknown = finder.unknown();
    if (!unknown.isEmpty()) {
      return "I find nothing about %s in memory.".formatted(String.join(" or ", unknown));
    }
    return question.names().isEmpty()
        ? "I find nothing in memory that answers this."
        : "I find nothing in memory about %s that answers this."
            .formatted(String.join(" and ", question.names()));
  }
}
