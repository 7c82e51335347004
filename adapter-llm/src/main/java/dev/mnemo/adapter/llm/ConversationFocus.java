package dev.mnemo.adapter.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom and what a conversation spoke of, turn by turn. */
final class ConversationFocus {

  private record Mention(String name, Gender gender, boolean place) {}

  private record Turn(List<Mention> asked, List<Mention> answered, List<String> groups, List<String> things) {}

  private static final Set<String> PLACE_PREPOSITIONS = Set.of("in", "at", "to", "from", "near", "into");
  private static final Set<String> HUMAN =
      Set.of("live", "lives", "lived", "work", "works", "worked", "born", "married", "marry", "job",
          "old", "age", "she", "he", "who", "whose", "his", "her", "study", "studied", "likes", "love",
          "loves", "meet", "met", "know", "wife", "husband", "mother", "father", "sister", "brother",
          "friend", "moved", "move", "enjoy", "favorite", "hobby", "birthday", "name", "teach",
          "write", "wrote", "play", "do", "doctor", "engineer", "marriage", "grew", "speak");

  private final List<Turn> turns = new ArrayList<>();

  /** Notes a turn whose question stands on its own. */
  void add(String question, String answer) {
    List<Word> asked = WordSplitter.split(question);
    List<Word> answered = WordSplitter.split(answer);
    boolean human = human(asked) || human(answered);
    Gender spoken = pronounOf(asked, answered);
    List<String> groups = new ArrayList<>(groups(asked));
    groups.addAll(groups(answered));
    turns.add(
        new Turn(
            mentions(asked, human, spoken),
            mentions(answered, human, spoken),
            groups,
            definite(asked)));
  }

  /** What a pronoun of that gender means; empty where nothing or more than one fits. */
  Optional<String> meant(Gender wanted) {
    for (int i = turns.size() - 1; i >= 0; i--) {
      Turn turn = turns.get(i);
      if (wanted == Gender.GROUP) {
        List<String> groups = turn.groups().stream().distinct().toList();
        if (!groups.isEmpty()) {
          return groups.size() == 1 ? Optional.of(groups.getFirst()) : Optional.empty();
        }
        continue;
      }
      List<String> asked = fitting(turn.asked(), wanted);
      if (!asked.isEmpty()) {
        // Of two the subject, unless both are.
        boolean together = turn.groups().stream().anyMatch(group -> group.contains(asked.getFirst()));
        return asked.size() == 1 || !together ? Optional.of(asked.getFirst()) : Optional.empty();
      }
      if (wanted == Gender.THING && !turn.things().isEmpty()) {
        return turn.things().size() == 1 ? Optional.of(turn.things().getFirst()) : Optional.empty();
      }
      List<String> answered = fitting(turn.answered(), wanted);
      if (!answered.isEmpty()) {
        return answered.size() == 1 ? Optional.of(answered.getFirst()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What "there" means: the place that the latest turn to name one names. */
  Optional<String> place() {
    for (int i = turns.size() - 1; i >= 0; i--) {
      List<String> places = new ArrayList<>(places(turns.get(i).answered()));
      if (places.isEmpty()) {
        places.addAll(places(turns.get(i).asked()));
      }
      if (!places.isEmpty()) {
        return places.size() == 1 ? Optional.of(places.getFirst()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The person of the latest question, where it names exactly one. */
  Optional<String> lastAsked() {
    if (turns.isEmpty()) {
      return Optional.empty();
    }
    List<String> names =
        turns.getLast().asked().stream()
            .filter(mention -> !mention.place())
            .map(Mention::name)
            .distinct()
            .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static List<String> places(List<Mention> mentions) {
    return mentions.stream().filter(Mention::place).map(Mention::name).distinct().toList();
  }

  private static List<String> fitting(List<Mention> mentions, Gender wanted) {
    return mentions.stream()
        .filter(mention -> fits(mention, wanted))
        .map(Mention::name)
        .distinct()
        .toList();
  }

  private static boolean fits(Mention mention, Gender wanted) {
    return switch (wanted) {
      case FEMALE, MALE -> mention.gender() == wanted || mention.gender() == Gender.PERSON;
      default -> mention.gender() == wanted;
    };
  }

  private static List<Mention> mentions(List<Word> words, boolean human, Gender spoken) {
    List<Mention> mentions = new ArrayList<>();
    for (Names.Name name : Names.in(words)) {
      String before = name.from() > 0 ? words.get(name.from() - 1).lower() : "";
      String type = EntityTypes.ownType(name.text());
      Gender gender = GivenNames.genderOf(name.text());
      boolean somewhere = PLACE_PREPOSITIONS.contains(before) && gender == Gender.UNKNOWN;
      boolean place = type.equals(EntityTypes.PLACE) || (somewhere && !before.equals("from"));
      if (type.equals(EntityTypes.PLACE) || type.equals(EntityTypes.ORGANIZATION) || somewhere) {
        gender = Gender.THING;
      } else if (gender == Gender.UNKNOWN) {
        boolean acronym = name.text().length() > 1 && name.text().equals(name.text().toUpperCase(java.util.Locale.ROOT));
        gender = human && !acronym ? spoken : Gender.THING;
      }
      mentions.add(new Mention(name.text(), gender, place));
    }
    return mentions;
  }

  private static boolean human(List<Word> words) {
    return words.stream().map(Word::lower).anyMatch(HUMAN::contains);
  }

  // "Where does Xochitl live?" – "She lives in Lima."
  private static Gender pronounOf(List<Word> asked, List<Word> answered) {
    boolean she = says(asked, "she", "her") || says(answered, "she", "her");
    boolean he = says(asked, "he", "his") || says(answered, "he", "his");
    return she == he ? Gender.PERSON : she ? Gender.FEMALE : Gender.MALE;
  }

  private static boolean says(List<Word> words, String one, String other) {
    return words.stream().map(Word::lower).anyMatch(word -> word.equals(one) || word.equals(other));
  }

  // "Alice and Bob"
  private static List<String> groups(List<Word> words) {
    List<Names.Name> names = Names.in(words);
    List<String> groups = new ArrayList<>();
    for (int i = 0; i + 1 < names.size(); i++) {
      Names.Name left = names.get(i);
      Names.Name right = names.get(i + 1);
      boolean and = right.from() == left.to() + 1 && words.get(left.to()).lower().equals("and");
      boolean persons =
          GivenNames.genderOf(left.text()) != Gender.UNKNOWN
              || GivenNames.genderOf(right.text()) != Gender.UNKNOWN;
      if (and && persons) {
        groups.add(left.text() + " and " + right.text());
      }
    }
    return groups;
  }

  // "Who wrote the novel?": a definite noun that ends the question.
  private static List<String> definite(List<Word> words) {
    int end = words.size();
    while (end > 0 && !words.get(end - 1).letters()) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < 3 && !FunctionWords.has(words.get(start - 1).lower())
        && words.get(start - 1).letters()) {
      start--;
    }
    boolean the =
        start > 0 && start < end
            && Set.of("the", "this", "my", "our").contains(words.get(start - 1).lower());
    return the
        ? List.of(WordSplitter.join(words.subList(start - 1, end)).strip())
        : List.of();
  }
}
