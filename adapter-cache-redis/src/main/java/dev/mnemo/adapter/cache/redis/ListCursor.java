package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Sort;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A place in a listing, and the moment at which the listing began.
 *
 * @param epoch with {@code generation}, the index as it was when the listing began
 * @param began what the clock said then, in microseconds
 * @param value what the last session shown is ordered by, in the form of {@link IndexRow}
 * @param session the last session shown
 */
record ListCursor(
    Sort sort,
    Direction direction,
    String epoch,
    long generation,
    long began,
    String value,
    String session) {

  private static final int PARTS = 7;

  String encoded() {
    String text =
        "%s|%s|%s|%d|%d|%s|%s".formatted(sort, direction, epoch, generation, began, value, session);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a text that {@link #encoded} gave for a query of the same order. */
  static ListCursor decode(String text, SessionQuery query) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
              .split("\\|", PARTS);
      if (parts.length == PARTS
          && parts[0].equals(query.sort().name())
          && parts[1].equals(query.direction().name())
          && parts[5].matches("~|[0-9a-f]{16}|[0-9a-f]{28}")) {
        ListCursor cursor =
            new ListCursor(
                query.sort(),
                query.direction(),
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                parts[5],
                parts[6]);
        // What does not come out the same was changed on its way.
        if (cursor.encoded().equals(text)) {
          return cursor;
        }
      }
    } catch (IllegalArgumentException e) {
      throw refused(text, "give one that a page of the same order gave");
    }
    throw refused(text, "give one that a page of the same order gave");
  }

  Instant beganAt() {
    return SessionRecord.time(began);
  }

  static InvalidInputException refused(String text, String rule) {
    return new InvalidInputException("cursor", text, rule + ", or none for the first page");
  }
}
