package dev.mnemo.adapter.graph.neo4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question as a query of the full-text index (Lucene's classic syntax) that stays inside scopes.
 * The scope is required by the query itself, so that a small dataset gets all its hits however
 * large its neighbours are, and weighs nothing, so that the score is that of the words alone.
 *
 * <p>A name of somebody who speaks asks for what he says, and not for where others address him.
 */
final class FullTextQuery {

  /** What being said by whom the question names counts, in words found. */
  private static final double OF_SPEAKER = 1;

  private static final int MAX_WORDS = 64;
  private static final int MAX_WORD_LENGTH = 255;

  /** Lucene refuses more than 1,024 clauses; a script without spaces gives one per character. */
  private static final int MAX_TOKENS = 192;

  private static final int MAX_SCOPES = 256;

  private static final String CHARACTERS = "[\\p{L}\\p{N}\\p{M}]+";

  /** Words, also joined as the index's tokenizer keeps them: {@code O'Brien}, {@code 3.14}. */
  private static final Pattern WORD =
      Pattern.compile(CHARACTERS + "(?:[.:'\u2019_]" + CHARACTERS + ")*+");

  private static final Pattern JOINER = Pattern.compile("[.:'\u2019_]");
  private static final Pattern SPECIAL = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]");

  /** What the analyzer leaves out, and words that ask rather than tell. */
  private static final Set<String> STOP_WORDS =
      Set.of(
          ("a an and are as at be but by for if in into is it no not of on or such that the their"
                  + " then there these they this to was will with"
                  + " am can could did do does had has have how i me my should s t us we were what"
                  + " when where which who whom whose why would you your")
              .split(" "));

  private FullTextQuery() {}

  /**
   * One query per group of scopes; none for a phrasing without a word to look for.
   *
   * @param speakers words that name who speaks
   * @param scopes of which one must be there
   * @param nodeSets scopes of which one must be there too; empty for any
   */
  static List<String> of(
      String phrasing,
      Set<String> speakers,
      List<String> scopes,
      List<String> nodeSets,
      Searchable kind) {
    List<String> words = words(phrasing);
    if (words.isEmpty()) {
      return List.of();
    }
    String asked = asked(words, speakers, kind);
    List<String> queries = new ArrayList<>();
    for (List<String> some : groups(scopes)) {
      if (nodeSets.isEmpty()) {
        queries.add(asked + required(some));
      }
      for (List<String> someNodeSets : groups(nodeSets)) {
        queries.add(asked + required(some) + required(someNodeSets));
      }
    }
    return queries;
  }

  private static String asked(List<String> words, Set<String> speakers, Searchable kind) {
    List<String> said = new ArrayList<>(words);
    String spoken =
        kind.speakerField().stream()
            .flatMap(
                field ->
                    words.stream()
                        .filter(speakers::contains)
                        .filter(said::remove)
                        .map(name -> clause(field, name, OF_SPEAKER)))
            .collect(Collectors.joining());
    return "+(" + (said.isEmpty() ? "" : clauses(String.join(" ", said), kind)) + spoken + ")";
  }

  private static String clauses(String words, Searchable kind) {
    StringBuilder clauses = new StringBuilder();
    for (Searchable.Field field : kind.fields()) {
      clauses.append(clause(field.name(), words, field.boost()));
    }
    return clauses.toString();
  }

  private static String clause(String field, String words, double boost) {
    return "%s:(%s)%s ".formatted(field, words, boost == 1 ? "" : "^" + boost);
  }

  /** What finds where a word is said by, or in, a field; the word as {@link #words} gives it. */
  static List<String> probes(String field, String word, List<String> scopes) {
    return groups(scopes).stream()
        .map(some -> "+%s:(%s)%s".formatted(field, word, required(some)))
        .toList();
  }

  private static String required(List<String> scopes) {
    return " +scope:(" + String.join(" ", scopes) + ")^0";
  }

  private static List<List<String>> groups(List<String> scopes) {
    List<List<String>> groups = new ArrayList<>();
    for (int from = 0; from < scopes.size(); from += MAX_SCOPES) {
      groups.add(scopes.subList(from, Math.min(scopes.size(), from + MAX_SCOPES)));
    }
    return groups;
  }

  /** The words to look for, escaped, each once: a repeated word says nothing more. */
  static List<String> words(String phrasing) {
    List<String> words = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int tokens = 0;
    Matcher matcher = WORD.matcher(phrasing);
    while (matcher.find() && words.size() < MAX_WORDS && tokens < MAX_TOKENS) {
      for (String form : forms(matcher.group())) {
        String word = fitting(form, MAX_TOKENS - tokens);
        String folded = word.toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && !STOP_WORDS.contains(folded) && seen.add(folded)) {
          words.add(SPECIAL.matcher(word).replaceAll("\\\\$0"));
          tokens += cost(word);
        }
      }
    }
    return words;
  }

  // The tokenizer keeps some joined words whole and not others; looking for both finds either.
  private static Set<String> forms(String word) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(word);
    for (String part : JOINER.split(word)) {
      forms.add(part);
    }
    return forms;
  }

  /** As much of a word as still fits; nothing of one that no index holds. */
  private static String fitting(String word, int tokens) {
    if (isSpaced(word)) {
      return word.length() <= MAX_WORD_LENGTH && cost(word) <= tokens ? word : "";
    }
    int characters = Math.min(tokens, word.codePointCount(0, word.length()));
    return word.substring(0, word.offsetByCodePoints(0, characters));
  }

  private static int cost(String word) {
    return isSpaced(word) ? JOINER.split(word).length : word.codePointCount(0, word.length());
  }

  /** Whether it is of a script with spaces between words, rather than one word per character. */
  private static boolean isSpaced(String word) {
    return word.codePoints().allMatch(c -> c < 0x0E00 || (c >= 0x1E00 && c <= 0x1FFF));
  }
}
