package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as its hash holds it: times in microseconds since the epoch, cost in whole dollars and
 * 10⁻¹² dollars.
 *
 * @param version grows with every write, also from one life of a session to the next
 */
record SessionRecord(Session session, long version) {

  /** How many digits of a dollar are kept. */
  static final int COST_DIGITS = 12;

  /** The field of the version. */
  static final String VERSION = "v";

  /** The record of a hash; empty for no session. */
  static Optional<SessionRecord> read(SessionKey key, Map<String, String> hash) throws IOException {
    if (hash.isEmpty()) {
      return Optional.empty();
    }
    try {
      Session session =
          new Session(
              key,
              time(required(hash, "started")),
              time(required(hash, "active")),
              ending(hash),
              number(hash, "entries"),
              usage(hash),
              EntryJson.metadata(hash.getOrDefault("metadata", "{}")),
              Optional.ofNullable(hash.get("expires")).map(SessionRecord::time));
      return Optional.of(new SessionRecord(session, number(hash, VERSION)));
    } catch (IllegalArgumentException
        | DateTimeException
        | ArithmeticException
        | InvalidInputException e) {
      throw new IOException("is not a session's record: " + e.getMessage(), e);
    }
  }

  /** The hash that a script answered with. */
  static Map<String, String> hash(List<String> fieldsAndValues) {
    Map<String, String> hash = new HashMap<>();
    for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
      hash.put(fieldsAndValues.get(i), fieldsAndValues.get(i + 1));
    }
    return hash;
  }

  boolean isVisibleAt(Instant now) {
    return session.expiresAt().map(at -> at.isAfter(now)).orElse(true);
  }

  static long micros(Instant time) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    } catch (ArithmeticException e) {
      throw new InvalidInputException("time", time, "use one within 290,000 years of 1970");
    }
  }

  static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** The cost in whole dollars; more than a number can hold counts as the greatest. */
  static long dollars(Usage usage) {
    BigDecimal whole = usage.costUsd().orElse(BigDecimal.ZERO).setScale(0, RoundingMode.DOWN);
    return whole.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** What the whole dollars leave of the cost, in 10⁻¹² dollars. */
  static long rest(Usage usage) {
    return usage
        .costUsd()
        .orElse(BigDecimal.ZERO)
        .remainder(BigDecimal.ONE)
        .movePointRight(COST_DIGITS)
        .setScale(0, RoundingMode.HALF_UP)
        .longValue();
  }

  private static Optional<Ending> ending(Map<String, String> hash) {
    String outcome = hash.get("outcome");
    return outcome == null
        ? Optional.empty()
        : Optional.of(new Ending(Ending.Outcome.valueOf(outcome), time(required(hash, "ended"))));
  }

  private static Usage usage(Map<String, String> hash) {
    BigDecimal cost =
        BigDecimal.valueOf(number(hash, "cost"), COST_DIGITS)
            .add(BigDecimal.valueOf(number(hash, "usd")));
    return new Usage(
        number(hash, "in"),
        number(hash, "out"),
        hash.containsKey("unpriced") ? Optional.empty() : Optional.of(cost),
        hash.containsKey("estimated"));
  }

  private static String required(Map<String, String> hash, String field) {
    String value = hash.get(field);
    if (value == null) {
      throw new IllegalArgumentException("it has no field '" + field + "'");
    }
    return value;
  }

  private static long number(Map<String, String> hash, String field) {
    return Long.parseLong(hash.getOrDefault(field, "0"));
  }

  private static Instant time(String micros) {
    return time(Long.parseLong(micros));
  }
}
