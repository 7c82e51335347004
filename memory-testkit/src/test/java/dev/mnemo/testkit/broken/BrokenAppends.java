package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;
import static dev.mnemo.testkit.broken.BrokenSessionCaches.sharing;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.contract.SessionCacheContract;
import dev.mnemo.testkit.fake.FakeSessionCache;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** Faults of appending. */
final class BrokenAppends {

  private BrokenAppends() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "says that an entry is stored and stores nothing",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    return new QAEntry(key, 1, turn, Optional.empty());
                  }
                },
            "appendShouldReturnTheEntryThatReadsFind"),
        sharing(
            "numbers the entries of all sessions together",
            () -> {
              AtomicLong next = new AtomicLong();
              return o -> numbering(o.healthy(), entry -> next.incrementAndGet());
            },
            "appendShouldNumberTheEntriesOfEachSessionFromOneWithoutGaps"),
        sharing(
            "loses one of two appends at the same time",
            () -> {
              Overlap race = new Overlap();
              return o -> losingAppends(o.healthy(), race);
            },
            "appendShouldKeepEveryEntryUnderConcurrentWriters",
            "appendShouldNumberWithoutGapsAcrossSeveralOpenCaches",
            "appendShouldStoreARepeatedIdOnceUnderConcurrentWriters",
            "theRecordShouldBeRightUnderConcurrentWriters",
            "changesOfTheRecordShouldNotUndoConcurrentAppends",
            "changesShouldHitTheirEntriesWhileOthersAppendAndDelete"),
        mutant(
            "keeps its entries in the process",
            o -> new FakeSessionCache(o.clock()),
            "appendShouldOutliveTheCacheThatDidIt"),
        mutant(
            "overwrites an entry when its id is repeated",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    healthy.append(key, turn, ifEnded);
                    return healthy
                        .changeEntry(key, turn.id(), new EntryChange.Answer(turn.answer()))
                        .orElseThrow();
                  }
                },
            "appendShouldReturnTheStoredEntryWhenItsIdIsRepeated"),
        mutant(
            "remembers first entries and returns them when their ids are repeated",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private final Map<EntryId, QAEntry> first = new ConcurrentHashMap<>();

                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    return first.computeIfAbsent(
                        turn.id(), id -> healthy.append(key, turn, ifEnded));
                  }
                },
            "appendShouldReturnARepeatedEntryAsItIsNow",
            "appendShouldAcceptAnIdThatAnotherSessionHas"),
        mutant(
            "takes the id of a deleted entry as a new one",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    try {
                      return healthy.append(key, turn, ifEnded);
                    } catch (ConflictException e) {
                      return new QAEntry(key, 99, turn, Optional.empty());
                    }
                  }
                },
            "appendShouldRefuseTheIdOfADeletedEntry"),
        sharing(
            "revives an entry that is deleted while its append is repeated",
            () -> {
              Map<EntryId, CountDownLatch> deletions = new ConcurrentHashMap<>();
              return o -> new Reviving(o.healthy(), deletions);
            },
            "anEntryDeletedWhileItsAppendIsRepeatedShouldStayDeleted"),
        mutant(
            "shows the newest entry before the one before it",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    History history = healthy.read(key, range);
                    List<QAEntry> shown = new ArrayList<>(history.entries());
                    if (shown.size() > 1) {
                      shown.remove(shown.size() - 2);
                    }
                    return new History(shown, history.damaged());
                  }
                },
            "aReaderShouldSeeNoEntryBeforeItsPredecessors"),
        mutant(
            "orders entries by their times",
            o -> sorted(o.healthy(), Comparator.comparing(QAEntry::time)),
            "appendShouldKeepItsOrderWhateverTheTimesOfTheTurns"),
        mutant(
            "orders entries by their ids",
            o -> sorted(o.healthy(), Comparator.comparing(entry -> entry.id().value())),
            "appendShouldKeepItsOrderWhateverTheTimesOfTheTurns"),
        mutant(
            "keeps a window of the newest 100 entries",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    QAEntry entry = healthy.append(key, turn, ifEnded);
                    healthy
                        .read(key, new EntryRange.Before(Math.max(0, entry.sequence() - 100), 1))
                        .entries()
                        .forEach(old -> healthy.deleteEntry(key, old.id()));
                    return entry;
                  }
                },
            "appendShouldEvictNothingFromALongSession"),
        mutant(
            "holds at most 100 sessions",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private final Deque<SessionKey> kept = new ArrayDeque<>();

                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    if (!kept.contains(key)) {
                      kept.add(key);
                    }
                    if (kept.size() > 100) {
                      healthy.delete(kept.removeFirst());
                    }
                    return healthy.append(key, turn, ifEnded);
                  }
                },
            "appendShouldEvictNoOtherSession"));
  }

  /** Repeats of an append wait a moment for the entry's deletion, and then undo it. */
  private static final class Reviving extends ForwardingSessionCache {

    private final Map<EntryId, CountDownLatch> deletions;
    private final Map<EntryId, QAEntry> revived = new ConcurrentHashMap<>();

    Reviving(SessionCache healthy, Map<EntryId, CountDownLatch> deletions) {
      super(healthy);
      this.deletions = deletions;
    }

    @Override
    public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
      Optional<QAEntry> known = healthy.findEntry(key, turn.id());
      try {
        boolean ignored = known.isEmpty() || deletion(turn.id()).await(1, TimeUnit.SECONDS);
        return healthy.append(key, turn, ifEnded);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return known.orElseThrow();
      } catch (ConflictException e) {
        revived.put(turn.id(), known.orElse(new QAEntry(key, 1, turn, Optional.empty())));
        throw e;
      }
    }

    @Override
    public boolean deleteEntry(SessionKey key, EntryId id) {
      boolean deleted = healthy.deleteEntry(key, id);
      deletion(id).countDown();
      return deleted;
    }

    @Override
    public History read(SessionKey key, EntryRange range) {
      History history = healthy.read(key, range);
      boolean page = range instanceof EntryRange.After(long sequence, int limit) && sequence > 0;
      List<QAEntry> shown = new ArrayList<>(history.entries());
      shown.addAll(page ? List.of() : revived.values());
      return new History(shown, history.damaged());
    }

    private CountDownLatch deletion(EntryId id) {
      return deletions.computeIfAbsent(id, any -> new CountDownLatch(1));
    }
  }

  private static SessionCache numbering(SessionCache cache, ToLongFunction<QAEntry> number) {
    return new ForwardingSessionCache(cache) {
      @Override
      public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
        QAEntry entry = healthy.append(key, turn, ifEnded);
        return new QAEntry(key, number.applyAsLong(entry), entry.turn(), entry.feedback());
      }
    };
  }

  private static SessionCache losingAppends(SessionCache cache, Overlap race) {
    return new ForwardingSessionCache(cache) {
      @Override
      public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
        return race.run(
            () -> healthy.append(key, turn, ifEnded),
            () -> new QAEntry(key, 999_999, turn, Optional.empty()));
      }
    };
  }

  private static SessionCache sorted(SessionCache cache, Comparator<QAEntry> order) {
    return new ForwardingSessionCache(cache) {
      @Override
      public History read(SessionKey key, EntryRange range) {
        History history = healthy.read(key, range);
        return new History(history.entries().stream().sorted(order).toList(), history.damaged());
      }
    };
  }
}
