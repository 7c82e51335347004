package dev.mnemo.adapter.llm.chat;

import dev.mnemo.domain.model.QAEntry;
import java.util.List;

/**
 * A conversation as marked data inside one message: told as turns, a model would answer the next
 * question instead of rewriting it. Long texts lose their ends, long conversations their beginning.
 */
final class ChatTranscript {

  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST = 8_000;

  private ChatTranscript() {}

  static String of(List<QAEntry> window) {
    StringBuilder transcript = new StringBuilder();
    for (QAEntry turn : window.reversed()) {
      String lines =
          "<asked>%s</asked>\n<answered>%s</answered>\n"
              .formatted(shortened(turn.question()), shortened(turn.answer()));
      if (transcript.length() + lines.length() > LONGEST) {
        break;
      }
      transcript.insert(0, lines);
    }
    return "<conversation>\n" + transcript + "</conversation>";
  }

  private static String shortened(String text) {
    boolean fits = text.codePointCount(0, text.length()) <= LONGEST_TEXT;
    return PromptMessages.data(
        fits ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + " …");
  }
}
