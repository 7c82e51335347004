package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells roughly whether a text says one of some words, whatever their endings: for the few texts
 * that the index does not hold in the form in which they are shown.
 *
 * @param anywhere matches a whole text that says one of them
 */
record SaidWords(Pattern anywhere) {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  /** What endings leave of a word. */
  private static final int BEGINNING = 5;

  static SaidWords of(List<String> phrasings) {
    String words =
        phrasings.stream()
            .flatMap(phrasing -> FullTextQuery.words(phrasing).stream())
            .map(word -> ESCAPE.matcher(word).replaceAll("$1"))
            .map(SaidWords::beginning)
            .distinct()
            .collect(Collectors.joining("|"));
    // Nothing at all begins with what cannot be.
    String any = words.isEmpty() ? "(?!)" : words;
    return new SaidWords(Pattern.compile("(?isu).*(?<![\\p{L}\\p{N}])(?:%s).*".formatted(any)));
  }

  boolean anyIn(String text) {
    return anywhere.matcher(text).matches();
  }

  // A word too short to have lost an ending is meant whole.
  private static String beginning(String word) {
    return word.codePointCount(0, word.length()) < BEGINNING
        ? Pattern.quote(word) + "(?![\\p{L}\\p{N}])"
        : Pattern.quote(word.substring(0, word.offsetByCodePoints(0, BEGINNING)));
  }
}
