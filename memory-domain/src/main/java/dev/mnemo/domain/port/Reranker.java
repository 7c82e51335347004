package dev.mnemo.domain.port;

import dev.mnemo.domain.model.language.Relevance;
import java.util.List;

/**
 * Judges how well texts answer a question by reading each together with it, as a cross-encoder
 * does: slower than ranking by signals, and nearer to what is meant.
 */
public interface Reranker {

  /** The model's name. */
  String name();

  /**
   * How relevant each text is, in the order of the texts; nothing for no texts. Blank questions and
   * texts are invalid input.
   */
  Relevance judge(String question, List<String> texts);
}
