package dev.mnemo.testkit.fake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the fakes see a text: words in lower case, without punctuation and the commonest words. */
final class Words {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> STOP_WORDS =
      Set.of(
          "a", "an", "and", "at", "does", "do", "for", "in", "is", "of", "on", "or", "that", "the",
          "to", "what", "where", "who", "which", "with", "he", "she", "it");

  private Words() {}

  static List<String> of(String text) {
    return Arrays.stream(BETWEEN.split(text.toLowerCase(Locale.ROOT), -1))
        .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
        .toList();
  }

  /** Those that begin with a capital, as they stand there. */
  static Stream<String> capitalised(String text) {
    return BETWEEN
        .splitAsStream(text)
        .filter(word -> !word.isEmpty() && Character.isUpperCase(word.codePointAt(0)));
  }
}
