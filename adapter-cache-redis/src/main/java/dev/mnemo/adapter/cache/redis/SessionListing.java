package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Order, filters and pages over a user's sessions. A cursor holds the place of the last session
 * shown (its value and its id), so that pages stay right while other sessions come, move and go.
 */
final class SessionListing {

  private SessionListing() {}

  static SessionPage page(List<Session> sessions, SessionQuery query, Instant now) {
    Comparator<Place> order = order(query.direction());
    List<Session> matching =
        sessions.stream()
            .filter(session -> matches(session, query, now))
            .sorted(Comparator.comparing(session -> Place.of(session, query), order))
            .toList();
    List<Session> rest =
        switch (query.page()) {
          case Page.Offset(long offset, int limit) -> matching.stream().skip(offset).toList();
          case Page.Cursor(Optional<String> cursor, int limit) ->
              cursor
                  .map(text -> Place.parse(text, query))
                  .map(
                      last ->
                          matching.stream()
                              .filter(session -> order.compare(Place.of(session, query), last) > 0)
                              .toList())
                  .orElse(matching);
        };
    List<Session> shown = rest.stream().limit(query.page().limit()).toList();
    Optional<String> next =
        rest.size() > shown.size()
            ? Optional.of(Place.of(shown.getLast(), query).cursor(query))
            : Optional.empty();
    return new SessionPage(shown, matching.size(), next);
  }

  private static boolean matches(Session session, SessionQuery query, Instant now) {
    boolean recent =
        query.activeSince().map(since -> !session.lastActivityAt().isBefore(since)).orElse(true);
    return recent
        && (query.statuses().isEmpty()
            || query.statuses().contains(session.statusAt(now, query.abandonedAfter())));
  }

  private static Comparator<Place> order(Direction direction) {
    Comparator<BigDecimal> byValue = Comparator.naturalOrder();
    Comparator<Place> valued =
        Comparator.comparing(
            place -> place.value().orElse(BigDecimal.ZERO),
            direction == Direction.ASCENDING ? byValue : byValue.reversed());
    return Comparator.<Place, Boolean>comparing(place -> place.value().isEmpty())
        .thenComparing(valued)
        .thenComparing(Place::session);
  }

  /** Where a session stands in an order. */
  private record Place(Optional<BigDecimal> value, String session) {

    static Place of(Session session, SessionQuery query) {
      Optional<BigDecimal> value =
          switch (query.sort()) {
            case LAST_ACTIVITY_AT -> Optional.of(time(session.lastActivityAt()));
            case STARTED_AT -> Optional.of(time(session.startedAt()));
            case ENDED_AT -> session.ending().map(Ending::at).map(Place::time);
            case COST_USD -> session.usage().costUsd();
            case TOKENS_IN -> Optional.of(BigDecimal.valueOf(session.usage().tokensIn()));
            case TOKENS_OUT -> Optional.of(BigDecimal.valueOf(session.usage().tokensOut()));
          };
      return new Place(value, session.key().session().value());
    }

    private static BigDecimal time(Instant time) {
      return BigDecimal.valueOf(SessionRecord.micros(time));
    }

    String cursor(SessionQuery query) {
      String text =
          "%s|%s|%s|%s"
              .formatted(
                  query.sort(),
                  query.direction(),
                  value.map(BigDecimal::toPlainString).orElse(""),
                  session);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Place parse(String cursor, SessionQuery query) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String[] parts = text.split("\\|", 4);
        if (parts.length == 4
            && parts[0].equals(query.sort().name())
            && parts[1].equals(query.direction().name())) {
          Place place =
              new Place(
                  parts[2].isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(parts[2])),
                  parts[3]);
          if (place.cursor(query).equals(cursor)) {
            return place;
          }
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the one answer for every wrong cursor.
      }
      throw new InvalidInputException(
          "cursor", cursor, "use one that a page of the same order gave, or none");
    }
  }
}
