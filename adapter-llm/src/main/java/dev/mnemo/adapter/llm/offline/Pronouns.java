package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the pronouns of a question that need an antecedent, and whether the question holds it. */
final class Pronouns {

  /**
   * A pronoun.
   *
   * @param at its place among the words
   * @param possessive whether it stands for an owner
   */
  record Pronoun(String lower, int at, boolean possessive) {}

  private static final Set<String> PERSONAL =
      Set.of(
          "he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "it", "its");
  private static final Set<String> OWNING = Set.of("his", "hers", "their", "theirs", "its");
  private static final Set<String> IMPERSONAL = WordLists.ENGLISH.under("impersonal");
  private static final Set<String> DETERMINERS =
      Set.of("the", "a", "an", "my", "our", "your", "this", "that", "which", "what");

  private Pronouns() {}

  static List<Pronoun> in(List<Word> words) {
    List<Pronoun> pronouns = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String lower = words.get(i).lower();
      if (PERSONAL.contains(lower)) {
        boolean owner = OWNING.contains(lower) || (lower.equals("her") && nounFollows(words, i));
        pronouns.add(new Pronoun(lower, i, owner));
      }
    }
    return pronouns;
  }

  /** The pronouns that nothing in the question itself explains. */
  static List<Pronoun> open(List<Word> words) {
    List<Names.Name> names = Names.in(words);
    return in(words).stream().filter(pronoun -> !explained(words, names, pronoun)).toList();
  }

  private static boolean explained(List<Word> words, List<Names.Name> names, Pronoun pronoun) {
    Gender wanted = Discourse.wanted(pronoun.lower());
    if (wanted == Gender.THING) {
      return impersonal(words)
          || names.stream().anyMatch(name -> name.to() <= pronoun.at())
          || determined(words, pronoun.at());
    }
    boolean named =
        names.stream()
            .filter(name -> name.to() <= pronoun.at())
            .anyMatch(name -> mayMean(name.text(), wanted));
    boolean described =
        words.subList(0, pronoun.at()).stream()
            .map(Word::lower)
            .anyMatch(word -> describes(word, wanted));
    boolean several =
        wanted == Gender.GROUP
            && words.subList(0, pronoun.at()).stream().anyMatch(Pronouns::plural);
    return named || described || several;
  }

  /** Whether a pronoun of that gender may stand for the name, as far as the name tells. */
  static boolean mayMean(String name, Gender wanted) {
    Gender gender = GivenNames.genderOf(name);
    String type = EntityTypes.ownType(name);
    boolean person = !type.equals(EntityTypes.PLACE) && !type.equals(EntityTypes.ORGANIZATION);
    return switch (wanted) {
      case FEMALE, MALE ->
          person && (gender == wanted || gender == Gender.PERSON || gender == Gender.UNKNOWN);
      case GROUP -> true;
      default -> gender == Gender.UNKNOWN;
    };
  }

  private static boolean plural(Word word) {
    return word.text().length() > 4 && word.lower().endsWith("s") && !word.function();
  }

  private static boolean describes(String word, Gender wanted) {
    return switch (wanted) {
      case FEMALE -> Kinship.FEMALE.contains(word);
      case MALE -> Kinship.MALE.contains(word);
      default -> false;
    };
  }

  private static boolean determined(List<Word> words, int before) {
    for (int i = 0; i + 1 < before; i++) {
      boolean noun = !words.get(i + 1).function();
      if (DETERMINERS.contains(words.get(i).lower()) && noun) {
        return true;
      }
    }
    return false;
  }

  // "it" that stands for nothing: weather, time.
  private static boolean impersonal(List<Word> words) {
    return words.stream().map(Word::lower).anyMatch(IMPERSONAL::contains);
  }

  private static boolean nounFollows(List<Word> words, int i) {
    if (i + 1 >= words.size()) {
      return false;
    }
    Word next = words.get(i + 1);
    return next.letters()
        && (!next.function() || next.lower().equals("own"))
        && !next.lower().endsWith("ly");
  }
}
