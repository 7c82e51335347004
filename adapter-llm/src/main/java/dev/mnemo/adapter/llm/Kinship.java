package dev.mnemo.adapter.llm;

import java.util.Set;

/** Words for persons: by kin, by sex, by occupation. */
final class Kinship {

  static final Set<String> FEMALE =
      Set.of("mother", "mom", "mum", "sister", "daughter", "wife", "aunt", "niece", "grandmother",
          "grandma", "girlfriend", "woman", "girl", "lady", "queen", "princess", "widow", "bride",
          "actress", "waitress", "mrs", "stepmother", "granddaughter", "fiancée");
  static final Set<String> MALE =
      Set.of("father", "dad", "brother", "son", "husband", "uncle", "nephew", "grandfather",
          "grandpa", "boyfriend", "man", "boy", "gentleman", "king", "prince", "widower", "groom",
          "waiter", "stepfather", "grandson", "fiancé");
  private static final Set<String> EITHER =
      Set.of("friend", "cousin", "parent", "child", "baby", "kid", "partner", "spouse", "colleague",
          "neighbor", "neighbour", "boss", "member", "twin", "teenager", "adult", "stranger",
          "guest", "owner", "fan", "citizen", "native", "speaker", "winner", "leader", "roommate");
  private static final Set<String> OCCUPATIONS =
      Set.of("chef", "cook", "nurse", "pilot", "judge", "ceo", "cto", "cfo", "monk", "nun", "poet",
          "coach", "clerk", "guard", "guide", "model", "spy", "thief", "vet", "barista", "student",
          "architect", "artist", "journalist", "assistant", "consultant", "accountant", "agent",
          "president", "minister", "analyst", "mechanic", "musician", "physician", "surgeon",
          "attorney", "diplomat", "athlete", "intern", "researcher", "detective", "executive",
          "representative", "freelancer", "soldier", "captain", "dean", "host", "editor-in-chief",
          "salesman", "saleswoman", "salesperson", "policeman", "policewoman", "fireman",
          "firefighter", "plumber", "midwife", "critic", "priest", "rabbi", "imam", "cashier");
  private static final Set<String> NOT_OCCUPATIONS =
      Set.of("computer", "number", "letter", "river", "water", "paper", "order", "winter", "summer",
          "corner", "dinner", "master", "member", "monster", "character", "color", "colour",
          "flower", "sister", "brother", "mother", "father", "daughter", "power", "tower", "year",
          "author", "layer", "center", "theater", "chapter", "matter", "quarter", "offer", "error",
          "factor", "mirror", "motor", "floor", "door", "list", "fist", "beer", "deer", "user",
          "lover", "stranger", "foreigner", "teenager", "owner", "newcomer", "customer", "player",
          "winner", "vegetarian", "christian", "canadian", "italian", "indian", "american",
          "australian", "brazilian", "russian", "beginner", "believer", "supporter", "container",
          "drawer", "printer", "server", "weather", "feather", "leather", "butter", "sweater",
          "outsider", "insider", "loner", "speaker", "neighbor", "partner", "volunteer");

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
