package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The listings that cursors continue. Each keeps the order that its first page found, so that
 * whatever is written later neither repeats nor skips a session. Their cache guards them.
 */
final class Listings {

  /** More than any test walks through at once. */
  private static final int KEPT = 1_000;

  private record Listing(SessionOrder order, List<StoredSession> sessions) {}

  /** Where in a listing a page begins. */
  private record Place(long listing, int position) {

    String encoded() {
      byte[] text = "%d %d".formatted(listing, position).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().encodeToString(text);
    }

    static Place decode(String cursor) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
        if (parts.length == 2) {
          return new Place(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }
      } catch (IllegalArgumentException e) {
        // The same answer as for any other text.
      }
      throw refused(cursor);
    }
  }

  private final Map<Long, Listing> begun = new LinkedHashMap<>();
  private long newest;

  /**
   * One page.
   *
   * @param present the sessions that the user has now
   */
  SessionPage page(List<StoredSession> present, SessionQuery query, Instant now) {
    SessionOrder order = SessionOrder.of(query);
    return switch (query.page()) {
      case Page.Offset(long offset, int limit) ->
          page(new Place(begin(order, present, query, now), position(offset)), present, limit);
      case Page.Cursor(Optional<String> cursor, int limit) ->
          page(
              cursor
                  .map(text -> resume(text, order))
                  .orElseGet(() -> new Place(begin(order, present, query, now), 0)),
              present,
              limit);
    };
  }

  private long begin(
      SessionOrder order, List<StoredSession> present, SessionQuery query, Instant now) {
    newest++;
    begun.put(newest, new Listing(order, order.select(present, query, now)));
    if (begun.size() > KEPT) {
      begun.remove(begun.keySet().iterator().next());
    }
    return newest;
  }

  private Place resume(String cursor, SessionOrder order) {
    Place place = Place.decode(cursor);
    Optional<Listing> listing = Optional.ofNullable(begun.get(place.listing()));
    if (listing.isEmpty() || !listing.get().order().equals(order)) {
      throw refused(cursor);
    }
    return place;
  }

  /** What went since is left out, and so is all of it where another user asks. */
  private SessionPage page(Place place, List<StoredSession> present, int limit) {
    List<StoredSession> listed = begun.get(place.listing()).sessions();
    List<StoredSession> left = listed.stream().filter(present::contains).toList();
    List<StoredSession> rest =
        listed.stream().skip(place.position()).filter(present::contains).toList();
    List<StoredSession> shown = rest.stream().limit(limit).toList();
    Optional<String> next =
        shown.size() < rest.size()
            ? Optional.of(
                new Place(place.listing(), listed.indexOf(rest.get(shown.size()))).encoded())
            : Optional.empty();
    return new SessionPage(shown.stream().map(StoredSession::record).toList(), left.size(), next);
  }

  private static int position(long offset) {
    return Math.clamp(offset, 0, Integer.MAX_VALUE);
  }

  private static InvalidInputException refused(String cursor) {
    return new InvalidInputException(
        "cursor", cursor, "use one that a page of the same order gave, or none");
  }
}
