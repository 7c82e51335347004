package dev.mnemo.adapter.llm.chat;

import java.util.function.Consumer;

/**
 * Puts the pieces of an answer together and passes them on as well-formed text: a pair of
 * surrogates that a provider tore apart is joined, half a pair becomes U+FFFD. What is passed on is
 * together exactly {@link #text()}.
 */
final class ChatPieces {

  private static final char REPLACEMENT = '\uFFFD';

  private final Consumer<String> next;
  private final StringBuilder text = new StringBuilder();
  private String open = "";

  ChatPieces(Consumer<String> next) {
    this.next = next;
  }

  /** A whole answer, well-formed. */
  static String wellFormed(String answer) {
    StringBuilder fixed = new StringBuilder(answer);
    for (int i = 0; i < fixed.length(); i++) {
      char c = fixed.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair = i + 1 < fixed.length() && Character.isSurrogatePair(c, fixed.charAt(i + 1));
      if (pair) {
        i++;
      } else {
        fixed.setCharAt(i, REPLACEMENT);
      }
    }
    return fixed.toString();
  }

  void add(String piece) {
    String whole = open + piece;
    boolean torn = !whole.isEmpty() && Character.isHighSurrogate(whole.charAt(whole.length() - 1));
    open = torn ? whole.substring(whole.length() - 1) : "";
    pass(torn ? whole.substring(0, whole.length() - 1) : whole);
  }

  /** No more will come. */
  void end() {
    pass(open);
    open = "";
  }

  String text() {
    return text.toString();
  }

  private void pass(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    String fixed = wellFormed(piece);
    text.append(fixed);
    next.accept(fixed);
  }
}
