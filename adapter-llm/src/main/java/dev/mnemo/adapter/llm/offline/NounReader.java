package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads noun phrases as entities: resolves pronouns, drops articles, refuses the vague. */
final class NounReader {

  private static final int LONGEST_NAME = 120;
  private static final Set<String> ARTICLES =
      Set.of("a", "an", "the", "some", "any", "no", "both", "all", "such");
  private static final Set<String> VAGUE =
      Set.of(
          "someone",
          "somebody",
          "anyone",
          "anybody",
          "everyone",
          "everybody",
          "nobody",
          "none",
          "nothing",
          "something",
          "anything",
          "everything",
          "one",
          "other",
          "others",
          "thing",
          "things",
          "way",
          "lot",
          "kind",
          "sort",
          "bit",
          "part",
          "case",
          "people",
          "person",
          "half",
          "rest",
          "same",
          "fact",
          "reason",
          "point",
          "ones");
  private static final Set<String> VAGUE_SUBJECTS =
      Set.of(
          "a", "an", "some", "any", "every", "each", "no", "another", "either", "neither", "this",
          "that", "these", "those", "most", "many", "few", "several", "all", "such", "what",
          "which", "half");
  private static final Map<String, String> ROLES = new HashMap<>();

  static {
    for (String word :
        List.of(
            "company",
            "firm",
            "startup",
            "organization",
            "business",
            "corporation",
            "bank",
            "university",
            "school",
            "team")) {
      ROLES.put(word, EntityTypes.ORGANIZATION);
    }
    for (String word : List.of("city", "town", "country", "village")) {
      ROLES.put(word, EntityTypes.PLACE);
    }
  }

  private final Discourse discourse;
  private final EntityTypes types;
  private final Optional<String> speaker;
  private final Map<String, List<String>> groups;

  /**
   * @param speaker whom "I" means
   * @param groups the members of the groups that the text spoke of
   */
  NounReader(
      Discourse discourse,
      EntityTypes types,
      Optional<String> speaker,
      Map<String, List<String>> groups) {
    this.discourse = discourse;
    this.types = types;
    this.speaker = speaker;
    this.groups = groups;
  }

  /** A subject; empty where it is vague or a pronoun that nothing explains. */
  Optional<Noun> subject(Phrase phrase, List<Token> tokens) {
    Optional<Noun> noun = read(phrase, tokens, List.of());
    String first = phrase.first(tokens).lower();
    boolean vague =
        phrase.kind() == Kind.NOUN && VAGUE_SUBJECTS.contains(first)
            || phrase.kind() == Kind.NOUN && phrase.first(tokens).tag().equals("CD");
    return vague ? Optional.empty() : noun;
  }

  /**
   * Any noun phrase.
   *
   * @param excluded whom its pronouns cannot mean, a possessive aside
   */
  Optional<Noun> read(Phrase phrase, List<Token> tokens, List<String> excluded) {
    List<Token> own = phrase.of(tokens);
    if (phrase.kind() == Kind.PRONOUN) {
      return pronoun(own.getFirst(), excluded);
    }
    double sureness = 1;
    List<Word> words = new ArrayList<>();
    for (Token token : own) {
      if (token.tag().equals("PRP$")) {
        Optional<Noun> owner = pronoun(token, List.of());
        if (owner.isEmpty()) {
          return Optional.empty();
        }
        sureness = Math.min(sureness, owner.get().sureness());
        words.addAll(owner.get().words());
        words.add(new Word("'s", false));
      } else {
        words.add(token.word());
      }
    }
    return named(own, phrase.head(tokens), words, sureness);
  }

