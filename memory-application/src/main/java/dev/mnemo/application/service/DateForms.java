package dev.mnemo.application.service;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Ways to write a time in English: dates with and without a year, years, decades, days and spans
 * counted from today. Dates without a year, and days without a month, are the latest that have
 * begun. "5/7/2023" is none, as it is the fifth of July here and the seventh of May there.
 */
final class DateForms {

  /**
   * A time that stands in a text.
   *
   * @param at where
   * @param parts of the date that are named; none where it is counted from today
   */
  record Found(int at, Days days, DateParts parts) {}

  /** A way to write a time, and what it means on a day. */
  private record Form(
      Pattern pattern, BiFunction<MatchResult, LocalDate, Days> meaning, boolean isDate) {}

  private static final String DAY = "(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)";
  private static final String MONTHS =
      "(?i:January|February|April|June|July|August|September|October|November|December)|March|May";
  // To march and may are verbs more often, where they are small.
  private static final String MONTH =
      "\\b(?<month>"
          + MONTHS
          + "|(?:march|may)(?<=\\b(?i:in|of|last|this|since|before|after|until|till|during|by) \\w{3,5}))\\b";
  private static final String YEAR = "(?<!\\d)(?<year>(?:19|20)\\d{2})(?!\\d)";
  // "May I", and amounts such as 2000, are no times; nor is June one who is told something.
  private static final String BEHIND =
      "in|by|between|since|before|after|until|till|during|around|early|late|mid|year|spring|summer"
          + "|autumn|fall|winter";
  private static final String BEFORE_MONTH =
      // What comes is looked at first, as looking back takes long.
      "\\b(?=(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?:(?<=\\b(?i:"
          + BEHIND
          + "|the|(?:end|start|beginning|middle|half|days?|weeks?|weekend) of) |\\b(?i:mid)-)"
          + "|(?<=(?:#|\\b(?i:from|"
          + BEHIND
          + ") (?:"
          + MONTHS
          + ")) (?i:and|or|to|until|till|through) )"
          + "|(?<=\\b(?i:from) )(?=\\p{L}+ (?i:to|until|till|through|on|onwards)\\b))";
  private static final String BEFORE_YEAR =
      "\\b(?=19|20)(?<=\\b(?i:"
          + BEHIND
          + "|of|to|and|or|from|last|this|through|christmas|easter|eve|day) )";
  private static final List<String> COUNTS =
      List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final String COUNT =
      "(?<count>\\d{1,3}|an?|" + String.join("|", COUNTS) + ") (?<unit>day|week|month|year)";
  private static final String WEEKDAY =
      "(?<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\\b(?!,? (?:the )?#)";
  private static final String WILL =
      "\\b(?:will|shall|going|plans?|planning|does|do (?:I|you|we|they))\\b[^.?!]{0,60}";

  // What one form has read, the later ones do not see.
  private static final List<Form> FORMS =
      List.of(
          date(YEAR + "-(?<month>\\d{2})-" + DAY, DateForms::day),
          date(YEAR + "-(?<month>\\d{2})(?![\\d-])", DateForms::month),
          date(DAY + "(?: of)? " + MONTH + "(?:,? " + YEAR + ")?", DateForms::day),
          date(MONTH + " " + DAY + "(?:,? " + YEAR + ")?", DateForms::day),
          date(MONTH + ",?(?: of)? " + YEAR, DateForms::month),
          date(BEFORE_MONTH + MONTH + "(?! \\d)", DateForms::month),
          counted("\\b(?i:last|past|this) " + MONTH + "(?! \\d)", DateForms::month),
          date(BEFORE_YEAR + YEAR, (found, today) -> Days.years(number(found, "year"), 1)),
          date(
              "\\bon the (?<day>\\d{1,2})(?:st|nd|rd|th)(?=\\s*(?:$|[,;.?!]))",
              DateForms::dayOfMonth),
          counted(
              "\\b(?<decade>(?:19|20)\\d0)s\\b",
              (found, today) -> Days.years(number(found, "decade"), 10)),
          counted(
              "\\b(?i:the day before yesterday)\\b",
              (found, today) -> Days.day(today.minusDays(2))),
          counted(
              "\\b(?i:yesterday|last night)\\b", (found, today) -> Days.day(today.minusDays(1))),
          counted(
              "\\b(?i:today|tonight|this (?:morning|afternoon|evening))\\b",
              (found, today) -> Days.day(today)),
          counted("\\b(?i:tomorrow)\\b", (found, today) -> Days.day(today.plusDays(1))),
          counted("\\b(?i:(?:last|past|previous) " + COUNT + "s)\\b", DateForms::upToToday),
          counted(
              "\\b(?i:(?<which>last|past|this|next) (?<unit>week|month|year))\\b",
              (found, today) -> span(found, shift(found), today)),
          counted(
              "\\b(?i:(?<which>last|past|this) (?<season>spring|summer|autumn|fall|winter))\\b",
              DateForms::season),
          counted(
              "(?i:\\b(?:last|past|on(?= \\w{3,6}day)(?<!" + WILL + "on)) " + WEEKDAY + ")",
              (found, today) -> Days.day(today.with(TemporalAdjusters.previous(weekday(found))))),
          counted(
              "(?i:\\bnext " + WEEKDAY + ")",
              (found, today) -> Days.day(today.with(TemporalAdjusters.next(weekday(found))))),
          counted(
              "\\b(?i:" + COUNT + "s? ago)\\b",
              (found, today) -> span(found, -count(found), today)));

