package dev.mnemo.adapter.llm.offline;

import java.util.Set;

/** Words for persons: by kin, by sex, by occupation. */
final class Kinship {

  static final Set<String> FEMALE = WordLists.ENGLISH.under("female");
  static final Set<String> MALE = WordLists.ENGLISH.under("male");
  private static final Set<String> EITHER = WordLists.ENGLISH.under("person");
  private static final Set<String> OCCUPATIONS = WordLists.ENGLISH.under("occupation");
  private static final Set<String> NOT_OCCUPATIONS = WordLists.ENGLISH.under("no occupation");

  private Kinship() {}

  static boolean isPerson(String lower) {
    return FEMALE.contains(lower)
        || MALE.contains(lower)
        || EITHER.contains(lower)
        || isOccupation(lower);
  }

  /** Whether the noun names a work someone does: known, or by its ending. */
  static boolean isOccupation(String lower) {
    if (lower.equals("author") || OCCUPATIONS.contains(lower)) {
      return true;
    }
    boolean ending =
        lower.endsWith("er")
            || lower.endsWith("or")
            || lower.endsWith("ist")
            || lower.endsWith("ian")
            || lower.endsWith("eer");
    return ending && lower.length() > 4 && !NOT_OCCUPATIONS.contains(lower);
  }
}
