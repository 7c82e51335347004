package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An order of sessions, the pages of a list in it, and the cursors between them. */
record SessionOrder(Sort sort, Direction direction) {

  /** Where a session stands in the order. */
  private record Place(Optional<BigDecimal> value, String id) {}

  static SessionOrder of(SessionQuery query) {
    return new SessionOrder(query.sort(), query.direction());
  }

  SessionPage page(List<Session> sessions, SessionQuery query, Instant now) {
    List<Session> matching =
        sessions.stream()
            .filter(session -> matches(session, query, now))
            .sorted(Comparator.comparing(this::place, places()))
            .toList();
    List<Session> rest =
        switch (query.page()) {
          case Page.Offset(long offset, int limit) -> matching.stream().skip(offset).toList();
          case Page.Cursor(Optional<String> cursor, int limit) ->
              cursor.map(this::decode).map(place -> after(matching, place)).orElse(matching);
        };
    List<Session> shown = rest.stream().limit(query.page().limit()).toList();
    Optional<String> next =
        shown.size() < rest.size() ? Optional.of(encode(shown.getLast())) : Optional.empty();
    return new SessionPage(shown, matching.size(), next);
  }

  private static boolean matches(Session session, SessionQuery query, Instant now) {
    return query.activeSince().map(since -> !session.lastActivityAt().isBefore(since)).orElse(true)
        && (query.statuses().isEmpty()
            || query.statuses().contains(session.statusAt(now, query.abandonedAfter())));
  }

  private List<Session> after(List<Session> sessions, Place place) {
    return sessions.stream()
        .filter(session -> places().compare(place(session), place) > 0)
        .toList();
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

  private String encode(Session session) {
    Place place = place(session);
    String text =
        "%s %s %s %s"
            .formatted(
                sort, direction, place.value().map(BigDecimal::toString).orElse("-"), place.id());
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Place decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(" ", 4);
      if (parts.length == 4 && parts[0].equals(sort.name()) && parts[1].equals(direction.name())) {
        return new Place(
            parts[2].equals("-") ? Optional.empty() : Optional.of(new BigDecimal(parts[2])),
            parts[3]);
      }
    } catch (IllegalArgumentException e) {
      throw notACursor(cursor);
    }
    throw notACursor(cursor);
  }

  private static InvalidInputException notACursor(String cursor) {
    return new InvalidInputException(
        "cursor", cursor, "use one that a page of the same order gave, or none");
  }
}
