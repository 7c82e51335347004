package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page of a listing, asked of {@code list.lua} in one step or, where a filter lets few sessions
 * pass, in several. Pages by cursor follow the order as it was when the first page was read: each
 * session that was there then and still is comes exactly once, whatever was written since, and
 * shows its record of now. Sessions made since are left out, and the total counts the same ones.
 */
final class SessionListing {

  private static final long FARTHEST_OFFSET = 1_000_000_000;

  /** For how long after the latest page a cursor can be used. */
  static final Duration CURSOR_LIFE = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(SessionListing.class);

  private final UserId user;
  private final SessionQuery query;
  private final Instant now;
  private final Optional<ListCursor> cursor;
  private final List<Place> places = new ArrayList<>();
  private Progress progress;

  /** Where the next step begins. */
  private record Progress(long total, String epoch, long generation, Step step) {}

  private record Step(long skip, String value, String session) {}

  private record Place(String value, String session, String row) {}

  SessionListing(UserId user, SessionQuery query, Instant now) {
    this.user = user;
    this.query = query;
    this.now = now;
    Optional<String> given =
        query.page() instanceof Page.Cursor page ? page.cursor() : Optional.empty();
    this.cursor = given.map(text -> ListCursor.decode(text, query));
    // A rank beyond what the server's numbers hold would be refused; no user has so many sessions.
    long skip =
        query.page() instanceof Page.Offset page ? Math.min(page.offset(), FARTHEST_OFFSET) : 0;
    this.progress =
        new Progress(
            0,
            cursor.map(ListCursor::epoch).orElse(""),
            cursor.map(ListCursor::generation).orElse(0L),
            new Step(
                skip,
                cursor.map(ListCursor::value).orElse(""),
                cursor.map(ListCursor::session).orElse("")));
  }

  /**
   * What the script takes.
   *
   * @param marksFrom which marks to look at before; empty for none
   */
  String[] arguments(String marksFrom) {
    Instant moment = cursor.map(ListCursor::beganAt).orElse(now);
    Step step = progress.step();
    return new String[] {
      IndexRow.sortable(now),
      order(),
      query.direction() == Direction.ASCENDING ? "up" : "down",
      query.activeSince().map(SessionListing::ceiling).orElse(""),
      statuses(),
      ceiling(moment.minus(query.abandonedAfter())),
      marksFrom,
      Long.toString(step.skip()),
      // One more than is shown tells whether another page follows.
      Integer.toString(query.page().limit() + 1 - places.size()),
      step.value(),
      step.session(),
      progress.epoch(),
      Long.toString(progress.generation()),
      Long.toString(CURSOR_LIFE.toMillis())
    };
  }

  /** Takes the script's answer; whether the page is complete. */
  boolean take(List<Object> answer) {
    if (answer.getFirst().equals("refused")) {
      throw ListCursor.refused(
          cursor.map(ListCursor::encoded).orElse(""),
          "give one of a listing used within the last %d minutes"
              .formatted(CURSOR_LIFE.toMinutes()));
    }
    List<String> flat = strings(answer.get(4));
    for (int i = 0; i + 2 < flat.size(); i += 3) {
      places.add(new Place(flat.get(i + 1), flat.get(i), flat.get(i + 2)));
    }
    progress =
        new Progress(
            (Long) answer.get(1),
            answer.get(2).toString(),
            Long.parseLong(answer.get(3).toString()),
            new Step((Long) answer.get(8), answer.get(6).toString(), answer.get(7).toString()));
    boolean cut = (Long) answer.get(5) == 1;
    return !cut || places.size() > query.page().limit();
  }

  /** The sessions of the page, with the versions of their rows. */
  Map<SessionKey, String> versions() {
    Map<SessionKey, String> versions = new LinkedHashMap<>();
    for (Place place : shown()) {
      RedisKeys.session(user, place.session())
          .ifPresent(key -> versions.put(key, IndexRow.version(place.row())));
    }
    return versions;
  }

  private List<Place> shown() {
    return places.subList(0, Math.min(places.size(), query.page().limit()));
  }

  SessionPage page() {
    List<Place> shown = shown();
    Optional<String> next =
        places.size() > shown.size() ? Optional.of(cursorAt(shown.getLast())) : Optional.empty();
    List<Session> sessions = new ArrayList<>();
    for (Place place : shown) {
      try {
        SessionKey key = new SessionKey(user, new SessionId(place.session()));
        sessions.add(IndexRow.read(key, place.row()));
      } catch (IOException | InvalidInputException e) {
        LOG.warn(
            "Left out of the listing: session '{}' {}",
            place.session(),
            String.valueOf(e.getMessage()));
      }
    }
    return new SessionPage(sessions, progress.total(), next);
  }

  private String cursorAt(Place last) {
    return new ListCursor(
            query.sort(),
            query.direction(),
            progress.epoch(),
            progress.generation(),
            cursor.map(ListCursor::began).orElse(SessionRecord.micros(now)),
            last.value(),
            last.session())
        .encoded();
  }

  // A time finer than a microsecond is after the microsecond that it cuts to.
  private static String ceiling(Instant time) {
    long micros = SessionRecord.micros(time);
    return IndexRow.sortable(SessionRecord.time(micros).isBefore(time) ? micros + 1 : micros);
  }

  private String statuses() {
    StringBuilder letters = new StringBuilder();
    for (SessionStatus status : query.statuses()) {
      letters.append(
          switch (status) {
            case RUNNING -> 'r';
            case ABANDONED -> 'a';
            case COMPLETED -> 'c';
            case FAILED -> 'f';
          });
    }
    return letters.length() == SessionStatus.values().length ? "" : letters.toString();
  }

  private String order() {
    return switch (query.sort()) {
      case STARTED_AT -> "2";
      case LAST_ACTIVITY_AT -> "3";
      case ENDED_AT -> "4";
      case COST_USD -> "5";
      case TOKENS_IN -> "6";
      case TOKENS_OUT -> "7";
    };
  }

  @SuppressWarnings("unchecked") // the script answers so
  static List<String> strings(Object answer) {
    return (List<String>) answer;
  }
}
