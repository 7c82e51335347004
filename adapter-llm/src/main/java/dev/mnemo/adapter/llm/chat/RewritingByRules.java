package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules in a model's place: counted, and told once until the model is back. */
final class RewritingByRules {

  private static final Logger log = LoggerFactory.getLogger(RewritingByRules.class);

  private final QuestionRewriter rules;
  private final AtomicLong inARow = new AtomicLong();

  RewritingByRules(QuestionRewriter rules) {
    this.rules = rules;
  }

  /**
   * What the rules make of the question.
   *
   * @param spent by the model that gave nothing for it
   */
  Rewriting instead(String question, List<QAEntry> window, Usage spent, String reason) {
    if (inARow.getAndIncrement() == 0) {
      log.warn("follow-ups are rewritten by rules until the model does it again: {}", reason);
    }
    return new Rewriting(rules.rewrite(question, window).standalone(), spent);
  }

  /** The model did it. */
  void notNeeded() {
    long count = inARow.getAndSet(0);
    if (count > 0) {
      log.info("the model rewrites follow-ups again; the rules did {} in its place", count);
    }
  }
}
