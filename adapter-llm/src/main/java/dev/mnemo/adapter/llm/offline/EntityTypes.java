package dev.mnemo.adapter.llm.offline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Types entities by simple evidence: their own words, and what the text says of them. */
final class EntityTypes {

  static final String PERSON = "person";
  static final String PLACE = "place";
  static final String ORGANIZATION = "organization";
  static final String TIME = "time";
  static final String CONCEPT = "concept";
  static final String THING = "thing";

  private static final Set<String> ORGANIZATION_WORDS = WordLists.ENGLISH.under("organization");
  private static final Set<String> PLACE_WORDS = WordLists.ENGLISH.under("place");
  private static final Set<String> COUNTRIES = countries();

  private final Map<String, String> hints = new HashMap<>();

  /** Notes what the text says; the first hint of a name stays. */
  void hint(String name, String type) {
    hints.putIfAbsent(name, type);
  }

  String typeOf(String name) {
    String own = ownType(name);
    String hint = hints.getOrDefault(name, THING);
    boolean alsoPlace = own.equals(PERSON) && name.indexOf(' ') < 0 && hint.equals(PLACE);
    if (alsoPlace) {
      return PLACE;
    }
    return own.equals(THING) ? hints.getOrDefault(name, THING) : own;
  }

  /** What the name alone tells; {@code thing} for nothing. */
  static String ownType(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String[] words = lower.split(" ");
    String last = words[words.length - 1];
    boolean proper = Character.isUpperCase(name.codePointAt(0));
    if (!proper) {
      return THING;
    }
    if (COUNTRIES.contains(lower)) {
      return PLACE;
    }
    boolean possessive = lower.contains("'s ");
    if (!possessive
        && (ORGANIZATION_WORDS.contains(last) || ORGANIZATION_WORDS.contains(words[0]))
        && words.length > 1) {
      return ORGANIZATION;
    }
    if (!possessive
        && (PLACE_WORDS.contains(last) || PLACE_WORDS.contains(words[0]))
        && GivenNames.genderOf(name) == Gender.UNKNOWN) {
      return PLACE;
    }
    boolean person = GivenNames.genderOf(name) != Gender.UNKNOWN && words.length <= 3;
    return person && !possessive ? PERSON : THING;
  }

  private static Set<String> countries() {
    Set<String> names = new HashSet<>();
    for (String code : Locale.getISOCountries()) {
      names.add(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT));
    }
    names.addAll(Set.of("usa", "us", "u.s.", "uk", "u.k.", "america", "united states of america"));
    // Given names first.
    names.removeAll(Set.of("georgia", "chad", "jordan"));
    return Set.copyOf(names);
  }
}
