package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whom and what a conversation spoke of, turn by turn. */
final class ConversationFocus {

  /**
   * A name that was said.
   *
   * @param behind whether a preposition stands before it, as in "the capital of France"
   */
  private record Mention(String name, Gender gender, boolean place, boolean behind) {}

  /**
   * One turn.
   *
   * @param open whether the question asks for a person, whom the answer then names
   * @param groups persons named together, the question's first
   * @param things definite nouns that end the question, such as "the novel"
   */
  private record Turn(
      boolean open,
      List<Mention> asked,
      List<Mention> answered,
      List<String> groups,
      List<String> things) {}

  private static final Set<String> PREPOSITIONS =
      Set.of("in", "at", "to", "from", "near", "into", "of", "for", "with", "by");
  private static final Set<String> PLACING = Set.of("in", "at", "to", "near", "into");
  private static final Set<String> ARTICLES = Set.of("the", "this", "my", "our");
  private static final Set<String> HUMAN = WordLists.ENGLISH.under("human");
  private static final int LONGEST_THING = 3;

  private final List<Turn> turns = new ArrayList<>();

  /** Notes a turn whose question stands on its own. */
  void add(String question, String answer) {
    List<Word> asked = WordSplitter.split(question);
    List<Word> answered = WordSplitter.split(answer);
    boolean human =
        Stream.concat(asked.stream(), answered.stream()).anyMatch(ConversationFocus::human);
    Gender spoken = human ? pronounOf(asked, answered) : Gender.THING;
    turns.add(
        new Turn(
            !asked.isEmpty() && Set.of("who", "whose", "which").contains(asked.getFirst().lower()),
            mentions(asked, spoken),
            mentions(answered, spoken),
            Stream.concat(groups(asked).stream(), groups(answered).stream()).distinct().toList(),
            definite(asked)));
  }

  /** What a pronoun of that gender means; empty where nothing, or more than one, fits. */
  Optional<String> meant(Gender wanted) {
    for (Turn turn : turns.reversed()) {
      for (List<String> choice : choices(turn, wanted)) {
        if (!choice.isEmpty()) {
          return only(choice);
        }
      }
    }
    return Optional.empty();
  }

  /** What "there" means: the place that the latest turn to name one names. */
  Optional<String> place() {
    for (Turn turn : turns.reversed()) {
      for (List<Mention> mentions : List.of(turn.answered(), turn.asked())) {
        List<String> places = names(mentions, Mention::place);
        if (!places.isEmpty()) {
          return only(places);
        }
      }
    }
    return Optional.empty();
  }

  /** The name in the latest question that is a place, or is none, where there is exactly one. */
  Optional<String> lastAsked(boolean place) {
    return turns.isEmpty()
        ? Optional.empty()
        : only(names(turns.getLast().asked(), mention -> mention.place() == place));
  }

  // Most likely first.
  private static List<List<String>> choices(Turn turn, Gender wanted) {
    if (wanted == Gender.GROUP) {
      return List.of(turn.groups());
    }
    Predicate<Mention> fits = mention -> fits(mention.gender(), wanted);
    List<Mention> both = Stream.concat(turn.asked().stream(), turn.answered().stream()).toList();
    if (wanted == Gender.THING) {
      Predicate<Mention> leads = fits.and(mention -> !mention.behind());
      return List.of(
          names(turn.asked(), leads),
          turn.things(),
          names(turn.answered(), leads),
          names(both, fits));
    }
    return turn.open()
        ? List.of(names(both, fits))
        : List.of(names(turn.asked(), fits), names(turn.answered(), fits));
  }

  private static boolean fits(Gender gender, Gender wanted) {
    boolean anybody = gender == Gender.PERSON && wanted != Gender.THING;
    return gender == wanted || anybody;
  }

  private static Optional<String> only(List<String> names) {
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static List<String> names(List<Mention> mentions, Predicate<Mention> wanted) {
    return mentions.stream().filter(wanted).map(Mention::name).distinct().toList();
  }

  private static List<Mention> mentions(List<Word> words, Gender spoken) {
    List<Mention> mentions = new ArrayList<>();
    for (Names.Name name : Names.in(words)) {
      String before = name.from() > 0 ? words.get(name.from() - 1).lower() : "";
      String type = EntityTypes.ownType(name.text());
      Gender own = GivenNames.genderOf(name.text());
      boolean placed = PLACING.contains(before) && own == Gender.UNKNOWN;
      boolean place = placed || type.equals(EntityTypes.PLACE);
      boolean thing = place || type.equals(EntityTypes.ORGANIZATION) || acronym(name.text());
      Gender gender = thing ? Gender.THING : own == Gender.UNKNOWN ? spoken : own;
      mentions.add(new Mention(name.text(), gender, place, PREPOSITIONS.contains(before)));
    }
    return mentions;
  }

  private static boolean acronym(String name) {
    return name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT));
  }

  private static boolean human(Word word) {
    return HUMAN.contains(word.lower());
  }

  // "Where does Xochitl live?" – "She lives in Lima."
  private static Gender pronounOf(List<Word> asked, List<Word> answered) {
    List<String> lower = Stream.concat(asked.stream(), answered.stream()).map(Word::lower).toList();
    boolean she = lower.contains("she") || lower.contains("her");
    boolean he = lower.contains("he") || lower.contains("his");
    return she == he ? Gender.PERSON : she ? Gender.FEMALE : Gender.MALE;
  }

  // "Alice, Bob and Carol"
  private static List<String> groups(List<Word> words) {
    List<Names.Name> names = Names.in(words);
    List<String> groups = new ArrayList<>();
    int first = 0;
    for (int i = 1; i < names.size(); i++) {
      String between = between(names.get(i - 1), names.get(i), words);
      if (between.equals("and") && persons(names.subList(first, i + 1))) {
        int from = names.get(first).from();
        groups.add(WordSplitter.join(words.subList(from, names.get(i).to())).strip());
      }
      first = between.equals(",") ? first : i;
    }
    return groups;
  }

  private static String between(Names.Name left, Names.Name right, List<Word> words) {
    return right.from() == left.to() + 1 ? words.get(left.to()).lower() : "";
  }

  private static boolean persons(List<Names.Name> names) {
    return names.stream().anyMatch(name -> GivenNames.genderOf(name.text()) != Gender.UNKNOWN);
  }

  // "Who wrote the novel?"
  private static List<String> definite(List<Word> words) {
    int end = words.size();
    while (end > 0 && !words.get(end - 1).letters()) {
      end--;
    }
    int start = end;
    while (start > 0
        && end - start < LONGEST_THING
        && words.get(start - 1).letters()
        && !words.get(start - 1).function()) {
      start--;
    }
    boolean definite = start > 0 && start < end && ARTICLES.contains(words.get(start - 1).lower());
    return definite ? List.of(WordSplitter.join(words.subList(start - 1, end)).strip()) : List.of();
  }
}
