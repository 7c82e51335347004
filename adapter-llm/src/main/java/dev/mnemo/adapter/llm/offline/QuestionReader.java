package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Question.Asks;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a question that stands on its own, by its words alone. */
final class QuestionReader {

  /** The most words that are looked at. */
  private static final int LONGEST = 200;

  private static final Map<String, Asks> ASKING =
      Map.of(
          "where", Asks.PLACE,
          "when", Asks.TIME,
          "who", Asks.PERSON,
          "whom", Asks.PERSON,
          "whose", Asks.PERSON,
          "why", Asks.REASON,
          "how", Asks.ANYTHING,
          "what", Asks.ANYTHING,
          "which", Asks.ANYTHING,
          "whether", Asks.WHETHER);
  private static final Set<String> AUXILIARIES =
      Set.of(
          "do", "does", "did", "is", "are", "am", "was", "were", "has", "have", "had", "can",
          "could", "will", "would", "'s", "'re", "'m", "'d");
  private static final Set<String> BEING = Set.of("is", "are", "am", "was", "were", "'s", "'re");
  private static final Set<String> PAST = Set.of("did", "was", "were", "had", "used");
  private static final Set<String> NOT = Set.of("not", "n't", "never");
  private static final Set<String> QUANTITIES =
      Set.of("many", "much", "old", "long", "tall", "far", "often", "big", "high");
  private static final Set<String> SIZES = Set.of("old", "tall", "far", "high", "big");
  private static final Set<String> PREPOSITIONS =
      Set.of("in", "at", "to", "from", "near", "of", "for", "with", "by", "on", "about", "into");
  private static final Set<String> ORDER = Set.of("before", "after", "until", "since");
  private static final Set<String> LINKS = Set.of("and", "but", "so", "then", "well");
  private static final Set<String> FIRST_PERSON = Set.of("i", "me", "my", "mine");
  private static final Set<String> OPENING = WordLists.ENGLISH.under("opening");
  private static final Set<String> PLACES = WordLists.ENGLISH.under("place category");
  private static final Set<String> TIMES = WordLists.ENGLISH.under("time category");
  private static final Set<String> PERSONS = WordLists.ENGLISH.under("person category");
  private static final Set<String> WORK =
      Set.of(
          Stems.of("work"),
          Stems.of("job"),
          Stems.of("profession"),
          Stems.of("occupation"),
          Stems.of("living"),
          Stems.of("career"));

  private final List<Word> words;
  private final List<Names.Name> names;
  private final List<TimeExpressions.Found> times;

  private QuestionReader(List<Word> words, LocalDate today) {
    this.words = words.subList(0, Math.min(words.size(), LONGEST));
    this.names = named(this.words);
    this.times = TimeExpressions.find(this.words, today, true);
  }

  static Question read(List<Word> words, LocalDate today) {
    return new QuestionReader(words, today).question();
  }

  private Question question() {
    int asking = asking();
    int end = categoryEnd(asking);
    Asks asks = asks(asking, end);
    Set<String> category = new HashSet<>();
    if (asks == Asks.ANYTHING && end > asking + 1) {
      category.addAll(Stems.in(words.subList(asking + 1, end)));
    }
    boolean inverted = asking < 0 || AUXILIARIES.contains(lower(end));
    List<Names.Name> subjects = subjects(end);
    boolean owned = subjects.isEmpty() && names.stream().anyMatch(this::owns);
    boolean open =
        asking >= 0 && !inverted && subjects.stream().noneMatch(name -> name.from() == end);
    Set<String> terms = terms(asking, end, asks);
    Optional<TimePeriod> time = time();
    List<String> all = names.stream().map(Names.Name::text).distinct().toList();
    List<String> leading =
        open ? List.of() : subjects.stream().map(Names.Name::text).distinct().toList();
    boolean bare = all.equals(leading) && time.isEmpty();
    return new Question(
        refined(asks, terms, category, bare, owned),
        leading,
        all,
        owned,
        open,
        BEING.contains(lower(end)),
        terms,
        category,
        time,
        time.isEmpty() && words.stream().noneMatch(QuestionReader::isPast),
        asks != Asks.WHETHER && words.stream().anyMatch(word -> NOT.contains(word.lower())));
  }

  // What stands behind "do you know", "tell me", "in" and the like.
  private int asking() {
    for (int i = 0; i < words.size(); i++) {
      String lower = lower(i);
      boolean whether = lower.equals("if") && i > 0;
      if (ASKING.containsKey(lower) || whether) {
        return i;
      }
      boolean filler = words.get(i).function() || OPENING.contains(lower) || !letters(i);
      if (!filler || isName(i)) {
        return -1;
      }
    }
    return -1;
  }

  // Behind the words between "which" and the verb.
  private int categoryEnd(int asking) {
    if (asking < 0) {
      return Math.max(0, firstAuxiliary());
    }
    String lower = lower(asking);
    if (lower.equals("how") && QUANTITIES.contains(lower(asking + 1))) {
      return asking + 2;
    }
    if (!lower.equals("what") && !lower.equals("which")) {
      return asking + 1;
    }
    int end = asking + 1;
    while (end < words.size() && letters(end) && !words.get(end).function() && !isName(end)) {
      end++;
    }
    // "What happened to Bob?" asks for no kind; "Which company hired Bob?" does.
    boolean verb = AUXILIARIES.contains(lower(end));
    return verb || end == asking + 1 ? end : lower.equals("which") ? asking + 2 : asking + 1;
  }

