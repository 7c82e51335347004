package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.SessionQuery.Sort;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Faults of listing. */
final class BrokenListings {

  private BrokenListings() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "counts one session too many",
            o ->
                paging(
                    o.healthy(),
                    page -> new SessionPage(page.sessions(), page.total() + 1, page.next())),
            "listShouldShowNothingForAnUnknownUser",
            "offsetPagesShouldStartWhereAskedAndKnowTheTotal"),
        mutant(
            "gives the size of the page as the total",
            o ->
                paging(
                    o.healthy(),
                    page -> new SessionPage(page.sessions(), page.sessions().size(), page.next())),
            "offsetPagesShouldStartWhereAskedAndKnowTheTotal",
            "cursorPagesShouldEndWithoutACursor"),
        mutant(
            "lists records without endings and usage",
            o ->
                paging(
                    o.healthy(),
                    page ->
                        new SessionPage(
                            page.sessions().stream().map(BrokenListings::bare).toList(),
                            page.total(),
                            page.next())),
            "listShouldShowTheRecordsThatFindShows"),
        mutant(
            "always sorts by activity",
            o -> asking(o.healthy(), query -> sorted(query, Sort.LAST_ACTIVITY_AT)),
            "listShouldOrderByEverySortInBothDirections"),
        mutant(
            "always sorts downwards",
            o -> asking(o.healthy(), query -> directed(query, Direction.DESCENDING)),
            "listShouldOrderByEverySortInBothDirections"),
        mutant(
            "takes an absent value for the least",
            o -> whole(o.healthy(), (all, query) -> absentAsLeast(all, query)),
            "listShouldPutSessionsWithoutTheSortedValueLast"),
        mutant(
            "breaks ties by chance",
            o ->
                whole(
                    o.healthy(),
                    (all, query) -> {
                      List<Session> turned = new ArrayList<>(all);
                      Collections.rotate(turned, Math.toIntExact(start(query) % 4));
                      return turned;
                    }),
            "pagesShouldNeitherRepeatNorSkipSessionsThatTie"),
        mutant(
            "keeps offsets in 32 bits",
            o ->
                asking(
                    o.healthy(),
                    query ->
                        query.page() instanceof Page.Offset offset
                            ? paged(
                                query,
                                new Page.Offset(Math.max(0, (int) offset.offset()), offset.limit()))
                            : query),
            "offsetPagesShouldStartWhereAskedAndKnowTheTotal"),
        mutant(
            "gives a cursor after every full page",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public SessionPage list(UserId user, SessionQuery query) {
                    SessionPage page = healthy.list(user, query);
                    return page.sessions().size() < query.page().limit()
                        ? page
                        : new SessionPage(
                            page.sessions(), page.total(), page.next().or(() -> Optional.of("x")));
                  }
                },
            "cursorPagesShouldEndWithoutACursor"),
        mutant(
            "hides an offset in its cursors",
            o -> new OffsetCursors(o.healthy()),
            "cursorsShouldStayRightWhileOtherSessionsAreWritten",
            "cursorsShouldStayRightWhileOtherSessionsAreDeleted"),
        mutant(
            "starts over where a cursor is wrong",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public SessionPage list(UserId user, SessionQuery query) {
                    try {
                      return healthy.list(user, query);
                    } catch (InvalidInputException e) {
                      return healthy.list(
                          user,
                          paged(query, new Page.Cursor(Optional.empty(), query.page().limit())));
                    }
                  }
                },
            "cursorsThatNoQueryOfTheSameOrderGaveShouldBeRefused"),
        mutant(
            "leaves out sessions that were active just then",
            o ->
                asking(
                    o.healthy(),
                    query -> since(query, query.activeSince().map(time -> time.plusNanos(1_000)))),
            "listShouldFilterByActivity"),
        mutant(
            "does not filter by activity",
            o -> asking(o.healthy(), query -> since(query, Optional.empty())),
            "listShouldFilterByActivity"),
        mutant(
            "does not filter by status",
            o ->
                asking(
                    o.healthy(),
                    query ->
                        new SessionQuery(
                            query.sort(),
                            query.direction(),
                            query.activeSince(),
                            Set.of(),
                            query.abandonedAfter(),
                            query.page())),
            "listShouldFilterByStatus"),
        mutant(
            "never takes a session for abandoned",
            o -> asking(o.healthy(), query -> idle(query, Duration.ofDays(999))),
            "listShouldFilterByStatus",
            "aSessionShouldBeAbandonedOnlyAfterItsWholeIdleTime"),
        mutant(
            "takes a session for abandoned a moment early",
            o ->
                asking(o.healthy(), query -> idle(query, query.abandonedAfter().minusNanos(1_000))),
            "aSessionShouldBeAbandonedOnlyAfterItsWholeIdleTime"));
  }

  /** Reorders the whole list before it is cut into pages by offset. */
  @FunctionalInterface
  private interface Reordering {
    List<Session> of(List<Session> all, SessionQuery query);
  }

  /** Cursors that are offsets in disguise. */
  private static final class OffsetCursors extends ForwardingSessionCache {

    OffsetCursors(SessionCache healthy) {
      super(healthy);
    }

    @Override
    public SessionPage list(UserId user, SessionQuery query) {
      if (!(query.page() instanceof Page.Cursor cursor)) {
        return healthy.list(user, query);
      }
      long start = cursor.cursor().map(Long::parseLong).orElse(0L);
      SessionPage page = healthy.list(user, paged(query, new Page.Offset(start, cursor.limit())));
      long end = start + page.sessions().size();
      return new SessionPage(
          page.sessions(),
          page.total(),
          end < page.total() ? Optional.of(Long.toString(end)) : Optional.empty());
    }
  }

  private static SessionCache paging(SessionCache cache, UnaryOperator<SessionPage> shown) {
    return new ForwardingSessionCache(cache) {
      @Override
      public SessionPage list(UserId user, SessionQuery query) {
        return shown.apply(healthy.list(user, query));
      }
    };
  }

  private static SessionCache asking(SessionCache cache, UnaryOperator<SessionQuery> asked) {
    return new ForwardingSessionCache(cache) {
      @Override
      public SessionPage list(UserId user, SessionQuery query) {
        return healthy.list(user, asked.apply(query));
      }
    };
  }

  private static SessionCache whole(SessionCache cache, Reordering reordering) {
    return new ForwardingSessionCache(cache) {
      @Override
      public SessionPage list(UserId user, SessionQuery query) {
        if (!(query.page() instanceof Page.Offset)) {
          return healthy.list(user, query);
        }
        SessionPage all = healthy.list(user, paged(query, new Page.Offset(0, Page.MAX_LIMIT)));
        return new SessionPage(
            reordering.of(all.sessions(), query).stream()
                .skip(start(query))
                .limit(query.page().limit())
                .toList(),
            all.total(),
            Optional.empty());
      }
    };
  }

  private static long start(SessionQuery query) {
    return query.page() instanceof Page.Offset offset ? offset.offset() : 0;
  }

  private static List<Session> absentAsLeast(List<Session> all, SessionQuery query) {
    return query.direction() == Direction.DESCENDING
        ? all
        : all.stream()
            .sorted(
                Comparator.comparing(
                    session ->
                        session.ending().isPresent() && session.usage().costUsd().isPresent()))
            .toList();
  }

  private static Session bare(Session session) {
    return new Session(
        session.key(),
        session.startedAt(),
        session.lastActivityAt(),
        Optional.empty(),
        session.entries(),
        Usage.NONE,
        Metadata.NONE,
        session.expiresAt());
  }

  private static SessionQuery sorted(SessionQuery query, Sort sort) {
    return new SessionQuery(
        sort,
        query.direction(),
        query.activeSince(),
        query.statuses(),
        query.abandonedAfter(),
        query.page());
  }

  private static SessionQuery directed(SessionQuery query, Direction direction) {
    return new SessionQuery(
        query.sort(),
        direction,
        query.activeSince(),
        query.statuses(),
        query.abandonedAfter(),
        query.page());
  }

  private static SessionQuery since(SessionQuery query, Optional<Instant> time) {
    return new SessionQuery(
        query.sort(),
        query.direction(),
        time,
        query.statuses(),
        query.abandonedAfter(),
        query.page());
  }

  private static SessionQuery idle(SessionQuery query, Duration abandonedAfter) {
    return new SessionQuery(
        query.sort(),
        query.direction(),
        query.activeSince(),
        query.statuses(),
        abandonedAfter,
        query.page());
  }

  private static SessionQuery paged(SessionQuery query, Page page) {
    return new SessionQuery(
        query.sort(),
        query.direction(),
        query.activeSince(),
        query.statuses(),
        query.abandonedAfter(),
        page);
  }
}
