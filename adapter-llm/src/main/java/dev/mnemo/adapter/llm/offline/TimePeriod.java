package dev.mnemo.adapter.llm.offline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** From {@code start} on, until before {@code end}. */
record TimePeriod(LocalDate start, LocalDate end) {

  static TimePeriod day(LocalDate day) {
    return new TimePeriod(day, day.plusDays(1));
  }

  static TimePeriod week(LocalDate within) {
    LocalDate monday = within.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new TimePeriod(monday, monday.plusWeeks(1));
  }

  static TimePeriod month(YearMonth month) {
    return new TimePeriod(month.atDay(1), month.plusMonths(1).atDay(1));
  }

  static TimePeriod year(int year) {
    return new TimePeriod(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
  }

  /** Empty where only the end is known. */
  Optional<Instant> from() {
    return start.equals(LocalDate.MIN)
        ? Optional.empty()
        : Optional.of(start.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  Instant first() {
    return from().orElse(Instant.MIN);
  }

  Instant until() {
    return end.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** For people: a day, a month, a year, or the days it runs from and to. */
  String shown() {
    if (start.plusDays(1).equals(end)) {
      return start.toString();
    }
    if (start.getDayOfMonth() == 1 && start.plusMonths(1).equals(end)) {
      return start.toString().substring(0, 7);
    }
    if (start.getDayOfYear() == 1 && start.plusYears(1).equals(end)) {
      return Integer.toString(start.getYear());
    }
    return "the week of " + start;
  }
}
