package dev.mnemo.application.service;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Words without their endings, roughly: the frequent endings of English that Porter's steps 1a to
 * 1c take off (An algorithm for suffix stripping, 1980), and of what is left the first letters, as
 * words of one origin seldom differ in these (McNamee and Mayfield 2004, Character n-gram
 * tokenization). Where a script puts no space between words, every two characters that follow each
 * other are one (Nie and others 2000, On the use of words and n-grams for Chinese information
 * retrieval).
 */
final class Stems {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 6;

  /** Articles, pronouns, auxiliaries, prepositions, and words that ask. */
  private static final Set<String> TELL_NOTHING =
      Set.of(
          ("a about all am an and any are as at be been being but by can could d did do does doing"
                  + " done for from had has have he her hers him his how i if in into is it its ll"
                  + " m may me might mine my no not of on or our ours re s shall she should so some"
                  + " such t than that the their theirs them then there these they this those to"
                  + " us ve was we were what when where which who whom whose why will with would"
                  + " you your yours")
              .split(" "));

  private Stems() {}

  /** The words of a text as they stand there. */
  static Stream<String> words(String text) {
    return split(text).stream();
  }

  // A regular expression would take three times as long, and this is most of what ranking does.
  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    boolean spaced = true;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      boolean word = isOfWord(character);
      boolean turns = word && spaced == Words.standsAlone(character);
      if (start < at && (!word || turns)) {
        words.add(text.substring(start, at));
        start = at;
      }
      if (!word) {
        start = next;
      }
      spaced ^= turns;
      at = next;
    }
    if (start < text.length()) {
      words.add(text.substring(start));
    }
    return words;
  }

  private static boolean isOfWord(int character) {
    return Character.isLetterOrDigit(character)
        || switch (Character.getType(character)) {
          case Character.LETTER_NUMBER,
              Character.OTHER_NUMBER,
              Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK ->
              true;
          default -> false;
        };
  }

  static boolean tellsNothing(String word) {
    return TELL_NOTHING.contains(word.toLowerCase(Locale.ROOT));
  }

  /** The stems of the words that tell something. */
  static List<String> of(String text) {
    List<String> stems = new ArrayList<>();
    for (String word : split(folded(text))) {
      if (Words.standsAlone(word.codePointAt(0))) {
        addPairs(word, stems);
      } else if (!TELL_NOTHING.contains(word)) {
        stems.add(stem(word));
      }
    }
    return stems;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static void addPairs(String run, List<String> stems) {
    int[] characters = run.codePoints().toArray();
    if (characters.length == 1) {
      stems.add(run);
    }
    for (int i = 1; i < characters.length; i++) {
      stems.add(new String(characters, i - 1, 2));
    }
  }

  /** A word in lower case without its ending. */
  static String stem(String word) {
    String stem = word;
    if (stem.endsWith("ies")) {
      stem = without(stem, stem.length() > 4 ? 2 : 1);
    } else if (stem.endsWith("sses")) {
      stem = without(stem, 2);
    } else if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
      stem = without(stem, 1);
    }
    if (stem.endsWith("ing")) {
      stem = single(without(stem, 3));
    } else if (stem.endsWith("ed")) {
      stem = single(without(stem, 2));
    }
    if (stem.endsWith("y")) {
      stem = stem.substring(0, stem.length() - 1) + "i";
    } else if (stem.endsWith("e")) {
      stem = without(stem, 1);
    }
    return stem.substring(0, Math.min(LONGEST, stem.length()));
  }

  private static String without(String word, int letters) {
    return word.length() - letters >= SHORTEST ? word.substring(0, word.length() - letters) : word;
  }

  // "stopped" and "stop" are one.
  private static String single(String stem) {
    int last = stem.length() - 1;
    boolean doubled = last > SHORTEST - 1 && stem.charAt(last) == stem.charAt(last - 1);
    return doubled && "lsz".indexOf(stem.charAt(last)) < 0 ? stem.substring(0, last) : stem;
  }
}
