package dev.mnemo.application.service;

import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a question in the light of the turns before it. */
final class FollowUps {

  private static final Logger log = LoggerFactory.getLogger(FollowUps.class);

  // Names take the place of pronouns; more than that is an answer or an essay, not the question.
  private static final int MOST_ADDED = 1_000;

  private final QuestionRewriter rewriter;

  FollowUps(QuestionRewriter rewriter) {
    this.rewriter = rewriter;
  }

  /**
   * A question as asked and as understood.
   *
   * @param standalone readable without the conversation; {@code asked} where nothing was to explain
   */
  record Question(String asked, String standalone) {

    static Question plain(String asked) {
      return new Question(asked, asked);
    }

    boolean rewritten() {
      return !standalone.equals(asked);
    }

    /** Both forms, each once. */
    List<String> phrasings() {
      return rewritten() ? List.of(standalone, asked) : List.of(asked);
    }
  }

  /** A rewriting that fails or says nothing leaves the question as it was asked. */
  Question understand(String asked, List<QAEntry> window, Spending spending) {
    if (window.isEmpty()) {
      return Question.plain(asked);
    }
    try {
      Rewriting rewriting = rewriter.rewrite(asked, window);
      spending.add(Operation.REWRITE, rewriting.rewriter(), rewriting.usage());
      String standalone =
          rewriting
              .standalone()
              .map(String::strip)
              .filter(text -> text.length() <= asked.length() + MOST_ADDED)
              .orElse(asked);
      return new Question(asked, standalone);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      log.warn("the question is searched as asked, because rewriting it failed: {}", e.toString());
      return Question.plain(asked);
    }
  }
}
