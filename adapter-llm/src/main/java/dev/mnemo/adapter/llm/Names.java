package dev.mnemo.adapter.llm;

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

  private static final Set<String> NEVER =
      Set.of("i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
          "january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december", "question", "answer", "context", "yes", "no", "nothing",
          "nobody", "everyone", "someone", "people", "english", "ok", "according", "however",
          "sorry", "unfortunately", "currently", "both");
  private static final Set<String> LINKS = Set.of("of", "de", "da", "von", "van", "der", "la", "le", "&");
  private static final Set<String> ALSO_WORDS =
      Set.of("will", "may", "mark", "rose", "hope", "faith", "grace", "joy", "pat", "dean", "guy",
          "ray", "bill", "sue", "rob", "drew", "art", "jean", "june", "april", "dawn", "ivy", "pearl",
          "ruby", "amber", "jasmine", "violet", "daisy", "lily", "olive", "iris", "hazel", "holly",
          "heather", "ginger", "robin", "sage", "river", "lane", "parker", "hunter", "mason", "miles",
          "max", "jack", "frank", "grant", "earl", "norm", "nick", "pete", "carol", "sandy", "dale",
          "chad", "chase", "cliff", "clay", "cody", "dick", "don", "homer", "jordan", "lance", "major",
          "peg", "penny", "rusty", "skip", "terry", "val", "wade", "ward", "will", "woody", "basil",
          "angel", "florence", "georgia", "charlotte", "victoria", "sydney", "paris", "austin",
          "madison", "jackson", "lincoln", "israel", "india", "china", "melody", "mercedes", "summer",
          "autumn", "star", "bob", "nat", "ed", "al", "bo", "jo", "jay", "lee", "kit", "reed", "rod",
          "kelly", "taylor", "avery", "rowan", "reese", "quinn", "marina", "petra", "viola", "clement",
          "constance", "felicity", "prudence", "patience", "christian", "noble", "noel", "otter",
          "colt", "nova", "stella", "cruz", "jesus", "moses", "abraham", "wren", "alba", "luna");

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
          i > start && Character.isDigit(word.text().charAt(0)) && word.text().length() < 4
              && i + 1 < words.size() && !words.get(i + 1).letters();
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
    return !FunctionWords.has(word.lower())
        && (!startsSentence(words, i) || !Question.opens(word.lower()));
  }

  private static boolean startsSentence(List<Word> words, int i) {
    return i == 0 || Set.of(".", "!", "?", ":", "\"", "“").contains(words.get(i - 1).text());
  }

  private static boolean plainGivenName(Word word, boolean shouting) {
    String lower = word.lower();
    return (shouting || !word.capitalized())
        && !FunctionWords.has(lower)
        && (!ALSO_WORDS.contains(lower) || shouting || lower.equals("bob"))
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

  /** Whether {@code words} hold the name, as whole words and whatever their case. */
  static boolean holds(List<String> lower, String name) {
    List<String> parts =
        WordSplitter.split(name).stream().map(Word::lower).toList();
    return java.util.Collections.indexOfSubList(lower, parts) >= 0;
  }
}
