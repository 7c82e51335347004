package dev.mnemo.domain.port;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.language.Rewriting;
import java.util.List;

/** Makes a follow-up question readable without its conversation. */
public interface QuestionRewriter {

  /**
   * Replaces what only the conversation explains, such as pronouns, by what it means.
   *
   * @param window the turns before the question, oldest first
   */
  Rewriting rewrite(String question, List<QAEntry> window);
}
