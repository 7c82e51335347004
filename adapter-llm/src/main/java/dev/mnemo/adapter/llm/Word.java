package dev.mnemo.adapter.llm;

import java.util.Locale;

/**
 * A word or a mark of a sentence.
 *
 * @param spaced whether white space stands before it
 */
record Word(String text, boolean spaced) {

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }

  boolean capitalized() {
    return Character.isUpperCase(text.codePointAt(0));
  }

  boolean letters() {
    return Character.isLetter(text.codePointAt(0));
  }
}
