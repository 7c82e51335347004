package dev.mnemo.adapter.graph.neo4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks whether somebody speaks whose name a word is, or part of it.
 *
 * @param word as it stands in the text
 * @param query which finds what those said whose names have that stem
 */
record SpeakerProbe(String word, String query) {

  private static final int MAX_NAMES = 8;

  /** For the words of a text that may be names; none where no word begins with a capital. */
  static List<SpeakerProbe> of(String text, List<String> scopes) {
    Optional<String> field = Searchable.CHUNK.speakerField();
    return FullTextQuery.words(text).stream()
        .filter(SpeakerProbe::mayBeName)
        .limit(MAX_NAMES)
        .flatMap(
            word ->
                field.stream()
                    .flatMap(one -> FullTextQuery.probes(one, word, scopes).stream())
                    .map(query -> new SpeakerProbe(word, query)))
        .toList();
  }

  // Languages without capital letters have no such hint; their names are words as any other.
  private static boolean mayBeName(String word) {
    return Character.isUpperCase(word.codePointAt(0)) && word.indexOf('\\') < 0;
  }

  /** As a parameter; {@code whole} matches names that have the word as it stands there. */
  Map<String, Object> asMap() {
    return Map.of(
        "word",
        word,
        "query",
        query,
        "whole",
        "(?s).*(?<![\\p{L}\\p{N}])%s(?![\\p{L}\\p{N}]).*".formatted(Pattern.quote(word)));
  }
}
