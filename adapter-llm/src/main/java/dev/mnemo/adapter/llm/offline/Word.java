package dev.mnemo.adapter.llm.offline;

import java.util.Locale;
import java.util.Set;

/**
 * A word or a mark of a sentence.
 *
 * @param spaced whether white space stands before it
 */
record Word(String text, boolean spaced) {

  private static final Set<String> FUNCTION = WordLists.ENGLISH.under("function");

  String lower() {
    return text.toLowerCase(Locale.ROOT);
  }

  boolean capitalized() {
    return Character.isUpperCase(text.codePointAt(0));
  }

  boolean letters() {
    return Character.isLetter(text.codePointAt(0));
  }

  /** Whether it carries grammar rather than meaning. */
  boolean function() {
    return FUNCTION.contains(lower());
  }
}