  private int firstAuxiliary() {
    int i = 0;
    while (i < words.size() && (LINKS.contains(lower(i)) || !letters(i))) {
      i++;
    }
    return AUXILIARIES.contains(lower(i)) ? i : -1;
  }

  private Asks asks(int asking, int end) {
    if (asking < 0) {
      boolean inverted = firstAuxiliary() >= 0 && !lower(firstAuxiliary() + 1).equals("you");
      return inverted ? Asks.WHETHER : Asks.ANYTHING;
    }
    for (int i = asking + 1; i < end; i++) {
      String lower = lower(i);
      if (PLACES.contains(lower)) {
        return Asks.PLACE;
      }
      if (TIMES.contains(lower)) {
        return Asks.TIME;
      }
      if (PERSONS.contains(lower)) {
        return Asks.PERSON;
      }
      if (lower(asking).equals("how")) {
        return Asks.NUMBER;
      }
    }
    return lower(asking).equals("if")
        ? Asks.WHETHER
        : ASKING.getOrDefault(lower(asking), Asks.ANYTHING);
  }

  // "What does Alice do?", "Who is Alice?"
  private Asks refined(
      Asks asks, Set<String> terms, Set<String> category, boolean bare, boolean owned) {
    boolean anything = asks == Asks.ANYTHING && category.isEmpty();
    boolean doing = words.stream().skip(1).anyMatch(word -> word.lower().equals("do"));
    boolean work = WORK.containsAll(terms) && (!terms.isEmpty() || doing);
    if (anything && work && (bare || owned)) {
      return Asks.WORK;
    }
    boolean known = anything || asks == Asks.PERSON;
    // "What is in Paris?" does not ask what Paris is.
    boolean told = known && terms.isEmpty() && names.stream().anyMatch(name -> !placed(name));
    return told && !(doing && bare) && time().isEmpty() ? Asks.ABOUT : asks;
  }

  private boolean placed(Names.Name name) {
    String before = lower(name.from() - 1);
    return PREPOSITIONS.contains(before) && !before.equals("about");
  }

  private Optional<TimePeriod> time() {
    return times.stream().flatMap(found -> found.period().stream()).findFirst();
  }

  private List<Names.Name> subjects(int from) {
    List<Names.Name> subjects = new ArrayList<>();
    for (Names.Name name : names) {
      boolean behind = name.from() > 0 && PREPOSITIONS.contains(lower(name.from() - 1));
      if (name.from() < from || (subjects.isEmpty() && behind)) {
        continue;
      }
      boolean together =
          subjects.isEmpty()
              || (name.from() == subjects.getLast().to() + 1
                  && Set.of("and", ",").contains(lower(name.from() - 1)));
      if (!together) {
        break;
      }
      subjects.add(name);
    }
    boolean owner = !subjects.isEmpty() && owns(subjects.getLast());
    return owner ? List.of() : subjects;
  }

  private boolean owns(Names.Name name) {
    String first = lower(name.from());
    return lower(name.to()).equals("'s") && !AUXILIARIES.contains(lower(name.to() + 1))
        || first.equals("my")
        || first.equals("mine");
  }

  private Set<String> terms(int asking, int end, Asks asks) {
    Set<String> terms = new HashSet<>();
    for (int i = 0; i < words.size(); i++) {
      String lower = lower(i);
      boolean head = i <= asking || (i < end && asking >= 0);
      int at = i;
      boolean leads = asking < 0 && names.stream().noneMatch(name -> name.from() < at);
      boolean opening = OPENING.contains(lower) && (leads || lower(i - 1).equals("you"));
      if (head || opening || isName(i) || isTime(i)) {
        continue;
      }
      boolean order = ORDER.contains(lower) || (lower.equals("from") && asks == Asks.PLACE);
      boolean meaning = Character.isLetterOrDigit(words.get(i).text().codePointAt(0));
      if (order || (meaning && !words.get(i).function())) {
        terms.add(Stems.of(lower));
      }
    }
    // "How old", unlike "how many", is also said in the answer.
    if (asking >= 0 && asks == Asks.NUMBER && SIZES.contains(lower(asking + 1))) {
      terms.add(Stems.of(lower(asking + 1)));
    }
    return Set.copyOf(terms);
  }

  private static List<Names.Name> named(List<Word> words) {
    List<Names.Name> names = new ArrayList<>(Names.in(words));
    for (int i = 0; i < words.size(); i++) {
      if (FIRST_PERSON.contains(words.get(i).lower())) {
        boolean asksFor = i > 0 && OPENING.contains(words.get(i - 1).lower());
        if (!asksFor) {
          names.add(new Names.Name(PassageReader.USER, i, i + 1));
        }
      }
    }
    names.sort((one, other) -> Integer.compare(one.from(), other.from()));
    return names;
  }

  private static boolean isPast(Word word) {
    return PAST.contains(word.lower()) || word.lower().endsWith("ed");
  }

  private boolean isName(int i) {
    return names.stream().anyMatch(name -> name.from() <= i && i < name.to());
  }

  private boolean isTime(int i) {
    return times.stream().anyMatch(time -> time.from() <= i && i < time.to());
  }

  private boolean letters(int i) {
    return words.get(i).letters();
  }

  private String lower(int i) {
    return i >= 0 && i < words.size() ? words.get(i).lower() : "";
  }
}
