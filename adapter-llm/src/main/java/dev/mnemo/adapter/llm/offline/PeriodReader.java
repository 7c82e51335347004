package dev.mnemo.adapter.llm.offline;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one day, month, year or the like among words, against the day on which they were said. */
final class PeriodReader {

  /**
   * A period.
   *
   * @param to behind its last word
   * @param relative whether it means something else on another day
   * @param guessed whether it takes for granted that the past is meant, as in "on Monday"
   */
  record Read(TimePeriod period, int to, boolean relative, boolean guessed) {

    private static Read fixed(TimePeriod period, int to) {
      return new Read(period, to, false, false);
    }

    private static Read relative(TimePeriod period, int to) {
      return new Read(period, to, true, false);
    }

    private static Read guessed(TimePeriod period, int to) {
      return new Read(period, to, true, true);
    }
  }

  private static final Pattern YEAR = Pattern.compile("1[0-9]\\d\\d|20\\d\\d");
  private static final Pattern DECADE = Pattern.compile("(1[0-9]\\d|20\\d)0s");
  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?");
  private static final Pattern COUNT = Pattern.compile("\\d{1,3}");
  private static final Set<String> SEASONS = Set.of("spring", "summer", "autumn", "fall", "winter");
  private static final Set<String> PARTS_OF_DAY = Set.of("morning", "afternoon", "evening");
  private static final Set<String> UNITS = Set.of("day", "week", "month", "year");
  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Map<String, Month> MONTHS = new HashMap<>();
  private static final Map<String, DayOfWeek> DAYS = new HashMap<>();

