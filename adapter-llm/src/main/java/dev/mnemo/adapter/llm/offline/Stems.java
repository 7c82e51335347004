package dev.mnemo.adapter.llm.offline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import opennlp.tools.stemmer.PorterStemmer;

/** Words without their endings, and which of them answer which. */
final class Stems {

  private static final Map<String, String> PLURALS =
      Map.of("children", "child", "wives", "wife", "lives", "live", "people", "person");

  /** A meeting is more than that someone met. */
  private static final Set<String> NOUNS =
      Set.of("meeting", "meetings", "building", "buildings", "wedding", "painting", "training");

  private static final Map<String, Set<String>> SYNONYMS = synonyms();

  private Stems() {}

  static String of(String lower) {
    if (NOUNS.contains(lower)) {
      return lower;
    }
    String lemma = PLURALS.getOrDefault(lower, Verbs.lemma(lower));
    return new PorterStemmer().stem(lemma);
  }

  /** The stems of the words that are no marks. */
  static Set<String> in(List<Word> words) {
    return words.stream()
        .filter(word -> Character.isLetterOrDigit(word.text().codePointAt(0)))
        .map(word -> of(word.lower()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a text says what a question's stem asks: the same, or a synonym. */
  static boolean answers(String asked, Set<String> said) {
    return said.contains(asked)
        || SYNONYMS.getOrDefault(asked, Set.of()).stream().anyMatch(said::contains);
  }

  private static Map<String, Set<String>> synonyms() {
    Map<String, Set<String>> stems = new HashMap<>();
    WordLists.read("synonyms.txt")
        .byHeading()
        .forEach(
            (asked, said) ->
                stems
                    .computeIfAbsent(of(asked), none -> new HashSet<>())
                    .addAll(said.stream().map(Stems::of).toList()));
    return Map.copyOf(stems);
  }
}
