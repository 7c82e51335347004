package dev.mnemo.adapter.cache.fs;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Sort;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a listing, and the moment at which the listing began.
 *
 * @param moment what the listing shows the order of
 * @param value what the last session shown is ordered by, as of that moment; empty where it has
 *     none, and the bits of a {@code double} for a cost
 * @param id the last session shown
 */
record ListCursor(Sort sort, Direction direction, Moment moment, Optional<Long> value, String id) {

  /**
   * A moment of the store.
   *
   * @param version the last change of a session's place up to it
   * @param newest the last session made up to it
   * @param now what the clock said, in microseconds since 1970
   */
  record Moment(long version, long newest, long now) {}

  private static final byte FORMAT = 1;
  private static final int FIXED = 3 + 3 * Long.BYTES + 1 + Long.BYTES;

  /** The text given to callers. */
  String encoded() {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED + name.length)
            .put(FORMAT)
            .put((byte) sort.ordinal())
            .put((byte) direction.ordinal())
            .putLong(moment.version())
            .putLong(moment.newest())
            .putLong(moment.now())
            .put((byte) (value.isPresent() ? 1 : 0))
            .putLong(value.orElse(0L))
            .put(name);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads a text that {@link #encoded} gave for a query of the same order. */
  static ListCursor decode(String text, Sort sort, Direction direction) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() > FIXED
          && bytes.get() == FORMAT
          && bytes.get() == sort.ordinal()
          && bytes.get() == direction.ordinal()) {
        Moment moment = new Moment(bytes.getLong(), bytes.getLong(), bytes.getLong());
        boolean present = bytes.get() == 1;
        long value = bytes.getLong();
        ListCursor cursor =
            new ListCursor(
                sort,
                direction,
                moment,
                present ? Optional.of(value) : Optional.empty(),
                StandardCharsets.UTF_8.decode(bytes).toString());
        // What does not come out the same was changed on its way.
        if (cursor.encoded().equals(text)) {
          return cursor;
        }
      }
    } catch (IllegalArgumentException e) {
      // Not even Base64; the same answer as for any other text.
    }
    throw refused(text, "give one that the previous page of the same order gave");
  }

  static InvalidInputException refused(String text, String rule) {
    return new InvalidInputException("cursor", text, rule + ", or none for the first page");
  }
}
