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

  private record Listing(long number, SessionOrder order, List<StoredSession> sessions) {}

  /** Where in a listing a page begins. */
  private record Place(Listing listing, int position) {}

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

  private Listing begin(
      SessionOrder order, List<StoredSession> present, SessionQuery query, Instant now) {
    newest++;
    Listing listing = new Listing(newest, order, order.select(present, query, now));
    begun.put(newest, listing);
    if (begun.size() > KEPT) {
      begun.remove(begun.keySet().iterator().next());
    }
    return listing;
  }

  /** What went since is left out, and so is all of it where another user asks. */
  private static SessionPage page(Place place, List<StoredSession> present, int limit) {
    List<StoredSession> listed = place.listing().sessions();
    List<StoredSession> left = listed.stream().filter(present::contains).toList();
    List<StoredSession> rest =
        listed.stream().skip(place.position()).filter(present::contains).toList();
    List<StoredSession> shown = rest.stream().limit(limit).toList();
    Optional<String> next =
        shown.size() < rest.size()
            ? Optional.of(cursor(place.listing(), listed.indexOf(rest.get(shown.size()))))
            : Optional.empty();
    return new SessionPage(shown.stream().map(StoredSession::record).toList(), left.size(), next);
  }

  private static String cursor(Listing listing, int position) {
    byte[] text = "%d %d".formatted(listing.number(), position).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(text);
  }

  private Place resume(String cursor, SessionOrder order) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
      Listing listing = begun.get(Long.parseLong(parts[0]));
      if (parts.length == 2 && listing != null && listing.order().equals(order)) {
        return new Place(listing, Integer.parseInt(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      // The same answer as for any other text.
    }
    throw new InvalidInputException(
        "cursor", cursor, "use one that a page of the same order gave, or none");
  }

  private static int position(long offset) {
    return Math.clamp(offset, 0, Integer.MAX_VALUE);
  }
}
