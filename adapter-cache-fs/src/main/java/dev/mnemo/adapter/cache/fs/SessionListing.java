package dev.mnemo.adapter.cache.fs;

import dev.mnemo.adapter.cache.fs.ListCursor.Moment;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.SessionStatus;
import dev.mnemo.domain.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lists a user's sessions. Pages by cursor follow the order as it was when the first page was read:
 * each session that was there then and still is comes exactly once, whatever was written since, and
 * shows its record of now. Sessions made since are left out, and the total counts the same
 * sessions.
 *
 * <p>For this, table {@code earlier} keeps where a session stood before each change, for as long as
 * cursors live. A session that changed after the listing began stands where the oldest of its later
 * changes found it.
 */
final class SessionListing {

  private static final String PLACE =
      "%2$s.started_at, %2$s.last_activity_at, %2$s.outcome, %2$s.ended_at, %2$s.tokens_in,"
          + " %2$s.tokens_out, %2$s.cost_rank";

  private final Clock clock;

  SessionListing(Clock clock) {
    this.clock = clock;
  }

  /** One page; runs in a transaction, so that its parts fit together. */
  SessionPage page(SqliteLink link, UserId user, SessionQuery query) throws SQLException {
    Optional<ListCursor> cursor = cursor(link, query);
    Moment present = moment(link);
    Moment moment = cursor.map(ListCursor::moment).orElse(present);
    boolean changed = moment.version() != present.version() || moment.newest() != present.newest();
    int limit = query.page().limit();
    Sql counted = matching("", user, query, moment, changed);
    Sql matching = matching(", %1$s.id AS name, " + PLACE, user, query, moment, changed);

    long total =
        link.number("SELECT count(*) FROM (%s)".formatted(counted.text()), counted.arguments());
    Sql page = page(query, matching, cursor, limit + 1);
    List<Placed> found =
        link.list(row -> Placed.from(row, query.sort()), page.text(), page.arguments());

    boolean more = found.size() > limit;
    List<Placed> shown = more ? found.subList(0, limit) : found;
    Optional<String> next =
        more ? Optional.of(shown.getLast().cursor(query, moment).encoded()) : Optional.empty();
    return new SessionPage(shown.stream().map(Placed::session).toList(), total, next);
  }

  private static Optional<ListCursor> cursor(SqliteLink link, SessionQuery query)
      throws SQLException {
    Optional<String> given =
        query.page() instanceof Page.Cursor page ? page.cursor() : Optional.empty();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ListCursor cursor = ListCursor.decode(given.get(), query.sort(), query.direction());
    long oldestKept = link.number("SELECT min(version) FROM earlier");
    if (cursor.moment().version() + 1 < oldestKept) {
      throw ListCursor.refused(
          given.get(), "give one of a listing begun within " + Reclaim.CURSOR_LIFE);
    }
    return Optional.of(cursor);
  }

  private Moment moment(SqliteLink link) throws SQLException {
    return new Moment(
        link.number("SELECT max(version) FROM earlier"),
        link.number("SELECT max(pk) FROM session"),
        Micros.floor(clock.instant()));
  }

  /** The sessions that the query matches, with where they stood at the moment. */
  private Sql matching(
      String columns, UserId user, SessionQuery query, Moment moment, boolean changed) {
    long now = Micros.floor(clock.instant());
    Sql sql = new Sql();
    sql.add("SELECT s.pk AS session" + columns.formatted("s", "s") + " FROM session s");
    sql.add(" WHERE s.user = ? AND " + SessionRow.VISIBLE, user.value(), now);
    filter(sql, "s", query, moment);
    if (changed) {
      sql.add(" AND s.pk <= ?", moment.newest());
      sql.add(" AND s.pk NOT IN (SELECT session FROM earlier WHERE version > ?)", moment.version());
      sql.add(" UNION ALL SELECT s.pk" + columns.formatted("s", "e"));
      sql.add(
          " FROM (SELECT min(version) AS version FROM earlier WHERE version > ? GROUP BY session) f"
              + " CROSS JOIN earlier e ON e.version = f.version"
              + " CROSS JOIN session s ON s.pk = e.session",
          moment.version());
      sql.add(" WHERE s.user = ? AND " + SessionRow.VISIBLE, user.value(), now);
      sql.add(" AND s.pk <= ?", moment.newest());
      filter(sql, "e", query, moment);
    }
    return sql;
  }

