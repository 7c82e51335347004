package dev.mnemo.adapter.llm.offline;

import dev.mnemo.domain.model.graph.Evidence.OfFact;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Tells whether a quote holds the kind of thing that a question asks for: a place, a time … */
record AskedKind(Question question, LocalDate today) {

  private static final Set<String> PLACING = Set.of("in", "at", "on", "near", "into", "inside");
  private static final Set<String> MOVING =
      Stems.in(WordSplitter.split("move go travel relocate return fly emigrate come"));
  private static final Set<String> REASONS = Set.of("because", "due");
  private static final Set<String> WORKING = Set.of("as", "for", "at", "in", "on");
  private static final Set<String> NUMBERS =
      Set.of(
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "twenty",
          "hundred",
          "thousand");
  static final Set<String> BEING = Set.of("is", "are", "am", "was", "were", "'s", "'m");

  boolean holds(Quote quote) {
    return switch (question.asks()) {
      case PLACE -> placed(quote);
      case TIME -> !quote.times(today).isEmpty();
      case PERSON -> namesOther(quote);
      case NUMBER -> numbered(quote);
      case REASON -> quote.words().stream().anyMatch(word -> REASONS.contains(word.lower()));
      case WORK -> works(quote);
      case WHETHER, ABOUT -> true;
      case ANYTHING -> specific();
    };
  }

  // "What is love?" asks for more than a sentence with that word.
  private boolean specific() {
    int said = question.terms().size() + question.category().size();
    boolean more = said > 0 || question.names().size() > 1 || question.time().isPresent();
    return question.names().isEmpty() ? said > 1 : more;
  }

  private boolean placed(Quote quote) {
    List<Word> words = quote.words();
    boolean from = question.terms().contains("from");
    boolean moves = quote.stems().stream().anyMatch(MOVING::contains);
    List<TimeExpressions.Found> times = quote.times(today);
    for (int i = 0; i + 1 < words.size(); i++) {
      String lower = words.get(i).lower();
      boolean leads =
          from ? lower.equals("from") : PLACING.contains(lower) || (lower.equals("to") && moves);
      int at = i;
      boolean time = times.stream().anyMatch(found -> found.from() <= at && at < found.to());
      boolean placed = words.get(i + 1).letters() && !PLACING.contains(words.get(i + 1).lower());
      if (leads && placed && !time) {
        return !question.terms().isEmpty() || isThere(quote);
      }
    }
    return false;
  }

  // "Where is the tower?" asks for what is somewhere, not for all that happened somewhere.
  private static boolean isThere(Quote quote) {
    return quote.words().stream().anyMatch(word -> BEING.contains(word.lower()));
  }

  private boolean namesOther(Quote quote) {
    boolean named =
        Names.in(quote.words()).stream()
            .map(Names.Name::text)
            .filter(
                name ->
                    question.names().stream()
                        .noneMatch(asked -> Quote.is(asked, name) || Quote.is(name, asked)))
            .anyMatch(name -> !EntityTypes.ownType(name).equals(EntityTypes.PLACE));
    boolean kin =
        quote.words().stream()
            .map(Word::lower)
            .anyMatch(word -> Kinship.isPerson(word) && !question.terms().contains(Stems.of(word)));
    return named || kin || Quote.is(quote.subject(), PassageReader.USER);
  }

  private static boolean numbered(Quote quote) {
    return quote.words().stream()
        .map(Word::lower)
        .anyMatch(word -> Character.isDigit(word.charAt(0)) || NUMBERS.contains(word));
  }

  /** Whether it says what someone works as or where. */
  static boolean works(Quote quote) {
    List<Word> words = quote.words();
    for (int i = 0; i + 1 < words.size(); i++) {
      boolean work = Stems.of(words.get(i).lower()).equals("work");
      if (work && WORKING.contains(words.get(i + 1).lower())) {
        return true;
      }
    }
    Set<String> own = Set.of("job", "profess", "occup", "career");
    return occupation(quote) || quote.stems().stream().anyMatch(own::contains);
  }

  /** Whether it names an occupation that someone has. */
  static boolean occupation(Quote quote) {
    if (quote.fact().isEmpty()) {
      return isOccupied(quote.words());
    }
    OfFact fact = quote.fact().get();
    String object = fact.object().name();
    boolean being = fact.predicate().matches("(?:is|was|became|works as|worked as|.* as)");
    return being && Kinship.isOccupation(object.substring(object.lastIndexOf(' ') + 1));
  }

  // "is a data scientist"
  private static boolean isOccupied(List<Word> words) {
    for (int i = 0; i + 2 < words.size(); i++) {
      boolean being = BEING.contains(words.get(i).lower());
      boolean one = Set.of("a", "an", "the").contains(words.get(i + 1).lower());
      if (being && one) {
        return words.subList(i + 2, Math.min(i + 5, words.size())).stream()
            .anyMatch(word -> Kinship.isOccupation(word.lower()));
      }
    }
    return false;
  }
}
