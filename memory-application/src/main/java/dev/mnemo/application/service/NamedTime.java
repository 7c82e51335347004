package dev.mnemo.application.service;

import dev.mnemo.application.service.AskedTime.Then;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time that a text names, all its dates taken together; whole days in UTC. "Before May" ends
 * where May begins, "after May" begins where it ends, and "from May until July" is July too.
 */
final class NamedTime {

  /** On which side of a date the time lies. */
  private enum Side {
    AT,
    BEFORE,
    UNTIL,
    AFTER,
    SINCE
  }

  /** What stands before a date and is looked at, in characters. */
  private static final int HEAD = 40;

  private static final String FILLING =
      "(?: (?:the|about|around|early|late|mid|end|start|beginning|middle|spring|summer|autumn|fall"
          + "|winter|of))*+[ -]$";

  // "The Monday before" a date is told of by its neighbourhood rather than by all that was before.
  private static final Pattern BESIDE =
      head("the (?:\\w{3,6}day|weekend|day|night|week|month|year) (?:before|after)");
  private static final Pattern BEFORE = head("before|prior to|by");
  private static final Pattern UNTIL = head("until|till");
  private static final Pattern AFTER = head("after");
  private static final Pattern SINCE = head("since");
  private static final Pattern RANGE = head("to|through|between .*and");

  private Optional<LocalDate> from = Optional.empty();
  private Optional<LocalDate> until = Optional.empty();
  private Optional<Days> at = Optional.empty();
  private DateParts parts = DateParts.NONE;
  private boolean range;

  private NamedTime() {}

  /** None where nothing is named, or where no time is on the named side of all. */
  static Optional<Then> in(String text, Instant now) {
    List<DateForms.Found> all = DateForms.in(text, now.atZone(ZoneOffset.UTC).toLocalDate());
    NamedTime named = new NamedTime();
    for (DateForms.Found one : all) {
      named.add(one, text.substring(Math.max(0, one.at() - HEAD), one.at()));
    }
    return all.isEmpty() ? Optional.empty() : named.together();
  }

  private void add(DateForms.Found one, String head) {
    Days days = one.days();
    switch (side(head)) {
      case AT -> {
        range |= at.isPresent() && RANGE.matcher(head).find();
        at = Optional.of(at.map(days::and).orElse(days));
        parts = parts.and(one.parts());
      }
      case BEFORE -> end(days.from());
      case UNTIL -> end(at.isPresent() || from.isPresent() ? days.until() : days.from());
      case AFTER -> begin(days.until());
      case SINCE -> begin(days.from());
    }
  }

  private static Side side(String head) {
    if (BESIDE.matcher(head).find()) {
      return Side.AT;
    }
    if (BEFORE.matcher(head).find()) {
      return Side.BEFORE;
    }
    if (UNTIL.matcher(head).find()) {
      return Side.UNTIL;
    }
    if (AFTER.matcher(head).find()) {
      return Side.AFTER;
    }
    return SINCE.matcher(head).find() ? Side.SINCE : Side.AT;
  }

  private void begin(LocalDate day) {
    from = Optional.of(from.filter(day::isBefore).orElse(day));
  }

  private void end(LocalDate day) {
    until = Optional.of(until.filter(day::isAfter).orElse(day));
  }

  private Optional<Then> together() {
    if (from.isEmpty() && until.isEmpty()) {
      return at.map(days -> then(days, range ? DateParts.NONE : parts));
    }
    Optional<LocalDate> first = from.or(() -> at.map(Days::from));
    Optional<LocalDate> end = until.or(() -> at.map(Days::until));
    if (first.isPresent() && end.filter(last -> !first.get().isBefore(last)).isPresent()) {
      return at.map(days -> then(days, parts));
    }
    return Optional.of(new Then(first.map(NamedTime::start), end.map(NamedTime::start)));
  }

  private static Then then(Days days, DateParts parts) {
    return new Then(Optional.of(start(days.from())), Optional.of(start(days.until())), parts);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Pattern head(String links) {
    return Pattern.compile("(?i)\\b(?:" + links + ")" + FILLING);
  }
}