  private DateForms() {}

  private static Form date(String pattern, BiFunction<MatchResult, LocalDate, Days> meaning) {
    return new Form(Pattern.compile(pattern), meaning, true);
  }

  private static Form counted(String pattern, BiFunction<MatchResult, LocalDate, Days> meaning) {
    return new Form(Pattern.compile(pattern), meaning, false);
  }

  /** The times that a text names, in the order in which they stand there. */
  static List<Found> in(String text, LocalDate today) {
    List<Found> all = new ArrayList<>();
    StringBuilder left = new StringBuilder(text);
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(left.toString());
      while (matcher.find()) {
        MatchResult found = matcher.toMatchResult();
        try {
          Days days = form.meaning().apply(found, today);
          all.add(new Found(found.start(), days, form.isDate() ? parts(found) : DateParts.NONE));
          for (int at = found.start(); at < found.end(); at++) {
            left.setCharAt(at, '#');
          }
        } catch (DateTimeException e) {
          // There is no 31 June.
          continue;
        }
      }
    }
    all.sort(Comparator.comparingInt(Found::at));
    return all;
  }

  private static DateParts parts(MatchResult found) {
    return new DateParts(
        has(found, "month") ? Set.of(monthOf(found).getValue()) : Set.of(),
        has(found, "year") ? Set.of(number(found, "year")) : Set.of(),
        has(found, "day") ? Set.of(number(found, "day")) : Set.of());
  }

  private static boolean has(MatchResult found, String group) {
    return found.namedGroups().containsKey(group) && found.group(group) != null;
  }

  private static Days day(MatchResult found, LocalDate today) {
    int day = number(found, "day");
    if (has(found, "year")) {
      return Days.day(LocalDate.of(number(found, "year"), monthOf(found), day));
    }
    MonthDay named = MonthDay.of(monthOf(found), day);
    // Eight years, as 1900 had no 29 February.
    return IntStream.rangeClosed(0, 8)
        .map(ago -> today.getYear() - ago)
        .filter(named::isValidYear)
        .mapToObj(named::atYear)
        .filter(date -> !date.isAfter(today))
        .findFirst()
        .map(Days::day)
        .orElseThrow(() -> new DateTimeException(named + " was not of late"));
  }

  private static Days dayOfMonth(MatchResult found, LocalDate today) {
    int day = ChronoField.DAY_OF_MONTH.checkValidIntValue(number(found, "day"));
    LocalDate month = day > today.getDayOfMonth() ? today.minusMonths(1) : today;
    return Days.day(
        (day > month.lengthOfMonth() ? month.minusMonths(1) : month).withDayOfMonth(day));
  }

  private static Days month(MatchResult found, LocalDate today) {
    Month month = monthOf(found);
    if (has(found, "year")) {
      return Days.month(LocalDate.of(number(found, "year"), month, 1));
    }
    return Days.month(latest(month, today));
  }

  /** The latest beginning of a month that is not to come. */
  private static LocalDate latest(Month month, LocalDate today) {
    LocalDate thisYear = LocalDate.of(today.getYear(), month, 1);
    return thisYear.isAfter(today) ? thisYear.minusYears(1) : thisYear;
  }

  private static Month monthOf(MatchResult found) {
    String month = found.group("month");
    return Character.isDigit(month.charAt(0))
        ? Month.of(Integer.parseInt(month))
        : Month.valueOf(month.toUpperCase(Locale.ROOT));
  }

  // Seasons of the northern half; the last one is over.
  private static Days season(MatchResult found, LocalDate today) {
    Month first =
        switch (found.group("season").toLowerCase(Locale.ROOT)) {
          case "spring" -> Month.MARCH;
          case "summer" -> Month.JUNE;
          case "winter" -> Month.DECEMBER;
          default -> Month.SEPTEMBER;
        };
    LocalDate start = latest(first, shift(found) == 0 ? today : today.minusMonths(3));
    return new Days(start, start.plusMonths(3));
  }

  private static Days upToToday(MatchResult found, LocalDate today) {
    return new Days(today.minus(count(found), unit(found)), today.plusDays(1));
  }

  private static Days span(MatchResult found, int shift, LocalDate today) {
    return switch (unit(found)) {
      case DAYS -> Days.day(today.plusDays(shift));
      case WEEKS -> {
        LocalDate monday =
            today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(shift);
        yield new Days(monday, monday.plusWeeks(1));
      }
      case MONTHS -> Days.month(today.withDayOfMonth(1).plusMonths(shift));
      default -> Days.years(today.getYear() + shift, 1);
    };
  }

  private static ChronoUnit unit(MatchResult found) {
    return ChronoUnit.valueOf(found.group("unit").toUpperCase(Locale.ROOT) + "S");
  }

  private static int shift(MatchResult found) {
    return switch (found.group("which").toLowerCase(Locale.ROOT)) {
      case "this" -> 0;
      case "next" -> 1;
      default -> -1;
    };
  }

  private static int count(MatchResult found) {
    String count = found.group("count").toLowerCase(Locale.ROOT);
    if (Character.isDigit(count.charAt(0))) {
      return Integer.parseInt(count);
    }
    // "A" and "an" are no such words, and one.
    return Math.max(COUNTS.indexOf(count), 0) + 1;
  }

  private static DayOfWeek weekday(MatchResult found) {
    return DayOfWeek.valueOf(found.group("weekday").toUpperCase(Locale.ROOT));
  }

  private static int number(MatchResult found, String group) {
    return Integer.parseInt(found.group(group));
  }
}
