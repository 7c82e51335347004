package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds names among words by their capitals, and common given names without. */
final class Names {

  /**
   * A name.
   *
   * @param from its first word
   * @param to behind its last word
   */
  record Name(String text, int from, int to) {}

  private static final Set<String> NEVER = WordLists.ENGLISH.under("never a name");
  private static final Set<String> OPENING = WordLists.ENGLISH.under("opening");
  private static final Set<String> ALSO_WORDS = WordLists.ENGLISH.under("name and word");
  private static final Set<String> LINKS =
      Set.of("of", "de", "da", "von", "van", "der", "la", "le", "&");
  private static final Set<String> ENDS = Set.of(".", "!", "?", ":", "\"", "“");

  private Names() {}

  static List<Name> in(List<Word> words) {
    boolean shouting =
        words.stream()
            .filter(Word::letters)
            .noneMatch(word -> word.text().codePoints().anyMatch(Character::isLowerCase));
    List<Name> names = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      int end = shouting ? i : capitals(words, i);
      if (end == i && plainGivenName(words.get(i), shouting)) {
        end = i + 1;
      }
      if (end > i) {
        String text = WordSplitter.join(words.subList(i, end)).strip();
        names.add(new Name(shouting || !words.get(i).capitalized() ? titled(text) : text, i, end));
        i = end;
      } else {
        i++;
      }
    }
    return names;
  }

  private static int capitals(List<Word> words, int start) {
    int end = start;
    int i = start;
    while (i < words.size()) {
      Word word = words.get(i);
      boolean part = nameable(words, i);
      boolean number =
          i > start
              && Character.isDigit(word.text().charAt(0))
              && word.text().length() < 4
              && i + 1 < words.size()
              && !words.get(i + 1).letters();
      if (part || number) {
        end = i + 1;
      } else if (!(end == i && end > start && LINKS.contains(word.lower()))) {
        break;
      }
      i++;
    }
    return end;
  }

  private static boolean nameable(List<Word> words, int i) {
    Word word = words.get(i);
    if (!word.letters() || !word.capitalized() || NEVER.contains(word.lower())) {
      return false;
    }
    boolean starts = i == 0 || ENDS.contains(words.get(i - 1).text());
    return !word.function() && !(starts && OPENING.contains(word.lower()));
  }

  private static boolean plainGivenName(Word word, boolean shouting) {
    String lower = word.lower();
    return (shouting || !word.capitalized())
        && !word.function()
        && (shouting || !ALSO_WORDS.contains(lower))
        && GivenNames.genderOf(lower) != Gender.UNKNOWN
        && !GivenNames.isTitle(lower);
  }

  private static String titled(String text) {
    StringBuilder titled = new StringBuilder();
    for (String part : text.split(" ")) {
      titled.append(titled.isEmpty() ? "" : " ");
      int first = part.codePointAt(0);
      titled.appendCodePoint(Character.toUpperCase(first));
      titled.append(part.substring(Character.charCount(first)).toLowerCase(Locale.ROOT));
    }
    return titled.toString();
  }
}
