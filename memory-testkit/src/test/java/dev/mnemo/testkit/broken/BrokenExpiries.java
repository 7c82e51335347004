package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionPage;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.broken.BrokenSessionCaches.Opened;
import dev.mnemo.testkit.contract.SessionCacheContract;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Faults of expiry. "Stale" is a cache over the same storage whose clock stands still. */
final class BrokenExpiries {

  private BrokenExpiries() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "expires after a day unasked",
            o -> living(o, Optional.of(o.timeToLive().orElse(Duration.ofDays(1)))),
            "sessionsShouldNotExpireWithoutATimeToLive"),
        mutant(
            "counts from the start of the session",
            o ->
                BrokenRecords.showing(
                    o.healthy(),
                    (cache, one) ->
                        expiring(one, o.timeToLive().map(life -> one.startedAt().plus(life)))),
            "sessionsShouldSayWhenTheyExpire"),
        mutant(
            "expires a moment early",
            o -> living(o, o.timeToLive().map(life -> life.minusMillis(1))),
            "sessionsShouldBeThereUntilTheirLastMoment"),
        mutant(
            "expires a moment late",
            o -> living(o, o.timeToLive().map(life -> life.plusMillis(1))),
            "anExpiredSessionShouldBeAbsentToEveryRead"),
        mutant(
            "reads the entries of expired sessions",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private final SessionCache stale = stale(o);

                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    return stale.read(key, range);
                  }

                  @Override
                  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
                    return stale.findEntry(key, id);
                  }
                },
            "anExpiredSessionShouldBeAbsentToEveryRead"),
        mutant(
            "lists expired sessions",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public SessionPage list(UserId user, SessionQuery query) {
                    return stale(o).list(user, query);
                  }
                },
            "anExpiredSessionShouldBeAbsentFromListsAndTotals"),
        mutant(
            "sums what expired sessions cost",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private Usage spent = Usage.NONE;

                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    spent = spent.plus(turn.usage());
                    return healthy.append(key, turn, ifEnded);
                  }

                  @Override
                  public Usage usage(UserId user, Optional<Instant> since) {
                    return spent;
                  }
                },
            "anExpiredSessionShouldBeAbsentFromListsAndTotals",
            "usageShouldSumTheSessionsOfOneUser",
            "usageShouldCountSessionsByTheirLastActivity"),
        mutant(
            "changes expired sessions",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    return stale(o).changeEntry(key, id, change);
                  }
                },
            "anExpiredSessionShouldBeAbsentToChanges",
            "everyWriteShouldRenewTheWholeSession"),
        mutant(
            "counts expired sessions as deleted",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public DeletedSessions delete(SessionKey key) {
                    return stale(o).delete(key);
                  }
                },
            "anExpiredSessionShouldNotCountAsDeleted"),
        mutant(
            "goes on with expired sessions",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    return stale(o).append(key, turn, IfEnded.REOPEN);
                  }

                  @Override
                  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
                    return stale(o).create(key, startedAt, metadata);
                  }
                },
            "appendAfterExpiryShouldStartANewSession",
            "createAfterExpiryShouldStartANewSession"),
        mutant(
            "does not renew when a record is changed",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<Session> change(SessionKey key, SessionChange change) {
                    return stale(o).change(key, change);
                  }
                },
            "everyWriteShouldRenewTheWholeSession"),
        mutant(
            "renews when it reads",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    healthy.change(key, new SessionChange.Reopen());
                    return healthy.read(key, range);
                  }
                },
            "readsShouldNotRenewASession"),
        mutant(
            "keeps the times of expiry in the process",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private final SessionCache unlimited = living(o, Optional.empty());

                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    return unlimited.append(key, turn, ifEnded);
                  }
                },
            "aReopenedStorageShouldRememberWhenSessionsExpire"));
  }

  private static SessionCache living(Opened opened, Optional<Duration> timeToLive) {
    return new FakeSessionCache(opened.storage(), opened.clock(), timeToLive);
  }

  private static SessionCache stale(Opened opened) {
    return new FakeSessionCache(opened.storage(), TestClock.atNoon(), opened.timeToLive());
  }

  private static Session expiring(Session session, Optional<Instant> expiresAt) {
    return new Session(
        session.key(),
        session.startedAt(),
        session.lastActivityAt(),
        session.ending(),
        session.entries(),
        session.usage(),
        session.metadata(),
        expiresAt);
  }
}
