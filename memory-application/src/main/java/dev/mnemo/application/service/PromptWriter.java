package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.service.FollowUps.Question;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.List;

/**
 * Puts a prompt together inside the model's token budget: the oldest turns go first, then the least
 * relevant evidence; instructions and question stay.
 */
final class PromptWriter {

  // What an adapter's own words around a part may take: labels, a time, a title.
  private static final int AROUND_PART = 24;

  private final LanguageModel model;
  private final String instructions;

  PromptWriter(LanguageModel model, String instructions) {
    this.model = model;
    this.instructions = instructions;
  }

  /**
   * The prompt; its context is a head of {@code evidence}.
   *
   * @throws InvalidInputException if the question alone is too long
   */
  Prompt write(Question question, List<QAEntry> window, List<Ranked> evidence) {
    long fixed = tokens(instructions) + tokens(question.asked());
    if (question.rewritten()) {
      fixed += tokens(question.standalone());
    }
    long room = model.tokenBudget() - fixed;
    if (room < 0) {
      throw new InvalidInputException(
          "question",
          question.asked(),
          "shorten it: with the instructions it takes %d tokens, and the model takes %d"
              .formatted(fixed, model.tokenBudget()));
    }

    List<Evidence> context = evidence.stream().map(Ranked::evidence).toList();
    long[] contextTokens = context.stream().mapToLong(piece -> tokens(piece.text())).toArray();
    long[] turnTokens =
        window.stream().mapToLong(turn -> tokens(turn.question(), turn.answer())).toArray();

    long total = sum(contextTokens) + sum(turnTokens);
    int oldest = 0;
    while (total > room && oldest < turnTokens.length) {
      total -= turnTokens[oldest++];
    }
    int pieces = contextTokens.length;
    while (total > room && pieces > 0) {
      total -= contextTokens[--pieces];
    }
    return new Prompt(
        instructions,
        window.subList(oldest, window.size()),
        context.subList(0, pieces),
        question.asked(),
        question.standalone());
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
