package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.service.FollowUps.Question;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.List;
import java.util.Optional;

/**
 * Puts a prompt together inside the model's token budget: the oldest turns go first, then the least
 * relevant evidence; instructions and question stay.
 */
final class PromptWriter {

  // What an adapter's own words around a part may take: labels, a time, a title.
  private static final int AROUND_PART = 32;

  private final LanguageModel model;
  private final String instructions;
  private final ContextBuilder context;

  PromptWriter(LanguageModel model, String instructions) {
    this.model = model;
    this.instructions = instructions;
    this.context = new ContextBuilder(text -> tokens(text));
  }

  /**
   * The prompt; its context is a head of {@code evidence}, some of it with the question before.
   *
   * @throws InvalidInputException if the question alone is too long
   */
  Prompt write(Question question, List<QAEntry> window, List<Ranked> evidence) {
    Prompt whole =
        new Prompt(
            instructions,
            window,
            evidence.stream().map(Ranked::evidence).toList(),
            question.asked(),
            question.standalone());
    long fixed = fixedTokens(whole);
    int budget = model.tokenBudget();
    if (fixed > budget) {
      throw new InvalidInputException(
          "question",
          question.asked(),
          "shorten it: with the instructions it takes %d tokens, and the model takes %d"
              .formatted(fixed, budget));
    }
    return fitted(whole, budget - fixed);
  }

  /**
   * The prompt at half its length, or as near to that as may be; empty where all of it must stay.
   */
  Optional<Prompt> halved(Prompt prompt) {
    if (prompt.history().isEmpty() && prompt.context().isEmpty()) {
      return Optional.empty();
    }
    long fixed = fixedTokens(prompt);
    long evidence = prompt.context().stream().mapToLong(context::size).sum();
    long whole = fixed + sum(turnTokens(prompt)) + evidence;
    return Optional.of(fitted(prompt, Math.max(0, whole / 2 - fixed)));
  }

  private Prompt fitted(Prompt whole, long room) {
    long[] turns = turnTokens(whole);
    long evidence =
        whole.context().stream().map(ContextBuilder::alone).mapToLong(context::size).sum();
    long history = sum(turns);
    int oldest = 0;
    while (history + evidence > room && oldest < turns.length) {
      history -= turns[oldest++];
    }
    return new Prompt(
        whole.instructions(),
        whole.history().subList(oldest, turns.length),
        context.within(room - history, whole.context()),
        whole.question(),
        whole.standaloneQuestion());
  }

  private long fixedTokens(Prompt prompt) {
    long asked = tokens(prompt.instructions()) + tokens(prompt.question());
    return prompt.question().equals(prompt.standaloneQuestion())
        ? asked
        : asked + tokens(prompt.standaloneQuestion());
  }

  private long[] turnTokens(Prompt prompt) {
    return prompt.history().stream()
        .mapToLong(turn -> tokens(turn.question(), turn.answer()))
        .toArray();
  }

  private long tokens(String... texts) {
    long sum = AROUND_PART;
    for (String text : texts) {
      sum += model.countTokens(text);
    }
    return sum;
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
