package dev.mnemo.domain.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a user's sessions to list, in which order.
 *
 * @param activeSince only sessions with activity at or after it; empty for all
 * @param statuses only these; empty for all
 * @param abandonedAfter how long a running session may be idle before it counts as abandoned
 */
public record SessionQuery(
    Sort sort,
    Direction direction,
    Optional<Instant> activeSince,
    Set<SessionStatus> statuses,
    Duration abandonedAfter,
    Page page) {

  /** How long a running session may be idle by default. */
  public static final Duration ABANDONED_AFTER = Duration.ofMinutes(30);

  /** What to order by; ties are broken by session id, so that pages neither repeat nor skip. */
  public enum Sort {
    LAST_ACTIVITY_AT,
    STARTED_AT,
    /** Sessions that have not ended come last in either direction. */
    ENDED_AT,
    /** Sessions of unknown cost come last in either direction. */
    COST_USD,
    TOKENS_IN,
    TOKENS_OUT
  }

  /** Ascending or descending. */
  public enum Direction {
    ASCENDING,
    DESCENDING
  }

  /** Which part of the ordered list. */
  public sealed interface Page {

    /** The most sessions one page may hold. */
    int MAX_LIMIT = 1_000;

    /** How many sessions at most. */
    int limit();

    /** From a position on. */
    record Offset(long offset, int limit) implements Page {
      public Offset {
        Require.notNegative("offset", offset);
        Require.between("limit", limit, 1, MAX_LIMIT);
      }
    }

    /**
     * After a place in the order. Pages that follow each other's cursors show every session that
     * was there when the first of them was read, and still is, once, whatever is written meanwhile;
     * a session made since comes once or not at all.
     *
     * @param cursor as an earlier page gave it; empty for the first page
     */
    record Cursor(Optional<String> cursor, int limit) implements Page {
      public Cursor {
        Require.present("cursor", cursor);
        Require.between("limit", limit, 1, MAX_LIMIT);
      }
    }

    /** Page {@code number} (1, 2, 3 …) of {@code size} sessions each. */
    static Page numbered(int number, int size) {
      Require.between("page_number", number, 1, Integer.MAX_VALUE);
      Require.between("page_size", size, 1, MAX_LIMIT);
      return new Offset((number - 1L) * size, size);
    }
  }

  public SessionQuery {
    Require.present("sort", sort);
    Require.present("direction", direction);
    Require.present("active since", activeSince);
    statuses = Set.copyOf(Require.present("statuses", statuses));
    Require.present("abandoned after", abandonedAfter);
    Require.present("page", page);
  }

  /** All sessions, newest activity first. */
  public static SessionQuery newestFirst(Page page) {
    return new SessionQuery(
        Sort.LAST_ACTIVITY_AT,
        Direction.DESCENDING,
        Optional.empty(),
        Set.of(),
        ABANDONED_AFTER,
        page);
  }
}