  private static void filter(Sql sql, String place, SessionQuery query, Moment moment) {
    query
        .activeSince()
        .ifPresent(
            since ->
                sql.add(" AND %s.last_activity_at >= ?".formatted(place), Micros.ceiling(since)));
    if (query.statuses().isEmpty() || query.statuses().size() == SessionStatus.values().length) {
      return;
    }
    Instant now = Micros.instant(moment.now());
    long active = Micros.ceiling(Micros.minus(now, query.abandonedAfter()));
    sql.add(" AND (FALSE");
    for (SessionStatus status : query.statuses()) {
      switch (status) {
        case COMPLETED, FAILED -> sql.add(" OR %s.outcome = ?".formatted(place), status.name());
        case RUNNING ->
            sql.add(
                " OR (%1$s.outcome IS NULL AND %1$s.last_activity_at >= ?)".formatted(place),
                active);
        case ABANDONED ->
            sql.add(
                " OR (%1$s.outcome IS NULL AND %1$s.last_activity_at < ?)".formatted(place),
                active);
      }
    }
    sql.add(")");
  }

  /** The records of one page out of the matching ones. */
  private static Sql page(
      SessionQuery query, Sql matching, Optional<ListCursor> cursor, int limit) {
    String value = column(query.sort());
    String way = query.direction() == Direction.ASCENDING ? "ASC" : "DESC";
    boolean optional = isOptional(query.sort());
    String order =
        (optional ? "m.%1$s IS NULL, " : "").concat("m.%1$s %2$s, m.name").formatted(value, way);
    Sql sql = new Sql();
    sql.add("SELECT " + SessionRow.COLUMNS + ", p." + value + " FROM (SELECT m.* FROM (");
    sql.add(matching.text(), matching.arguments());
    sql.add(") m WHERE TRUE");
    cursor.ifPresent(place -> after(sql, value, optional, query.direction(), place));
    sql.add(" ORDER BY " + order + " LIMIT ?", limit);
    if (query.page() instanceof Page.Offset part) {
      sql.add(" OFFSET ?", part.offset());
    }
    sql.add(") p CROSS JOIN session s ON s.pk = p.session");
    sql.add(" ORDER BY " + order.replace("m.", "p."));
    return sql;
  }

  private static void after(
      Sql sql, String column, boolean optional, Direction direction, ListCursor place) {
    if (place.value().isEmpty()) {
      sql.add(" AND m.%s IS NULL AND m.name > ?".formatted(column), place.id());
      return;
    }
    Object value = ordered(place.sort(), place.value().get());
    String past = direction == Direction.ASCENDING ? ">" : "<";
    // In this form, the first comparison lets the index be entered at the right place.
    sql.add(
        " AND (m.%1$s %2$s= ? AND (m.%1$s %2$s ? OR m.name > ?)".formatted(column, past),
        value,
        value,
        place.id());
    sql.add(optional ? " OR m.%s IS NULL)".formatted(column) : ")");
  }

  private static String column(Sort sort) {
    return switch (sort) {
      case LAST_ACTIVITY_AT -> "last_activity_at";
      case STARTED_AT -> "started_at";
      case ENDED_AT -> "ended_at";
      case COST_USD -> "cost_rank";
      case TOKENS_IN -> "tokens_in";
      case TOKENS_OUT -> "tokens_out";
    };
  }

  private static boolean isOptional(Sort sort) {
    return sort == Sort.ENDED_AT || sort == Sort.COST_USD;
  }

  /** A cursor's number as the column holds it. */
  private static Object ordered(Sort sort, long value) {
    return sort == Sort.COST_USD ? (Object) Double.longBitsToDouble(value) : (Object) value;
  }

  /** A session, and what it is ordered by, in the form a cursor carries. */
  private record Placed(Session session, Optional<Long> value) {

    static Placed from(ResultSet row, Sort sort) throws SQLException {
      int column = SessionRow.WIDTH + 1;
      long value =
          sort == Sort.COST_USD
              ? Double.doubleToLongBits(row.getDouble(column))
              : row.getLong(column);
      Optional<Long> present = row.wasNull() ? Optional.empty() : Optional.of(value);
      return new Placed(SessionRow.from(row).session(), present);
    }

    ListCursor cursor(SessionQuery query, Moment moment) {
      return new ListCursor(
          query.sort(), query.direction(), moment, value, session.key().session().value());
    }
  }
}
