package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The record's hash: times in microseconds since the epoch, cost in 10⁻¹² US dollars. */
final class SessionRecord {

  // Counters of Redis are 64-bit integers: exact to a millionth of a micro-dollar, up to 9 million.
  private static final int COST_DIGITS = 12;

  private SessionRecord() {}

  static Optional<Session> read(SessionKey key, Map<String, String> hash, Instant now) {
    if (!hash.containsKey("started")) {
      return Optional.empty();
    }
    Optional<Instant> expires = Optional.ofNullable(hash.get("expires")).map(SessionRecord::time);
    if (expires.isPresent() && !expires.get().isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Session(
            key,
            time(hash.getOrDefault("started", "0")),
            time(hash.getOrDefault("active", "0")),
            ending(hash),
            number(hash, "entries"),
            usage(hash),
            EntryJson.metadata(hash.getOrDefault("metadata", "{}")),
            expires));
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static long cost(Usage usage) {
    return usage
        .costUsd()
        .orElse(BigDecimal.ZERO)
        .movePointRight(COST_DIGITS)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static Optional<Ending> ending(Map<String, String> hash) {
    String outcome = hash.get("outcome");
    return outcome == null
        ? Optional.empty()
        : Optional.of(
            new Ending(Ending.Outcome.valueOf(outcome), time(hash.getOrDefault("ended", "0"))));
  }

  private static Usage usage(Map<String, String> hash) {
    BigDecimal cost = BigDecimal.valueOf(number(hash, "cost"), COST_DIGITS).stripTrailingZeros();
    return new Usage(
        number(hash, "in"),
        number(hash, "out"),
        hash.containsKey("unpriced") ? Optional.empty() : Optional.of(cost),
        hash.containsKey("estimated"));
  }

  private static long number(Map<String, String> hash, String field) {
    return Long.parseLong(hash.getOrDefault(field, "0"));
  }

  private static Instant time(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }
}
