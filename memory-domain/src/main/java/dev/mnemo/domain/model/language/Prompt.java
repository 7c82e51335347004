package dev.mnemo.domain.model.language;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.graph.Evidence;
import java.util.List;

/**
 * What a language model is asked, in parts, so that an adapter can keep instructions and data
 * apart.
 *
 * @param instructions what the model is to do
 * @param history earlier turns, oldest first; their contexts are not sent again
 * @param context fresh evidence, best first; a turn of a conversation has before it what is to be
 *     told of that
 * @param question as the user asked it
 * @param standaloneQuestion the same, readable without the history; equal where nothing was
 *     rewritten
 */
public record Prompt(
    String instructions,
    List<QAEntry> history,
    List<Evidence> context,
    String question,
    String standaloneQuestion) {

  public Prompt {
    Require.text("instructions", instructions);
    history = List.copyOf(Require.present("history", history));
    context = List.copyOf(Require.present("context", context));
    if (Require.text("question", question).isBlank()) {
      throw new InvalidInputException("question", question, "ask something");
    }
    if (Require.text("standalone question", standaloneQuestion).isBlank()) {
      throw new InvalidInputException(
          "standalone question", standaloneQuestion, "give the question itself");
    }
  }

  /**
   * The context as it is read: facts, entities and summaries, best first; then texts, each in its
   * order; then what was said, session by session, each from its beginning.
   */
  public List<Evidence> contextInReadingOrder() {
    return ReadingOrder.of(context);
  }
}
