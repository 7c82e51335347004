package dev.mnemo.testkit.fake;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The persons that the language fakes know, and the pronouns that can mean them. */
final class Persons {

  /** A personal pronoun in subject position. */
  static final Pattern PRONOUN = Pattern.compile("(?i)\\b(?:she|he)\\b");

  private static final Map<String, String> PRONOUNS =
      Map.of(
          "Alice", "she", "Mary", "she", "Carol", "she", "Ada", "she", "Eve", "she", "Bob", "he",
          "John", "he", "Dan", "he", "Tom", "he", "Peter", "he");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:" + String.join("|", PRONOUNS.keySet()) + ")\\b");

  private Persons() {}

  /** The person named last in a text whom the pronoun can mean. */
  static Optional<String> meantBy(String pronoun, String text) {
    Optional<String> last = Optional.empty();
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      if (pronoun.toLowerCase(Locale.ROOT).equals(PRONOUNS.get(names.group()))) {
        last = Optional.of(names.group());
      }
    }
    return last;
  }

  static boolean isPerson(String name) {
    return PRONOUNS.containsKey(name);
  }
}
