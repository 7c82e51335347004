package dev.mnemo.application.service;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What English words say of a time: dates with and without a year, years, decades, days and spans
 * counted from today; whole days in UTC. A month without a year is the latest one that has begun.
 */
final class TimeWords {

  /** A way to write a time, and what it means on a day. */
  private record Form(Pattern pattern, BiFunction<MatchResult, LocalDate, Days> meaning) {}

  /** {@code until} is the first day that is not meant any more. */
  private record Days(LocalDate from, LocalDate until) {

    static Days day(LocalDate day) {
      return new Days(day, day.plusDays(1));
    }

    static Days month(LocalDate first) {
      return new Days(first, first.plusMonths(1));
    }

    static Days years(int from, int count) {
      LocalDate first = LocalDate.of(from, Month.JANUARY, 1);
      return new Days(first, first.plusYears(count));
    }

    Days and(Days other) {
      return new Days(
          from.isBefore(other.from) ? from : other.from,
          until.isAfter(other.until) ? until : other.until);
    }
  }

  private static final String DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)";
  private static final String MONTH =
      "(?<month>January|February|March|April|May|June|July|August|September|October|November"
          + "|December)";
  private static final String YEAR = "(?<year>(?:19|20)\\d{2})(?!\\d)";
  // "May I", and amounts such as 2000, are no times.
  private static final String BEHIND =
      "(?<=\\b(?:in|of|by|to|and|between|from|since|before|after|until|till|during|around|early|late|last"
          + "|this|year|spring|summer|autumn|fall|winter) )";
  private static final List<String> COUNTS =
      List.of("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  // What one form has read, the later ones do not see.
  private static final List<Form> FORMS =
      List.of(
          form(YEAR + "-(?<month>\\d{2})-" + DAY, TimeWords::date),
          form(DAY + "(?: of)? " + MONTH + "(?:,? " + YEAR + ")?", TimeWords::date),
          form(MONTH + " " + DAY + "(?:,? " + YEAR + ")?", TimeWords::date),
          form(MONTH + ",?(?: of)? " + YEAR, TimeWords::month),
          form(BEHIND + MONTH + "\\b(?! \\d)", TimeWords::month),
          form(BEHIND + YEAR, (found, today) -> Days.years(number(found, "year"), 1)),
          form(
              "\\b(?<year>(?:19|20)\\d0)s\\b",
              (found, today) -> Days.years(number(found, "year"), 10)),
          form(
              "\\b(?i:the day before yesterday)\\b",
              (found, today) -> Days.day(today.minusDays(2))),
          form("\\b(?i:yesterday|last night)\\b", (found, today) -> Days.day(today.minusDays(1))),
          form(
              "\\b(?i:today|tonight|this (?:morning|afternoon|evening))\\b",
              (found, today) -> Days.day(today)),
          form("\\b(?i:tomorrow)\\b", (found, today) -> Days.day(today.plusDays(1))),
          form(
              "\\b(?i:(?<which>last|past|this|next) (?<unit>week|month|year))\\b",
              (found, today) -> span(found, shift(found), today)),
          form(
              "\\b(?i:(?:last|past) (?<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day))\\b",
              (found, today) -> Days.day(today.with(TemporalAdjusters.previous(weekday(found))))),
          form(
              "\\b(?i:(?<count>\\d{1,3}|an?|"
                  + String.join("|", COUNTS)
                  + ")"
                  + " (?<unit>day|week|month|year)s? ago)\\b",
              (found, today) -> span(found, -count(found), today)));

  private static final Pattern UNTIL =
      Pattern.compile("\\b(?i:before|until|till|prior to|by)(?: the)? $");
  private static final Pattern SINCE = Pattern.compile("\\b(?i:after|since)(?: the)? $");
  private static final Pattern NOW =
      words("now|currently|nowadays|these days|at the moment|at present|still");
  private static final Pattern OVER =
      words("used to|formerly|former|previous|previously|originally|back then|in the past");
  private static final Pattern EARLIER = words("before|prior to|earlier");
  private static final Pattern HAPPENED = words("did|didn't|was|were|had|ever|when");

  private TimeWords() {}

  /** Which time a question is about that is asked at {@code now}. */
  static AskedTime of(String question, Instant now) {
    Optional<AskedTime> named = named(question, now.atZone(ZoneOffset.UTC).toLocalDate());
    if (named.isPresent()) {
      return named.get();
    }
    boolean happened = HAPPENED.matcher(question).find();
    if (NOW.matcher(question).find()) {
      return new AskedTime.Now(now);
    }
    if (OVER.matcher(question).find() || (happened && EARLIER.matcher(question).find())) {
      return new AskedTime.Past(now);
    }
    return happened ? new AskedTime.Ever() : new AskedTime.Now(now);
  }

  // Several times, as in "from May to June", are one from the first to the last.
  private static Optional<AskedTime> named(String question, LocalDate today) {
    List<Days> all = new ArrayList<>();
    boolean anyBefore = false;
    boolean anyAfter = false;
    StringBuilder left = new StringBuilder(question);
    for (Form form : FORMS) {
      Matcher found = form.pattern().matcher(left.toString());
      while (found.find()) {
        String head = question.substring(0, found.start());
        if (add(form, found.toMatchResult(), today, all)) {
          anyBefore |= UNTIL.matcher(head).find();
          anyAfter |= SINCE.matcher(head).find();
          left.replace(found.start(), found.end(), "#".repeat(found.end() - found.start()));
        }
      }
    }
    boolean before = anyBefore;
    boolean after = anyAfter;
    return all.stream()
        .reduce(Days::and)
        .map(
            days ->
                new AskedTime.Then(
                    before ? Optional.empty() : Optional.of(start(days.from())),
                    // "Before May" ends where May begins.
                    after
                        ? Optional.empty()
                        : Optional.of(start(before ? days.from() : days.until()))));
  }

  // There is no 31 June.
  private static boolean add(Form form, MatchResult found, LocalDate today, List<Days> all) {
    try {
      return all.add(form.meaning().apply(found, today));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Days date(MatchResult found, LocalDate today) {
    int day = number(found, "day");
    if (found.group("year") != null) {
      return Days.day(LocalDate.of(number(found, "year"), monthOf(found), day));
    }
    LocalDate thisYear = LocalDate.of(today.getYear(), monthOf(found), day);
    return Days.day(thisYear.isAfter(today) ? thisYear.minusYears(1) : thisYear);
  }

  private static Days month(MatchResult found, LocalDate today) {
    Month month = monthOf(found);
    if (found.namedGroups().containsKey("year")) {
      return Days.month(LocalDate.of(number(found, "year"), month, 1));
    }
    LocalDate thisYear = LocalDate.of(today.getYear(), month, 1);
    return Days.month(thisYear.isAfter(today) ? thisYear.minusYears(1) : thisYear);
  }

  private static Month monthOf(MatchResult found) {
    String month = found.group("month");
    return Character.isDigit(month.charAt(0))
        ? Month.of(Integer.parseInt(month))
        : Month.valueOf(month.toUpperCase(Locale.ROOT));
  }

  private static Days span(MatchResult found, int shift, LocalDate today) {
    return switch (found.group("unit").toLowerCase(Locale.ROOT)) {
      case "day" -> Days.day(today.plusDays(shift));
      case "week" -> {
        LocalDate monday =
            today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(shift);
        yield new Days(monday, monday.plusWeeks(1));
      }
      case "month" -> Days.month(today.withDayOfMonth(1).plusMonths(shift));
      default -> Days.years(today.getYear() + shift, 1);
    };
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
    return "an".equals(count) ? 1 : COUNTS.indexOf(count) + 1;
  }

  private static DayOfWeek weekday(MatchResult found) {
    return DayOfWeek.valueOf(found.group("weekday").toUpperCase(Locale.ROOT));
  }

  private static int number(MatchResult found, String group) {
    return Integer.parseInt(found.group(group));
  }

  private static Form form(String pattern, BiFunction<MatchResult, LocalDate, Days> meaning) {
    return new Form(Pattern.compile(pattern), meaning);
  }

  private static Pattern words(String alternatives) {
    return Pattern.compile("(?i)\\b(?:" + alternatives + ")\\b");
  }
}
