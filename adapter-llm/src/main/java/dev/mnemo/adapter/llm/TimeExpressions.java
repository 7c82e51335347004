package dev.mnemo.adapter.llm;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  record Found(
      int from, int to, Relation relation, Optional<TimePeriod> period, boolean relative) {}

  private static final Pattern YEAR = Pattern.compile("1[0-9]\\d\\d|20\\d\\d");
  private static final Pattern DECADE = Pattern.compile("(1[0-9]\\d|20\\d)0s");
  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}(?::\\d{2})?(?:am|pm)?");
  private static final Set<String> PREPOSITIONS =
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
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("twelve", 12),
          Map.entry("fifteen", 15),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30));
  private static final Set<String> SEASONS = Set.of("spring", "summer", "autumn", "fall", "winter");
  private static final Map<String, Month> MONTHS = new TreeMap<>();
  private static final Map<String, DayOfWeek> DAYS = new TreeMap<>();

  static {
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      MONTHS.put(name, month);
      MONTHS.put(name.substring(0, 3) + ".", month);
      if (month != Month.MAY) {
        MONTHS.put(name.substring(0, 3), month);
      }
    }
    MONTHS.put("sept.", Month.SEPTEMBER);
    MONTHS.put("sept", Month.SEPTEMBER);
    for (DayOfWeek day : DayOfWeek.values()) {
      DAYS.put(day.name().toLowerCase(Locale.ROOT), day);
    }
  }

  private final List<Word> words;
  private final LocalDate today;
  private int end;
  private boolean relative;

  private TimeExpressions(List<Word> words, LocalDate today) {
    this.words = words;
    this.today = today;
  }

  /** The expressions, in order and without overlap. */
  static List<Found> find(List<Word> words, LocalDate today) {
    return new TimeExpressions(words, today).all();
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
    relative = false;
    String first = lower(from);
    boolean preposition = PREPOSITIONS.contains(first);
    int start = preposition ? from + 1 : from;
    if (first.equals("for") || first.equals("over")) {
      return duration(from);
    }
    Optional<TimePeriod> period = period(start, preposition);
    if (period.isEmpty()) {
      return recurring(from, start);
    }
    int last = end;
    boolean said = relative;
    TimePeriod whole = period.get();
    boolean range =
        (first.equals("from") && Set.of("to", "until", "till", "through").contains(lower(last)))
            || (first.equals("between") && lower(last).equals("and"))
            || Set.of("–", "-", "--").contains(lower(last));
    if (range) {
      Optional<TimePeriod> until = period(last + 1, true);
      if (until.isPresent() && !until.get().end().isBefore(whole.start())) {
        return Optional.of(
            new Found(
                from,
                end,
                Relation.UNTIL,
                Optional.of(new TimePeriod(whole.start(), until.get().end())),
                said || relative));
      }
    }
    Relation relation =
        switch (first) {
          case "from" -> relative ? Relation.NONE : Relation.SINCE;
          case "since", "after" -> Relation.SINCE;
          case "until", "till" -> Relation.UNTIL;
          case "by", "before", "between" -> Relation.NONE;
          default -> Relation.AT;
        };
    // "until 2015" alone tells the end only.
    Optional<TimePeriod> bound =
        relation == Relation.UNTIL
            ? Optional.of(new TimePeriod(LocalDate.MIN, whole.end()))
            : Optional.of(whole);
    return Optional.of(new Found(from, last, relation, bound, said));
  }

  private Optional<Found> duration(int from) {
    Optional<Integer> count = number(from + 1);
    if (count.isEmpty() || !unit(from + 2)) {
      return Optional.empty();
    }
    LocalDate start = minus(count.get(), lower(from + 2));
    boolean perfect =
        words.subList(0, from).stream()
            .map(Word::lower)
            .anyMatch(word -> word.equals("has") || word.equals("have") || word.equals("'ve"));
    return Optional.of(
        perfect
            ? new Found(
                from, from + 3, Relation.SINCE, Optional.of(new TimePeriod(start, start)), true)
            : new Found(from, from + 3, Relation.NONE, Optional.empty(), false));
  }

  private Optional<Found> recurring(int from, int start) {
    String word = lower(start);
    boolean every = word.equals("every") && (unit(start + 1) || DAYS.containsKey(lower(start + 1)));
    if (every) {
      return Optional.of(new Found(from, start + 2, Relation.NONE, Optional.empty(), false));
    }
    boolean plural = word.endsWith("s") && DAYS.containsKey(word.substring(0, word.length() - 1));
    boolean clock =
        start > from
            && (lower(from).equals("at") || lower(from).equals("around"))
            && CLOCK.matcher(word).matches();
    if (plural || clock) {
      boolean half = Set.of("a.m.", "p.m.", "am", "pm", "o'clock").contains(lower(start + 1));
      return Optional.of(
          new Found(from, start + (half ? 2 : 1), Relation.NONE, Optional.empty(), false));
    }
    return Optional.empty();
  }

  // Each alternative sets "end" behind its last word.
  private Optional<TimePeriod> period(int i, boolean preposition) {
    String word = lower(i);
    end = i + 1;
    if (ISO.matcher(word).matches()) {
      return date(word);
    }
    if (YEAR.matcher(word).matches()
        && (preposition && !lower(i - 1).equals("at") || parenthesized(i))) {
      return Optional.of(TimePeriod.year(Integer.parseInt(word)));
    }
    boolean article = word.equals("the");
    int at =
        article || word.equals("early") || word.equals("late") || word.equals("mid") ? i + 1 : i;
    if (DECADE.matcher(lower(at)).matches()) {
      end = at + 1;
      int start = Integer.parseInt(lower(at).substring(0, 4));
      return Optional.of(new TimePeriod(LocalDate.of(start, 1, 1), LocalDate.of(start + 10, 1, 1)));
    }
    if (SEASONS.contains(lower(at)) && preposition) {
      int year = lower(at + 1).equals("of") ? at + 2 : at + 1;
      if (YEAR.matcher(lower(year)).matches()) {
        end = year + 1;
        return Optional.of(TimePeriod.year(Integer.parseInt(lower(year))));
      }
      return Optional.empty();
    }
    Optional<TimePeriod> calendar = calendar(at);
    return calendar.isPresent() ? calendar : spoken(i, preposition);
  }

  private boolean parenthesized(int i) {
    return i > 0 && lower(i - 1).equals("(") && lower(i + 1).equals(")");
  }

  private Optional<TimePeriod> calendar(int i) {
    Month month = MONTHS.get(lower(i));
    if (month != null && words.get(i).capitalized()) {
      return monthFirst(i, month);
    }
    Optional<Integer> day = day(i);
    int after = lower(i + 1).equals("of") ? i + 2 : i + 1;
    Month second = MONTHS.get(lower(after));
    if (day.isPresent() && second != null && words.get(after).capitalized()) {
      Optional<Integer> year = year(after + 1);
      return dated(second, day.get(), year);
    }
    return Optional.empty();
  }

  private Optional<TimePeriod> monthFirst(int i, Month month) {
    Optional<Integer> day = day(i + 1);
    if (day.isPresent()) {
      int next = lower(i + 2).equals(",") ? i + 3 : i + 2;
      Optional<Integer> year = year(next);
      if (year.isEmpty()) {
        end = i + 2;
      }
      return dated(month, day.get(), year);
    }
    int next = lower(i + 1).equals("of") || lower(i + 1).equals(",") ? i + 2 : i + 1;
    Optional<Integer> year = year(next);
    if (year.isPresent()) {
      return Optional.of(TimePeriod.month(YearMonth.of(year.get(), month)));
    }
    // "May" alone is also a name and a verb.
    boolean lonely = i == 0 || !PREPOSITIONS.contains(lower(i - 1)) && !lower(i - 1).equals("last");
    if (lonely) {
      return Optional.empty();
    }
    end = i + 1;
    relative = true;
    YearMonth recent = YearMonth.of(today.getYear(), month);
    return Optional.of(
        TimePeriod.month(recent.atDay(1).isAfter(today) ? recent.minusYears(1) : recent));
  }

  private Optional<TimePeriod> dated(Month month, int day, Optional<Integer> year) {
    try {
      LocalDate date = LocalDate.of(year.orElse(today.getYear()), month, day);
      if (year.isEmpty()) {
        relative = true;
        date = date.isAfter(today) ? date.minusYears(1) : date;
      }
      return Optional.of(TimePeriod.day(date));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private Optional<TimePeriod> spoken(int i, boolean preposition) {
    String word = lower(i);
    String next = lower(i + 1);
    relative = true;
    switch (word) {
      case "today", "tonight" -> {
        return Optional.of(TimePeriod.day(today));
      }
      case "yesterday" -> {
        end = Set.of("morning", "afternoon", "evening").contains(next) ? i + 2 : i + 1;
        return Optional.of(TimePeriod.day(today.minusDays(1)));
      }
      case "tomorrow" -> {
        return Optional.of(TimePeriod.day(today.plusDays(1)));
      }
      case "last", "this", "next" -> {
        end = i + 2;
        return near(word, next);
      }
      default -> {}
    }
    DayOfWeek day = DAYS.get(word);
    if (day != null && preposition) {
      return Optional.of(TimePeriod.day(today.with(TemporalAdjusters.previousOrSame(day))));
    }
    Optional<Integer> count = number(i);
    if (count.isPresent() && unit(i + 1) && lower(i + 2).equals("ago")) {
      end = i + 3;
      LocalDate date = minus(count.get(), next);
      return Optional.of(
          switch (singular(next)) {
            case "year" -> TimePeriod.year(date.getYear());
            case "month" -> TimePeriod.month(YearMonth.from(date));
            case "week" -> TimePeriod.week(date);
            default -> TimePeriod.day(date);
          });
    }
    relative = false;
    return Optional.empty();
  }

  private Optional<TimePeriod> near(String which, String unit) {
    int step = which.equals("last") ? -1 : which.equals("next") ? 1 : 0;
    DayOfWeek day = DAYS.get(unit);
    if (day != null) {
      LocalDate date =
          step < 0
              ? today.with(TemporalAdjusters.previous(day))
              : today.with(TemporalAdjusters.nextOrSame(day));
      return Optional.of(TimePeriod.day(date));
    }
    Month month = MONTHS.get(unit);
    if (month != null) {
      YearMonth same = YearMonth.of(today.getYear(), month);
      boolean ahead = !same.isBefore(YearMonth.from(today));
      return Optional.of(TimePeriod.month(step < 0 && ahead ? same.minusYears(1) : same));
    }
    return switch (unit) {
      case "year" -> Optional.of(TimePeriod.year(today.getYear() + step));
      case "month" -> Optional.of(TimePeriod.month(YearMonth.from(today).plusMonths(step)));
      case "week", "weekend" -> Optional.of(TimePeriod.week(today.plusWeeks(step)));
      case "night" -> Optional.of(TimePeriod.day(today.minusDays(1)));
      case "morning", "afternoon", "evening" -> Optional.of(TimePeriod.day(today));
      case "spring", "summer", "autumn", "fall", "winter" ->
          Optional.of(TimePeriod.year(today.getYear() + step));
      default -> Optional.empty();
    };
  }

  private LocalDate minus(int count, String unit) {
    return switch (singular(unit)) {
      case "year" -> today.minusYears(count);
      case "month" -> today.minusMonths(count);
      case "week" -> today.minusWeeks(count);
      default -> today.minusDays(count);
    };
  }

  private Optional<Integer> day(int i) {
    var matcher = DAY.matcher(lower(i));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int day = Integer.parseInt(matcher.group(1));
    return day >= 1 && day <= 31 ? Optional.of(day) : Optional.empty();
  }

  private Optional<Integer> year(int i) {
    if (!YEAR.matcher(lower(i)).matches()) {
      end = i;
      return Optional.empty();
    }
    end = i + 1;
    return Optional.of(Integer.parseInt(lower(i)));
  }

  private Optional<Integer> number(int i) {
    String word = lower(i);
    Integer spelled = NUMBERS.get(word);
    if (spelled != null) {
      return Optional.of(spelled);
    }
    return word.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(word)) : Optional.empty();
  }

  private boolean unit(int i) {
    return Set.of("day", "week", "month", "year").contains(singular(lower(i)));
  }

  private static String singular(String unit) {
    return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
  }

  private static Optional<TimePeriod> date(String iso) {
    try {
      return Optional.of(TimePeriod.day(LocalDate.parse(iso)));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private String lower(int i) {
    return i >= 0 && i < words.size() ? words.get(i).lower() : "";
  }
}
