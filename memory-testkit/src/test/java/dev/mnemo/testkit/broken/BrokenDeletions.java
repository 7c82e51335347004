package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;
import static dev.mnemo.testkit.broken.BrokenSessionCaches.sharing;

import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Faults of deleting sessions and of summing their usage. */
final class BrokenDeletions {

  private BrokenDeletions() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "says that a session is deleted and keeps it",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public DeletedSessions delete(SessionKey key) {
                    return new DeletedSessions(
                        1, healthy.find(key).map(Session::entries).orElse(0L));
                  }
                },
            "deleteShouldTakeASessionWithItsEntriesAndNothingElse"),
        mutant(
            "fails to delete what is absent",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public DeletedSessions delete(SessionKey key) {
                    if (healthy.find(key).isEmpty()) {
                      throw new NotFoundException("session " + key.session());
                    }
                    return healthy.delete(key);
                  }
                },
            "deleteOfAnAbsentSessionShouldDoNothing"),
        mutant(
            "deletes the entries of a session and keeps its record",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public DeletedSessions delete(SessionKey key) {
                    List<QAEntry> entries = all(key);
                    entries.forEach(entry -> healthy.deleteEntry(key, entry.id()));
                    return new DeletedSessions(1, entries.size());
                  }
                },
            "appendAfterDeleteShouldStartANewSession",
            "deleteShouldNotTearASessionThatIsBeingWritten"),
        sharing(
            "deletes entry by entry while others read",
            () -> {
              CountDownLatch half = new CountDownLatch(1);
              CountDownLatch read = new CountDownLatch(1);
              return o -> new HalfDeleting(o.healthy(), half, read);
            },
            "aReaderShouldNeverSeeAHalfDeletedSession",
            "aReaderShouldNeverSeeAHalfPrunedSession"),
        mutant(
            "deletes the sessions of all users whose ids start alike",
            o -> deletingUsers(o.healthy(), (user, other) -> other.startsWith(user)),
            "deleteAllOfAUserShouldTouchNobodyElse",
            "deletingAllOfAUserShouldNeverTakeOneOfAnother"),
        mutant(
            "flushes the whole backend",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public DeletedSessions deleteAll() {
                    o.beside().deleteAll();
                    return healthy.deleteAll();
                  }
                },
            "deleteAllShouldLeaveANeighbourAlone"),
        mutant(
            "takes a user id for a pattern",
            o ->
                deletingUsers(o.healthy(), (user, other) -> user.equals("*") || user.equals(other)),
            "deleteAllOfAUserShouldTouchNobodyElse"),
        mutant(
            "wipes everyone's sessions with a user's",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public DeletedSessions deleteAll(UserId user) {
                    return healthy.deleteAll();
                  }
                },
            "deleteAllOfAUserShouldTouchNobodyElse"),
        mutant(
            "deletes the first ten sessions only",
            o ->
                new Remembering(o.healthy()) {
                  @Override
                  public DeletedSessions deleteAll() {
                    return sum(keys.stream().limit(10).map(healthy::delete).toList());
                  }
                },
            "deleteAllShouldTakeEveryUsersSessions"),
        mutant(
            "sums only the entries that are left",
            o ->
                new Remembering(o.healthy()) {
                  @Override
                  public Usage usage(UserId user, Optional<Instant> since) {
                    return keys.stream()
                        .filter(key -> key.user().equals(user))
                        .flatMap(key -> all(key).stream())
                        .map(entry -> entry.turn().usage())
                        .reduce(Usage.NONE, Usage::plus);
                  }
                },
            "usageShouldSumTheSessionsOfOneUser"),
        mutant(
            "lets sums wrap",
            o ->
                new Remembering(o.healthy()) {
                  @Override
                  public Usage usage(UserId user, Optional<Instant> since) {
                    long tokens =
                        keys.stream()
                            .flatMap(key -> all(key).stream())
                            .mapToLong(entry -> entry.turn().usage().tokensIn())
                            .sum();
                    return new Usage(tokens, 0, Optional.empty(), false);
                  }
                },
            "totalsShouldStayAtTheGreatestNumberRatherThanWrapOrFail"),
        mutant(
            "sums sessions of any time",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Usage usage(UserId user, Optional<Instant> since) {
                    return healthy.usage(user, Optional.empty());
                  }
                },
            "usageShouldCountSessionsByTheirLastActivity"),
        mutant(
            "leaves sessions out that were active just then",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Usage usage(UserId user, Optional<Instant> since) {
                    return healthy.usage(user, since.map(time -> time.plusNanos(1_000)));
                  }
                },
            "usageShouldCountSessionsByTheirLastActivity"));
  }

  /** Which user's sessions go with those of another. */
  @FunctionalInterface
  private interface Alike {
    boolean test(String user, String other);
  }

  /** Knows the keys that were appended to. */
  private abstract static class Remembering extends ForwardingSessionCache {

    final Set<SessionKey> keys = ConcurrentHashMap.newKeySet();

    Remembering(SessionCache healthy) {
      super(healthy);
    }

    @Override
    public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
      keys.add(key);
      return healthy.append(key, turn, ifEnded);
    }

    final DeletedSessions deleteWhere(Predicate<SessionKey> chosen) {
      return sum(keys.stream().filter(chosen).map(healthy::delete).toList());
    }
  }

  /** Deletes one half, lets a reader look, and deletes the other. */
  private static final class HalfDeleting extends ForwardingSessionCache {

    private final CountDownLatch half;
    private final CountDownLatch read;

    HalfDeleting(SessionCache healthy, CountDownLatch half, CountDownLatch read) {
      super(healthy);
      this.half = half;
      this.read = read;
    }

    @Override
    public History read(SessionKey key, EntryRange range) {
      boolean halfDeleted = half.getCount() == 0;
      History history = healthy.read(key, range);
      if (halfDeleted) {
        read.countDown();
      }
      return history;
    }

    @Override
    public DeletedSessions delete(SessionKey key) {
      List<QAEntry> entries = all(key);
      entries.subList(0, entries.size() / 2).forEach(entry -> healthy.deleteEntry(key, entry.id()));
      half.countDown();
      try {
        boolean ignored = read.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return healthy.delete(key);
    }

    @Override
    public DeletedSessions deleteAll(UserId user) {
      return sum(
          healthy
              .list(user, SessionQuery.newestFirst(new SessionQuery.Page.Offset(0, 100)))
              .sessions()
              .stream()
              .map(session -> delete(session.key()))
              .toList());
    }
  }

  private static SessionCache deletingUsers(SessionCache cache, Alike alike) {
    return new Remembering(cache) {
      @Override
      public DeletedSessions deleteAll(UserId user) {
        return deleteWhere(key -> alike.test(user.value(), key.user().value()));
      }
    };
  }

  private static DeletedSessions sum(List<DeletedSessions> parts) {
    return new DeletedSessions(
        parts.stream().mapToLong(DeletedSessions::sessions).sum(),
        parts.stream().mapToLong(DeletedSessions::entries).sum());
  }
}
