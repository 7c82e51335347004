package dev.mnemo.application.service;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/** A document in short: what extraction said of its parts, else its first sentences. */
final class Digest {

  private static final int LONGEST = 1_000;
  private static final int LEADING = 300;

  private Digest() {}

  /**
   * @param text not blank
   * @param summaries of its chunks in order, each possibly empty
   */
  static String of(String text, List<String> summaries) {
    StringBuilder digest = new StringBuilder();
    for (String summary : summaries) {
      String more = head(summary.strip(), LONGEST);
      if (more.isEmpty()) {
        continue;
      }
      if (digest.length() + more.length() > LONGEST) {
        break;
      }
      digest.append(digest.isEmpty() ? "" : " ").append(more);
    }
    return digest.isEmpty() ? leadingSentences(text.strip()) : digest.toString();
  }

  private static String leadingSentences(String text) {
    String head = head(text, LONGEST);
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(head);
    int end = sentences.next();
    for (int next = end; next != BreakIterator.DONE && next <= LEADING; next = sentences.next()) {
      end = next;
    }
    return head.substring(0, end).strip();
  }

  // Never half a surrogate pair.
  private static String head(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, pair ? length - 1 : length);
  }
}
