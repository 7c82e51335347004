package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Faults of a session's record. */
final class BrokenRecords {

  private BrokenRecords() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "creates a session without its metadata",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
                    return healthy.create(key, startedAt, Metadata.NONE);
                  }
                },
            "createShouldStoreASessionWithoutEntries"),
        mutant(
            "returns the session that exists when it is to create it",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
                    try {
                      return healthy.create(key, startedAt, metadata);
                    } catch (ConflictException e) {
                      return healthy.find(key).orElseThrow();
                    }
                  }
                },
            "createShouldRefuseASessionThatExists",
            "createShouldSucceedForOneOfSeveralConcurrentCallers"),
        mutant(
            "creates the sessions that it is to find",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<Session> find(SessionKey key) {
                    Optional<Session> found = healthy.find(key);
                    return found.isPresent()
                        ? found
                        : Optional.of(healthy.create(key, TestClock.NOON, Metadata.NONE));
                  }
                },
            "findShouldKnowNoOtherSession"),
        mutant(
            "says that a session started when its first entry was stored",
            o ->
                showing(
                    o.healthy(),
                    (cache, one) -> timed(one, o.clock().instant(), one.lastActivityAt())),
            "appendShouldCreateItsSessionWithTheTimeOfItsFirstTurn"),
        mutant(
            "takes the last entry's time for the newest",
            o ->
                showing(
                    o.healthy(),
                    (cache, one) ->
                        cache.all(one.key()).isEmpty()
                            ? one
                            : timed(one, one.startedAt(), cache.all(one.key()).getLast().time())),
            "theRecordShouldFollowTheTimesOfItsEntries"),
        mutant(
            "counts every entry that was ever appended",
            o ->
                showing(
                    o.healthy(),
                    (cache, one) ->
                        counting(
                            one,
                            cache.all(one.key()).stream()
                                .mapToLong(QAEntry::sequence)
                                .max()
                                .orElse(0),
                            one.usage())),
            "theRecordShouldCountTheEntriesThatItHolds"),
        mutant(
            "forgets what deleted entries cost",
            o ->
                showing(
                    o.healthy(),
                    (cache, one) ->
                        counting(
                            one,
                            one.entries(),
                            cache.all(one.key()).stream()
                                .map(entry -> entry.turn().usage())
                                .reduce(Usage.NONE, Usage::plus))),
            "theRecordShouldSumTheUsageOfAllEntriesEverAppended"),
        mutant(
            "sums money in binary floating point",
            o ->
                showing(
                    o.healthy(),
                    (cache, one) ->
                        counting(
                            one,
                            one.entries(),
                            new Usage(
                                one.usage().tokensIn(),
                                one.usage().tokensOut(),
                                one.usage()
                                    .costUsd()
                                    .map(cost -> new BigDecimal(cost.floatValue())),
                                one.usage().estimated()))),
            "theRecordShouldSumTheUsageOfAllEntriesEverAppended"),
        mutant(
            "merges new metadata into the old",
            o ->
                changing(
                    o.healthy(),
                    (cache, asked) -> {
                      if (!(asked.change() instanceof SessionChange.Describe describe)) {
                        return cache.change(asked.key(), asked.change());
                      }
                      Map<String, String> merged =
                          new LinkedHashMap<>(
                              cache
                                  .find(asked.key())
                                  .map(session -> session.metadata().values())
                                  .orElse(Map.of()));
                      merged.putAll(describe.metadata().values());
                      return cache.change(
                          asked.key(), new SessionChange.Describe(new Metadata(merged)));
                    }),
            "describeShouldReplaceTheMetadataAndNothingElse"),
        mutant(
            "keeps the first ending",
            o ->
                changing(
                    o.healthy(),
                    (cache, asked) ->
                        asked.change() instanceof SessionChange.End
                                && cache.find(asked.key()).flatMap(Session::ending).isPresent()
                            ? cache.find(asked.key())
                            : cache.change(asked.key(), asked.change())),
            "endShouldSayHowAndWhenAndMayBeReplaced"),
        mutant(
            "does not reopen",
            o ->
                changing(
                    o.healthy(),
                    (cache, asked) ->
                        asked.change() instanceof SessionChange.Reopen
                            ? cache.find(asked.key())
                            : cache.change(asked.key(), asked.change())),
            "reopenShouldTakeTheEndingAway"),
        mutant(
            "appends to ended sessions unasked",
            o -> appending(o.healthy(), IfEnded.REOPEN),
            "appendShouldRefuseAnEndedSession"),
        mutant(
            "never appends to ended sessions",
            o -> appending(o.healthy(), IfEnded.REJECT),
            "appendShouldReopenAnEndedSessionWhenTheCallerSaysSo"),
        mutant(
            "looks at the ending before it looks at the id",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    if (healthy.find(key).flatMap(Session::ending).isPresent()) {
                      throw new ConflictException("session " + key.session() + " was ended");
                    }
                    return healthy.append(key, turn, ifEnded);
                  }
                },
            "appendShouldReturnARepeatedEntryOfAnEndedSession"));
  }

  private record Asked(SessionKey key, SessionChange change) {}

  private static SessionCache changing(
      SessionCache cache, BiFunction<SessionCache, Asked, Optional<Session>> changed) {
    return new ForwardingSessionCache(cache) {
      @Override
      public Optional<Session> change(SessionKey key, SessionChange change) {
        return changed.apply(healthy, new Asked(key, change));
      }
    };
  }

  private static SessionCache appending(SessionCache cache, IfEnded always) {
    return new ForwardingSessionCache(cache) {
      @Override
      public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
        return healthy.append(key, turn, always);
      }
    };
  }

  /** Shows another record than the one that is stored. */
  static SessionCache showing(
      SessionCache cache, BiFunction<ForwardingSessionCache, Session, Session> shown) {
    return new ForwardingSessionCache(cache) {
      @Override
      public Optional<Session> find(SessionKey key) {
        return healthy.find(key).map(session -> shown.apply(this, session));
      }
    };
  }

  private static Session timed(Session session, Instant startedAt, Instant lastActivityAt) {
    return new Session(
        session.key(),
        startedAt,
        lastActivityAt,
        session.ending(),
        session.entries(),
        session.usage(),
        session.metadata(),
        session.expiresAt());
  }

  private static Session counting(Session session, long entries, Usage usage) {
    return new Session(
        session.key(),
        session.startedAt(),
        session.lastActivityAt(),
        session.ending(),
        entries,
        usage,
        session.metadata(),
        session.expiresAt());
  }
}
