package dev.mnemo.application.service;

import dev.mnemo.application.service.NamedEvent.Side;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a question says that ranking looks at. English alone is understood; questions in other
 * languages have words, but neither dates nor a "when".
 *
 * @param stems of the words that tell something, the names of those who speak left out
 * @param names of those who speak, in lower case
 * @param dated what it says of a date
 * @param when whether it asks for a time
 * @param time which one it is about
 * @param event from which that counts, where no date is named
 */
record Asked(
    Set<String> stems,
    Set<String> names,
    Dated dated,
    boolean when,
    AskedTime time,
    Optional<NamedEvent> event) {

  private static final Pattern WHEN =
      Pattern.compile(
          "\\b(when|what (date|day|month|year|time)|which (day|month|year)|how long ago|since)\\b");

  private static final Pattern PAST = Pattern.compile("(?i)\\b(did|didn't|was|were|had)\\b");

  private static final Pattern NUMBER = Pattern.compile("\\b(\\d{1,4})(?:st|nd|rd|th)?\\b");

  /** Months 1 to 12, years, and days of a month that a question names. */
  record Dated(Set<Integer> months, Set<Integer> years, Set<Integer> days) {

    boolean isEmpty() {
      return months.isEmpty() && years.isEmpty() && days.isEmpty();
    }

    /** The share of what is named that a time agrees with; 0 where nothing is named. */
    double agrees(Instant time) {
      var date = time.atZone(ZoneOffset.UTC);
      int named = 0;
      int agreed = 0;
      for (boolean[] part :
          new boolean[][] {
            {!months.isEmpty(), months.contains(date.getMonthValue())},
            {!years.isEmpty(), years.contains(date.getYear())},
            {!days.isEmpty(), days.contains(date.getDayOfMonth())}
          }) {
        named += part[0] ? 1 : 0;
        agreed += part[1] ? 1 : 0;
      }
      return named == 0 ? 0 : agreed / (double) named;
    }
  }

  /**
   * Of all forms of a question together; the first tells the time.
   *
   * @param speakers the names of those who speak
   * @param now what "today" means in it
   */
  static Asked of(List<String> phrasings, Set<String> speakers, Instant now) {
    String text = String.join(" \n", phrasings);
    Set<String> names =
        speakers.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    Set<String> stems = new HashSet<>(Stems.of(text));
    names.stream().map(Stems::stem).forEach(stems::remove);
    String first = phrasings.isEmpty() ? "" : phrasings.getFirst();
    AskedTime time = TimeWords.of(first, now);
    return new Asked(
        Set.copyOf(stems),
        names,
        dated(text),
        WHEN.matcher(text.toLowerCase(Locale.ROOT)).find(),
        time,
        event(first, time));
  }

  // "When she is tired" is no event, but what has been so since one is.
  private static Optional<NamedEvent> event(String question, AskedTime time) {
    return time instanceof AskedTime.Then
        ? Optional.empty()
        : NamedEvent.in(question)
            .filter(event -> event.side() == Side.SINCE || PAST.matcher(question).find());
  }

  private static Dated dated(String text) {
    Set<String> words =
        Stems.words(text).map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    Set<Integer> months =
        Stream.of(Month.values())
            // "may" is a verb more often than a month.
            .filter(
                month ->
                    month == Month.MAY
                        ? Stems.words(text).anyMatch("May"::equals)
                        : words.contains(
                            month
                                .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                                .toLowerCase(Locale.ROOT)))
            .map(Month::getValue)
            .collect(Collectors.toSet());
    Set<Integer> years = new HashSet<>();
    Set<Integer> days = new HashSet<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      int value = Integer.parseInt(number.group(1));
      if (value >= 1900 && value < 2100) {
        years.add(value);
      } else if (value >= 1 && value <= 31 && !months.isEmpty()) {
        days.add(value);
      }
    }
    return new Dated(months, years, days);
  }
}
