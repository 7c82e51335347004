package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Faults of walking through a list by cursor. */
final class BrokenCursors {

  private BrokenCursors() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "goes on after the last session shown, wherever it stands now",
            o -> new AfterTheLast(o.healthy()),
            "aWalkShouldMeetEverySessionOnceInEveryOrderWhileTheyAreWritten"),
        mutant(
            "filters by status only where pages go by offset",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public SessionPage list(UserId user, SessionQuery query) {
                    return healthy.list(
                        user,
                        query.page() instanceof Page.Cursor
                            ? new SessionQuery(
                                query.sort(),
                                query.direction(),
                                query.activeSince(),
                                Set.of(),
                                query.abandonedAfter(),
                                query.page())
                            : query);
                  }
                },
            "everyKindOfPageShouldAgreeInEveryOrderAndFilter"),
        mutant(
            "keeps the records of a walk in the process",
            o -> new KeptWalks(o.healthy()),
            "aWalkShouldShowRecordsAsTheyAreNow",
            "aWalkShouldLeaveOutWhatWentMeanwhile",
            "aCursorShouldGoOnInAnotherCacheOfTheSameStorage",
            "theCursorOfAnotherUserShouldShowNothingOfTheirs"));
  }

  /** The cursor names the last session shown. */
  private static final class AfterTheLast extends ForwardingSessionCache {

    AfterTheLast(SessionCache healthy) {
      super(healthy);
    }

    @Override
    public SessionPage list(UserId user, SessionQuery query) {
      if (!(query.page() instanceof Page.Cursor page)) {
        return healthy.list(user, query);
      }
      List<Session> all = whole(healthy, user, query);
      int start =
          page.cursor()
              .map(id -> all.stream().map(one -> one.key().session().value()).toList().indexOf(id))
              .map(last -> last + 1)
              .orElse(0);
      List<Session> rest = all.subList(start, all.size());
      List<Session> shown = rest.stream().limit(page.limit()).toList();
      return new SessionPage(
          shown,
          all.size(),
          shown.size() < rest.size()
              ? Optional.of(shown.getLast().key().session().value())
              : Optional.empty());
    }
  }

  /** The cursor names a list of records, and how many of them were shown. */
  private static final class KeptWalks extends ForwardingSessionCache {

    private final List<List<Session>> walks = new ArrayList<>();

    KeptWalks(SessionCache healthy) {
      super(healthy);
    }

    @Override
    public SessionPage list(UserId user, SessionQuery query) {
      if (!(query.page() instanceof Page.Cursor page)) {
        return healthy.list(user, query);
      }
      if (page.cursor().isEmpty()) {
        walks.add(whole(healthy, user, query));
        return page(walks.size() - 1, 0, page.limit());
      }
      String[] place = page.cursor().get().split(" ", 2);
      if (place.length < 2 || Integer.parseInt(place[0]) >= walks.size()) {
        throw new InvalidInputException("cursor", page.cursor().get(), "use one of this process");
      }
      return page(Integer.parseInt(place[0]), Integer.parseInt(place[1]), page.limit());
    }

    private SessionPage page(int walk, int start, int limit) {
      List<Session> all = walks.get(walk);
      int end = Math.min(all.size(), start + limit);
      return new SessionPage(
          all.subList(start, end),
          all.size(),
          end < all.size() ? Optional.of("%d %d".formatted(walk, end)) : Optional.empty());
    }
  }

  private static List<Session> whole(SessionCache cache, UserId user, SessionQuery query) {
    SessionQuery all =
        new SessionQuery(
            query.sort(),
            query.direction(),
            query.activeSince(),
            query.statuses(),
            query.abandonedAfter(),
            new Page.Offset(0, Page.MAX_LIMIT));
    return cache.list(user, all).sessions();
  }
}
