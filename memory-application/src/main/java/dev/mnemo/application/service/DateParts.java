package dev.mnemo.application.service;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Months 1 to 12, years, and days of a month that dates name, as far as they name any. */
record DateParts(Set<Integer> months, Set<Integer> years, Set<Integer> days) {

  static final DateParts NONE = new DateParts(Set.of(), Set.of(), Set.of());

  DateParts {
    months = Set.copyOf(months);
    years = Set.copyOf(years);
    days = Set.copyOf(days);
  }

  boolean isEmpty() {
    return months.isEmpty() && years.isEmpty() && days.isEmpty();
  }

  DateParts and(DateParts other) {
    return new DateParts(
        either(months, other.months), either(years, other.years), either(days, other.days));
  }

  /** The share of months, years and days, where any are named, that a time agrees with. */
  double agrees(Instant time) {
    ZonedDateTime date = time.atZone(ZoneOffset.UTC);
    double named = 0;
    double agreed = 0;
    for (Part part :
        new Part[] {
          new Part(months, ZonedDateTime::getMonthValue),
          new Part(years, ZonedDateTime::getYear),
          new Part(days, ZonedDateTime::getDayOfMonth)
        }) {
      named += part.named.isEmpty() ? 0 : 1;
      agreed += part.named.contains(part.of.applyAsInt(date)) ? 1 : 0;
    }
    return named == 0 ? 0 : agreed / named;
  }

  private record Part(Set<Integer> named, ToIntFunction<ZonedDateTime> of) {}

  private static Set<Integer> either(Set<Integer> one, Set<Integer> other) {
    Set<Integer> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