  static {
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      MONTHS.put(name, month);
      MONTHS.put(name.substring(0, 3), month);
      MONTHS.put(name.substring(0, 3) + ".", month);
    }
    MONTHS.put("sept", Month.SEPTEMBER);
    MONTHS.put("sept.", Month.SEPTEMBER);
    for (DayOfWeek day : DayOfWeek.values()) {
      DAYS.put(day.name().toLowerCase(Locale.ROOT), day);
    }
  }

  private final List<Word> words;
  private final LocalDate today;

  PeriodReader(List<Word> words, LocalDate today) {
    this.words = words;
    this.today = today;
  }

  /**
   * The period that begins at a word.
   *
   * @param preposition whether one of time, such as "in", stands before it
   */
  Optional<Read> at(int i, boolean preposition) {
    String word = lower(i);
    if (ISO.matcher(word).matches()) {
      return iso(word).map(day -> Read.fixed(TimePeriod.day(day), i + 1));
    }
    boolean lonelyYear = preposition && !lower(i - 1).equals("at") || parenthesized(i);
    if (lonelyYear && YEAR.matcher(word).matches()) {
      return Optional.of(Read.fixed(TimePeriod.year(Integer.parseInt(word)), i + 1));
    }
    int at = Set.of("the", "early", "late", "mid").contains(word) ? i + 1 : i;
    if (DECADE.matcher(lower(at)).matches()) {
      LocalDate start = LocalDate.of(Integer.parseInt(lower(at).substring(0, 4)), 1, 1);
      return Optional.of(Read.fixed(new TimePeriod(start, start.plusYears(10)), at + 1));
    }
    if (SEASONS.contains(lower(at)) && preposition) {
      int year = lower(at + 1).equals("of") ? at + 2 : at + 1;
      return year(year).map(number -> Read.fixed(TimePeriod.year(number), year + 1));
    }
    return calendar(at).or(() -> spoken(i, preposition));
  }

  /** The day so many units ago; empty where no number and unit stand there. */
  Optional<LocalDate> ago(int i) {
    return unit(i + 1) ? number(i).map(count -> minus(count, lower(i + 1))) : Optional.empty();
  }

  boolean unit(int i) {
    return UNITS.contains(singular(lower(i)));
  }

  static boolean isDay(String lower) {
    return DAYS.containsKey(lower);
  }

  private boolean parenthesized(int i) {
    return lower(i - 1).equals("(") && lower(i + 1).equals(")");
  }

  private Optional<Read> calendar(int i) {
    if (month(i).isPresent()) {
      return monthFirst(i, month(i).get());
    }
    int after = lower(i + 1).equals("of") ? i + 2 : i + 1;
    return day(i)
        .flatMap(day -> month(after).flatMap(month -> dated(month, day, after + 1, after + 1)));
  }

  private Optional<Read> monthFirst(int i, Month month) {
    Optional<Integer> day = day(i + 1);
    if (day.isPresent()) {
      int next = lower(i + 2).equals(",") ? i + 3 : i + 2;
      return dated(month, day.get(), next, i + 2);
    }
    int next = Set.of("of", ",").contains(lower(i + 1)) ? i + 2 : i + 1;
    Optional<Integer> year = year(next);
    if (year.isPresent()) {
      return Optional.of(Read.fixed(TimePeriod.month(YearMonth.of(year.get(), month)), next + 1));
    }
    // "May" alone is also a name and a verb.
    if (!TimeExpressions.PREPOSITIONS.contains(lower(i - 1))) {
      return Optional.empty();
    }
    YearMonth recent = YearMonth.of(today.getYear(), month);
    boolean ahead = recent.atDay(1).isAfter(today);
    return Optional.of(
        Read.guessed(TimePeriod.month(ahead ? recent.minusYears(1) : recent), i + 1));
  }

  // Ends behind the year where there is one.
  private Optional<Read> dated(Month month, int day, int yearAt, int endWithoutYear) {
    Optional<Integer> year = year(yearAt);
    try {
      LocalDate date = LocalDate.of(year.orElse(today.getYear()), month, day);
      if (year.isPresent()) {
        return Optional.of(Read.fixed(TimePeriod.day(date), yearAt + 1));
      }
      LocalDate recent = date.isAfter(today) ? date.minusYears(1) : date;
      return Optional.of(Read.guessed(TimePeriod.day(recent), endWithoutYear));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private Optional<Read> spoken(int i, boolean preposition) {
    String word = lower(i);
    String next = lower(i + 1);
    switch (word) {
      case "today", "tonight" -> {
        return Optional.of(Read.relative(TimePeriod.day(today), i + 1));
      }
      case "yesterday" -> {
        int end = PARTS_OF_DAY.contains(next) ? i + 2 : i + 1;
        return Optional.of(Read.relative(TimePeriod.day(today.minusDays(1)), end));
      }
      case "tomorrow" -> {
        return Optional.of(Read.relative(TimePeriod.day(today.plusDays(1)), i + 1));
      }
      case "last", "this", "next" -> {
        return near(word, next).map(period -> Read.relative(period, i + 2));
      }
      default -> {}
    }
    DayOfWeek day = DAYS.get(word);
    if (day != null && preposition) {
      LocalDate recent = today.with(TemporalAdjusters.previousOrSame(day));
      return Optional.of(Read.guessed(TimePeriod.day(recent), i + 1));
    }
    return lower(i + 2).equals("ago")
        ? ago(i).map(date -> Read.relative(around(date, next), i + 3))
        : Optional.empty();
  }

  private static TimePeriod around(LocalDate date, String unit) {
    return switch (singular(unit)) {
      case "year" -> TimePeriod.year(date.getYear());
      case "month" -> TimePeriod.month(YearMonth.from(date));
      case "week" -> TimePeriod.week(date);
      default -> TimePeriod.day(date);
    };
  }

  private Optional<TimePeriod> near(String which, String unit) {
    int step = which.equals("last") ? -1 : which.equals("next") ? 1 : 0;
    DayOfWeek day = DAYS.get(unit);
    if (day != null) {
      return Optional.of(
          TimePeriod.day(
              today.with(
                  step < 0 ? TemporalAdjusters.previous(day) : TemporalAdjusters.nextOrSame(day))));
    }
    Month month = MONTHS.get(unit);
    if (month != null) {
      YearMonth same = YearMonth.of(today.getYear(), month);
      boolean ahead = !same.isBefore(YearMonth.from(today));
      return Optional.of(TimePeriod.month(step < 0 && ahead ? same.minusYears(1) : same));
    }
    return switch (unit) {
      case "year", "spring", "summer", "autumn", "fall", "winter" ->
          Optional.of(TimePeriod.year(today.getYear() + step));
      case "month" -> Optional.of(TimePeriod.month(YearMonth.from(today).plusMonths(step)));
      case "week", "weekend" -> Optional.of(TimePeriod.week(today.plusWeeks(step)));
      case "night" -> Optional.of(TimePeriod.day(today.minusDays(1)));
      case "morning", "afternoon", "evening" -> Optional.of(TimePeriod.day(today));
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

  private Optional<Month> month(int i) {
    return Optional.ofNullable(MONTHS.get(lower(i))).filter(month -> words.get(i).capitalized());
  }

  private Optional<Integer> day(int i) {
    Matcher matcher = DAY.matcher(lower(i));
    return matcher.matches()
        ? Optional.of(Integer.valueOf(matcher.group(1))).filter(day -> day >= 1 && day <= 31)
        : Optional.empty();
  }

  private Optional<Integer> year(int i) {
    String word = lower(i);
    return YEAR.matcher(word).matches() ? Optional.of(Integer.valueOf(word)) : Optional.empty();
  }

  private Optional<Integer> number(int i) {
    String word = lower(i);
    if (word.equals("a") || word.equals("an")) {
      return Optional.of(1);
    }
    if (COUNT.matcher(word).matches()) {
      return Optional.of(Integer.valueOf(word));
    }
    return Optional.of(NUMBERS.indexOf(word)).filter(number -> number > 0);
  }

  private static String singular(String unit) {
    return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
  }

  private static Optional<LocalDate> iso(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private String lower(int i) {
    return i >= 0 && i < words.size() ? words.get(i).lower() : "";
  }
}
