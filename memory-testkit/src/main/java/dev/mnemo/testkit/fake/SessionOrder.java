package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Sort;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An order of sessions, ties broken by id. */
record SessionOrder(Sort sort, Direction direction) {

  /** Where a session stands in the order. */
  private record Place(Optional<BigDecimal> value, String id) {}

  static SessionOrder of(SessionQuery query) {
    return new SessionOrder(query.sort(), query.direction());
  }

  /** The sessions that the query matches, in this order. */
  List<StoredSession> select(List<StoredSession> sessions, SessionQuery query, Instant now) {
    return sessions.stream()
        .filter(session -> matches(session.record(), query, now))
        .sorted(Comparator.comparing(session -> place(session.record()), places()))
        .toList();
  }

  private static boolean matches(Session session, SessionQuery query, Instant now) {
    return query.activeSince().map(since -> !session.lastActivityAt().isBefore(since)).orElse(true)
        && (query.statuses().isEmpty()
            || query.statuses().contains(session.statusAt(now, query.abandonedAfter())));
  }

  private Comparator<Place> places() {
    Comparator<BigDecimal> ascending = Comparator.naturalOrder();
    Comparator<BigDecimal> values =
        direction == Direction.ASCENDING ? ascending : ascending.reversed();
    return Comparator.comparing((Place place) -> place.value().isEmpty())
        .thenComparing(place -> place.value().orElse(BigDecimal.ZERO), values)
        .thenComparing(Place::id);
  }

  private Place place(Session session) {
    Optional<BigDecimal> value =
        switch (sort) {
          case LAST_ACTIVITY_AT -> Optional.of(number(session.lastActivityAt()));
          case STARTED_AT -> Optional.of(number(session.startedAt()));
          case ENDED_AT -> session.ending().map(Ending::at).map(SessionOrder::number);
          case COST_USD -> session.usage().costUsd();
          case TOKENS_IN -> Optional.of(BigDecimal.valueOf(session.usage().tokensIn()));
          case TOKENS_OUT -> Optional.of(BigDecimal.valueOf(session.usage().tokensOut()));
        };
    return new Place(value, session.key().session().value());
  }

  private static BigDecimal number(Instant time) {
    return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
  }
}
