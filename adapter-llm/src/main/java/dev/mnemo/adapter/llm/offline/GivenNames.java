package dev.mnemo.adapter.llm.offline;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Common given names and titles, and the pronoun that goes with them. */
final class GivenNames {

  private static final Set<String> FEMALE_TITLES =
      Set.of(
          "mrs.",
          "mrs",
          "ms.",
          "ms",
          "miss",
          "lady",
          "queen",
          "princess",
          "madame",
          "aunt",
          "sister",
          "grandma",
          "señora");
  private static final Set<String> MALE_TITLES =
      Set.of(
          "mr.", "mr", "sir", "lord", "king", "prince", "uncle", "brother", "grandpa", "father",
          "señor");
  private static final Set<String> TITLES =
      Set.of(
          "dr.",
          "dr",
          "prof.",
          "professor",
          "doctor",
          "president",
          "captain",
          "capt.",
          "rev.",
          "gen.",
          "general",
          "sen.",
          "senator",
          "judge",
          "chancellor",
          "minister",
          "saint",
          "coach");

  private static final Map<String, Gender> NAMES = read();

  private GivenNames() {}

  /** The gender that a full or given name tells; {@code UNKNOWN} where it tells nothing. */
  static Gender genderOf(String name) {
    List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split(" "));
    String first = parts.getFirst();
    if (parts.size() > 1) {
      if (FEMALE_TITLES.contains(first)) {
        return Gender.FEMALE;
      }
      if (MALE_TITLES.contains(first)) {
        return Gender.MALE;
      }
      if (TITLES.contains(first)) {
        Gender given = NAMES.getOrDefault(parts.get(1), Gender.PERSON);
        return parts.size() > 2 ? given : Gender.PERSON;
      }
    }
    return NAMES.getOrDefault(first, Gender.UNKNOWN);
  }

  static boolean isTitle(String lower) {
    return TITLES.contains(lower) || FEMALE_TITLES.contains(lower) || MALE_TITLES.contains(lower);
  }

  private static Map<String, Gender> read() {
    WordLists lists = WordLists.read("given-names.txt");
    Map<String, Gender> names = new HashMap<>();
    lists.under("female").forEach(name -> names.put(name, Gender.FEMALE));
    lists.under("male").forEach(name -> names.put(name, Gender.MALE));
    lists.under("either").forEach(name -> names.put(name, Gender.PERSON));
    return Map.copyOf(names);
  }
}
