package dev.mnemo.adapter.llm.offline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds expressions of time among words and resolves them against the day they were said. */
final class TimeExpressions {

  /** How a fact's validity relates to the period. */
  enum Relation {
    AT,
    SINCE,
    UNTIL,
    /** Tells a time that bounds no validity, such as "on Mondays". */
    NONE
  }

  /**
   * An expression.
   *
   * @param from its first word, the preposition included
   * @param to behind its last word
   * @param relative whether it means something else on another day
   */
  record Found(int from, int to, Relation relation, Optional<TimePeriod> period, boolean relative) {

    private static Found unbounded(int from, int to) {
      return new Found(from, to, Relation.NONE, Optional.empty(), false);
    }
  }

  static final Set<String> PREPOSITIONS =
      Set.of(
          "in",
          "on",
          "at",
          "since",
          "until",
          "till",
          "by",
          "from",
          "during",
          "around",
          "of",
          "before",
          "after",
          "between",
          "through",
          "throughout");
  private static final Set<String> RANGE = Set.of("to", "until", "till", "through");
  private static final Set<String> DASHES = Set.of("–", "-", "--");
  private static final Set<String> HALVES = Set.of("a.m.", "p.m.", "am", "pm", "o'clock");
  private static final Set<String> PERFECT = Set.of("has", "have", "'ve");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}(?::\\d{2})?(?:am|pm)?");

  private final List<Word> words;
  private final PeriodReader periods;
  private final boolean past;

  private TimeExpressions(List<Word> words, LocalDate today, boolean past) {
    this.words = words;
    this.periods = new PeriodReader(words, today);
    this.past = past;
  }

  /**
   * The expressions, in order and without overlap.
   *
   * @param past whether the words speak of the past, so that "on Monday" is the last one
   */
  static List<Found> find(List<Word> words, LocalDate today, boolean past) {
    return new TimeExpressions(words, today, past).all();
  }

  private List<Found> all() {
    List<Found> found = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Optional<Found> here = at(i);
      here.ifPresent(found::add);
      i = here.map(Found::to).orElse(i + 1);
    }
    return found;
  }

  private Optional<Found> at(int from) {
    String first = lower(from);
    if (first.equals("for") || first.equals("over")) {
      return duration(from);
    }
    boolean preposition = PREPOSITIONS.contains(first);
    int start = preposition ? from + 1 : from;
    Optional<PeriodReader.Read> read = periods.at(start, preposition);
    if (read.isEmpty()) {
      return recurring(from, start);
    }
    if (read.get().guessed() && !past) {
      return Optional.of(Found.unbounded(from, read.get().to()));
    }
    return range(from, read.get()).or(() -> Optional.of(single(from, read.get())));
  }

  // "from 2005 to 2010"
  private Optional<Found> range(int from, PeriodReader.Read start) {
    String first = lower(from);
    String link = lower(start.to());
    boolean ranges =
        (first.equals("from") && RANGE.contains(link))
            || (first.equals("between") && link.equals("and"))
            || DASHES.contains(link);
    return ranges
        ? periods
            .at(start.to() + 1, true)
            .filter(end -> !end.period().end().isBefore(start.period().start()))
            .map(
                end ->
                    new Found(
                        from,
                        end.to(),
                        Relation.UNTIL,
                        Optional.of(new TimePeriod(start.period().start(), end.period().end())),
                        start.relative() || end.relative()))
        : Optional.empty();
  }

  private Found single(int from, PeriodReader.Read read) {
    Relation relation =
        switch (lower(from)) {
          case "from" -> read.relative() ? Relation.NONE : Relation.SINCE;
          case "since", "after" -> Relation.SINCE;
          case "until", "till" -> Relation.UNTIL;
          case "by", "before", "between" -> Relation.NONE;
          default -> Relation.AT;
        };
    // "until 2015" alone tells the end only.
    TimePeriod period =
        relation == Relation.UNTIL
            ? new TimePeriod(LocalDate.MIN, read.period().end())
            : read.period();
    return new Found(from, read.to(), relation, Optional.of(period), read.relative());
  }

  // "has worked there for three years" tells since when.
  private Optional<Found> duration(int from) {
    boolean perfect = words.subList(0, from).stream().map(Word::lower).anyMatch(PERFECT::contains);
    return periods
        .ago(from + 1)
        .map(
            start ->
                perfect
                    ? new Found(
                        from,
                        from + 3,
                        Relation.SINCE,
                        Optional.of(new TimePeriod(start, start)),
                        true)
                    : Found.unbounded(from, from + 3));
  }

  private Optional<Found> recurring(int from, int start) {
    String word = lower(start);
    boolean every =
        word.equals("every") && (periods.unit(start + 1) || PeriodReader.isDay(lower(start + 1)));
    if (every) {
      return Optional.of(Found.unbounded(from, start + 2));
    }
    boolean plural = word.endsWith("s") && PeriodReader.isDay(word.substring(0, word.length() - 1));
    boolean clock =
        start > from
            && (lower(from).equals("at") || lower(from).equals("around"))
            && CLOCK.matcher(word).matches();
    return plural || clock
        ? Optional.of(Found.unbounded(from, start + (HALVES.contains(lower(start + 1)) ? 2 : 1)))
        : Optional.empty();
  }

  private String lower(int i) {
    return i >= 0 && i < words.size() ? words.get(i).lower() : "";
  }
}