  private Optional<Noun> named(List<Token> own, Token head, List<Word> words, double sureness) {
    String first = own.getFirst().lower();
    boolean article = ARTICLES.contains(first) && own.size() > 1;
    if (VAGUE.contains(head.lower()) && !head.proper()) {
      return Optional.empty();
    }
    if (first.equals("the") && own.size() == 2 && !head.proper()) {
      Optional<String> meant = byRole(head.lower());
      if (meant.isPresent()) {
        Word name = new Word(meant.get(), own.getFirst().word().spaced());
        return Optional.of(new Noun(List.of(meant.get()), List.of(name), 0.8, false));
      }
      sureness = Math.min(sureness, 0.6);
    }
    Optional<String> apposed = apposedName(own);
    if (apposed.isPresent()) {
      return Optional.of(new Noun(List.of(apposed.get()), words, sureness, false));
    }
    String name = WordSplitter.join(article ? words.subList(1, words.size()) : words).strip();
    name = name.replaceAll("^[\"“'‘]|[\"”'’]$", "");
    if (name.isEmpty() || name.length() > LONGEST_NAME || !hasLetter(name)) {
      return Optional.empty();
    }
    String canonical =
        own.size() == 1 && head.word().capitalized() ? discourse.canonical(name) : name;
    return Optional.of(new Noun(List.of(canonical), words, sureness, first.equals("no")));
  }

  // "Alice's brother Tom" is Tom.
  private static Optional<String> apposedName(List<Token> own) {
    int start = own.size();
    while (start > 0 && own.get(start - 1).proper()) {
      start--;
    }
    boolean apposed =
        start > 0
            && start < own.size()
            && own.get(start - 1).is("NN")
            && Kinship.isPerson(own.get(start - 1).lower());
    return apposed
        ? Optional.of(
            WordSplitter.join(own.subList(start, own.size()).stream().map(Token::word).toList()))
        : Optional.empty();
  }

  private Optional<String> byRole(String head) {
    String type = ROLES.get(head);
    return type == null
        ? Optional.empty()
        : discourse.latest(name -> types.typeOf(name).equals(type));
  }

  private Optional<Noun> pronoun(Token token, List<String> excluded) {
    boolean spaced = token.word().spaced();
    switch (token.lower()) {
      case "i", "me", "my", "mine", "myself" -> {
        return speaker.map(
            name -> new Noun(List.of(name), List.of(new Word(name, spaced)), 0.9, false));
      }
      case "himself", "herself", "itself", "themselves" -> {
        return Optional.empty();
      }
      case "she", "he", "it", "they", "her", "him", "his", "its", "them", "their" -> {
        List<String> not = new ArrayList<>(excluded);
        speaker.ifPresent(not::add);
        return discourse
            .resolve(token.lower(), not)
            .map(
                name ->
                    new Noun(
                        groups.getOrDefault(name, List.of(name)),
                        List.of(new Word(definite(name), spaced)),
                        0.8,
                        false));
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  // "He sold it" of a car: "sold the car".
  private static String definite(String name) {
    boolean bare = Character.isLowerCase(name.codePointAt(0)) && !name.startsWith("the ");
    return bare && !name.contains("'s ") ? "the " + name : name;
  }

  private static boolean hasLetter(String name) {
    return name.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** Whether a token is a pronoun that a statement on its own cannot keep. */
  static boolean needsContext(Token token) {
    boolean personal =
        token.tag().equals("PRP")
            && !token.lower().endsWith("self")
            && !token.lower().endsWith("selves");
    return personal || token.tag().equals("PRP$");
  }

  /** The gender that a name's own words tell. */
  static Gender genderOf(String name, Token head) {
    String lower = head.lower();
    boolean role = name.contains(" of ") && Kinship.isOccupation(lower);
    if (head.proper() && !role) {
      String type = EntityTypes.ownType(name);
      return type.equals(EntityTypes.PLACE) || type.equals(EntityTypes.ORGANIZATION)
          ? Gender.THING
          : GivenNames.genderOf(name);
    }
    if (Kinship.FEMALE.contains(lower)) {
      return Gender.FEMALE;
    }
    if (Kinship.MALE.contains(lower)) {
      return Gender.MALE;
    }
    return Kinship.isPerson(lower)
        ? Gender.PERSON
        : head.tag().equals("NNS") ? Gender.GROUP : Gender.THING;
  }
}
