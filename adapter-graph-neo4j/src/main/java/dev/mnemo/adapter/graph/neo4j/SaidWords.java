package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells roughly whether a text says one of some words, whatever their endings: for the few texts
 * that the index does not hold in the form in which they are shown.
 *
 * @param beginnings of the words, in lower case
 */
record SaidWords(Set<String> beginnings) {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** What endings leave of a word. */
  private static final int BEGINNING = 5;

  static SaidWords of(List<String> phrasings) {
    return new SaidWords(
        phrasings.stream()
            .flatMap(phrasing -> FullTextQuery.words(phrasing).stream())
            .map(SaidWords::beginning)
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean anyIn(List<String> texts) {
    return texts.stream()
        .flatMap(BETWEEN_WORDS::splitAsStream)
        .filter(word -> !word.isEmpty())
        .anyMatch(word -> beginnings.contains(beginning(word)));
  }

  private static String beginning(String word) {
    String folded = word.toLowerCase(Locale.ROOT);
    return folded.substring(0, Math.min(BEGINNING, folded.length()));
  }
}
