package dev.mnemo.adapter.llm.chat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Times as models write them: the beginning of the year, month, day or second that is named. */
final class ToldTime {

  // Stores keep what ISO 8601 writes with four digits.
  private static final int MOST_YEARS = 9_999;

  private static final List<Function<String, LocalDateTime>> FORMS =
      List.of(
          text -> LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC),
          LocalDateTime::parse,
          text -> LocalDate.parse(text).atStartOfDay(),
          text -> YearMonth.parse(text).atDay(1).atStartOfDay(),
          text -> Year.parse(text).atDay(1).atStartOfDay());

  private ToldTime() {}

  /** Empty where nothing was told that can be understood. */
  static Optional<Instant> of(String text) {
    String stripped = text.strip().replaceFirst("(?<=\\d) (?=\\d\\d:)", "T");
    for (Function<String, LocalDateTime> form : FORMS) {
      try {
        LocalDateTime time = form.apply(stripped);
        return time.getYear() < 0 || time.getYear() > MOST_YEARS
            ? Optional.empty()
            : Optional.of(time.toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // The next form.
      }
    }
    return Optional.empty();
  }
}
