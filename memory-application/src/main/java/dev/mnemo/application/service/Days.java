package dev.mnemo.application.service;

import java.time.LocalDate;
import java.time.Month;

/**
 * Whole days that follow each other.
 *
 * @param until the first one that is not meant any more
 */
record Days(LocalDate from, LocalDate until) {

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

  /** From the first of either to the last. */
  Days and(Days other) {
    return new Days(
        from.isBefore(other.from) ? from : other.from,
        until.isAfter(other.until) ? until : other.until);
  }
}
