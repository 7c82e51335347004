package dev.mnemo.application.service;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;

/** Whether a text names something, whatever its case, width or spacing. */
final class Names {

  private Names() {}

  /** Whether {@code name} stands in {@code text} as whole words. */
  static boolean isIn(String text, String name) {
    String within = folded(text);
    String sought = folded(name);
    for (int at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
      int end = at + sought.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(within.codePointBefore(at));
      boolean ends = end == within.length() || !Character.isLetterOrDigit(within.codePointAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  /** Whether a sentence of the text that is no question names both. */
  static boolean areStated(String text, String one, String other) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    int start = sentences.first();
    for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
      String sentence = text.substring(start, end).strip();
      if (!sentence.endsWith("?") && isIn(sentence, one) && isIn(sentence, other)) {
        return true;
      }
      start = end;
    }
    return false;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
