package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a sentence as the Penn Treebank does: {@code didn't} is {@code did} and {@code n't}. */
final class WordSplitter {

  /** Words that end in a period of their own. */
  static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr.", "mrs.", "ms.", "dr.", "prof.", "rev.", "gen.", "sen.", "rep.", "capt.", "lt.",
          "col.", "sgt.", "st.", "jr.", "sr.", "inc.", "ltd.", "co.", "corp.", "vs.", "etc.",
          "e.g.", "i.e.", "cf.", "approx.", "dept.", "univ.", "mt.", "no.", "vol.", "fig.", "jan.",
          "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.",
          "a.m.", "p.m.", "ph.d.", "ca.", "ave.");

  // Possessive quantifiers: a hostile text costs no backtracking. What stands before an @ or a
  // period is bounded (RFC 5321), as some of it is no word and would be gone through again.
  private static final Pattern WORD =
      Pattern.compile(
          "https?://\\S++"
              + "|[\\p{L}\\p{N}_%+-]{2,64}+(?:[.@][\\p{Ll}\\p{N}_%+-]++)++"
              + "|(?:\\p{Lu}\\.){2,}+"
              + "|\\p{L}{1,6}+\\.(?:\\p{L}{1,2}+\\.)*+"
              + "|\\d++(?:[.,:]\\d++)++"
              + "|[\\p{L}\\p{M}\\p{N}]++(?:[-'’&/@_][\\p{L}\\p{M}\\p{N}]++)*+"
              + "|\\.{2,}+|--++|\\S");

  private static final Map<String, List<Integer>> IRREGULAR =
      Map.of("can't", List.of(2), "won't", List.of(2), "cannot", List.of(3), "gonna", List.of(3));

  private static final Set<String> CLITICS = Set.of("'s", "'re", "'ve", "'ll", "'d", "'m");

  private WordSplitter() {}

  static List<Word> split(String sentence) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(sentence);
    int end = 0;
    while (matcher.find()) {
      String text = matcher.group();
      boolean spaced = matcher.start() > end;
      end = matcher.end();
      if (text.length() > 1 && text.endsWith(".") && !keepsPeriod(text, sentence, end)) {
        addWord(text.substring(0, text.length() - 1), spaced, words);
        words.add(new Word(".", false));
      } else {
        addWord(text, spaced, words);
      }
    }
    return words;
  }

  private static boolean keepsPeriod(String text, String sentence, int end) {
    if (text.charAt(0) == '.') {
      return true;
    }
    if (text.indexOf('.') < text.length() - 1) {
      return true;
    }
    // "J. K. Rowling", but not "the letter J."
    boolean initial = text.length() == 2 && Character.isUpperCase(text.charAt(0));
    return (initial && end < sentence.length() && !text.equals("I."))
        || ABBREVIATIONS.contains(text.toLowerCase(Locale.ROOT));
  }

  private static void addWord(String text, boolean spaced, List<Word> words) {
    String straight = text.replace('’', '\'');
    String lower = straight.toLowerCase(Locale.ROOT);
    List<Integer> cut = IRREGULAR.get(lower);
    int at =
        cut != null
            ? cut.getFirst()
            : lower.endsWith("n't") && lower.length() > 3
                ? straight.length() - 3
                : lower.lastIndexOf('\'') > 0
                        && CLITICS.contains(lower.substring(lower.lastIndexOf('\'')))
                    ? lower.lastIndexOf('\'')
                    : straight.length();
    words.add(new Word(straight.substring(0, at), spaced));
    if (at < straight.length()) {
      words.add(new Word(straight.substring(at), false));
    }
  }

  /** The words as text again. */
  static String join(List<Word> words) {
    StringBuilder text = new StringBuilder();
    for (Word word : words) {
      if (word.spaced() && !text.isEmpty()) {
        text.append(' ');
      }
      text.append(word.text());
    }
    return text.toString();
  }
}
