package dev.mnemo.testkit.contract;

import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionQuery.Sort;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What a session is ordered by, as one kind of number. */
final class SortedBy {

  /** Rising values; absent ones anywhere. */
  static final Comparator<Optional<BigDecimal>> RISING =
      Comparator.comparing(value -> value.orElse(BigDecimal.ZERO));

  private SortedBy() {}

  static Optional<BigDecimal> of(Sort sort, Session session) {
    return switch (sort) {
      case LAST_ACTIVITY_AT -> Optional.of(number(session.lastActivityAt()));
      case STARTED_AT -> Optional.of(number(session.startedAt()));
      case ENDED_AT -> session.ending().map(ending -> number(ending.at()));
      case COST_USD -> session.usage().costUsd();
      case TOKENS_IN -> Optional.of(BigDecimal.valueOf(session.usage().tokensIn()));
      case TOKENS_OUT -> Optional.of(BigDecimal.valueOf(session.usage().tokensOut()));
    };
  }

  private static BigDecimal number(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }
}
