package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.neo4j.driver.Value;

/** Times as the database keeps them: to the nanosecond, in UTC, readable and sortable. */
final class Times {

  private Times() {}

  static ZonedDateTime of(Instant time) {
    try {
      return time.atZone(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new InvalidInputException("time", time, "use a year from -999999999 to 999999999");
    }
  }

  static Instant instant(Value stored) {
    return stored.asZonedDateTime().toInstant();
  }

  /** Empty where none is stored. */
  static Optional<Instant> known(Value stored) {
    return stored.isNull() ? Optional.empty() : Optional.of(instant(stored));
  }
}
