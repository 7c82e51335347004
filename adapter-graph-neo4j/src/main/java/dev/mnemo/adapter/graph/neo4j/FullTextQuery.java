package dev.mnemo.adapter.graph.neo4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question as a query of the full-text index (Lucene's classic syntax) that stays inside scopes.
 * The scope is required by the query itself, so that a small dataset gets all its hits however
 * large its neighbours are, and weighs nothing, so that the score is that of the words alone.
 *
 * <p>A word that may be a name is left open: where somebody of that name speaks, it asks for what
 * he says, and not for where others address him; else it is a word as any other.
 *
 * @param opening the query up to the names
 * @param closing what follows them
 */
record FullTextQuery(String opening, List<Name> names, String closing) {

  /**
   * A word that may be a name.
   *
   * @param probe the query that finds something where somebody of that name speaks
   * @param asSpeaker what is asked then
   * @param asWord what is asked otherwise
   */
  record Name(String word, String probe, String asSpeaker, String asWord) {}

  /** What being said by whom the question names counts, in words found. */
  private static final double OF_SPEAKER = 1;

  private static final int MAX_NAMES = 8;

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

  FullTextQuery {
    names = List.copyOf(names);
  }

  /**
   * One query per group of scopes; none for a phrasing without a word to look for.
   *
   * @param scopes of which one must be there
   * @param nodeSets scopes of which one must be there too; empty for any
   */
  static List<FullTextQuery> of(
      String phrasing, List<String> scopes, List<String> nodeSets, Searchable kind) {
    List<String> words = words(phrasing);
    if (words.isEmpty()) {
      return List.of();
    }
    List<String> required = new ArrayList<>();
    for (List<String> some : groups(scopes)) {
      if (nodeSets.isEmpty()) {
        required.add(required(some));
      }
      for (List<String> someNodeSets : groups(nodeSets)) {
        required.add(required(some) + required(someNodeSets));
      }
    }
    return required.stream().map(one -> within(one, words, kind)).toList();
  }

  private static FullTextQuery within(String required, List<String> words, Searchable kind) {
    List<Name> names =
        kind.speakerField().stream()
            .flatMap(
                field ->
                    words.stream()
                        .filter(FullTextQuery::mayBeName)
                        .limit(MAX_NAMES)
                        .map(word -> name(word, field, required, kind)))
            .toList();
    List<String> plain =
        words.stream()
            .filter(word -> names.stream().noneMatch(name -> name.word().equals(word)))
            .toList();
    return new FullTextQuery(
        "+(" + (plain.isEmpty() ? "" : clauses(String.join(" ", plain), kind)),
        names,
        ")" + required);
  }

  private static Name name(String word, String field, String required, Searchable kind) {
    return new Name(
        word,
        "+%s:(%s)%s".formatted(field, word, required),
        clause(field, word, OF_SPEAKER),
        clauses(word, kind) + clause(field, word, OF_SPEAKER));
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

  // Languages without capital letters have no such hint; their names are words as any other.
  private static boolean mayBeName(String word) {
    return Character.isUpperCase(word.codePointAt(0)) && word.indexOf('\\') < 0;
  }

  /** As a parameter. */
  Map<String, Object> asMap() {
    return Map.of(
        "opening",
        opening,
        "names",
        names.stream()
            .map(
                name ->
                    Map.of(
                        "word", name.word(),
                        "probe", name.probe(),
                        "asSpeaker", name.asSpeaker(),
                        "asWord", name.asWord()))
            .toList(),
        "closing",
        closing);
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
