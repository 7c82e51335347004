package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;
import static dev.mnemo.testkit.broken.BrokenSessionCaches.sharing;

import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Faults of changing and deleting entries. */
final class BrokenChanges {

  private BrokenChanges() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "shows a change and does not store it",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    return healthy.findEntry(key, id).map(entry -> entry.changedBy(change));
                  }
                },
            "changeEntryShouldStoreWhatItReturns"),
        mutant(
            "keeps the first feedback",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    Optional<QAEntry> entry = healthy.findEntry(key, id);
                    return entry.flatMap(QAEntry::feedback).isPresent()
                        ? entry
                        : healthy.changeEntry(key, id, change);
                  }
                },
            "changeEntryShouldReplaceAndTakeAwayFeedback"),
        mutant(
            "changes and deletes by position in the list",
            o -> new ByPosition(o.healthy()),
            "changesShouldGoByIdWhereEarlierEntriesWereDeleted"),
        mutant(
            "changes the following entry too",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    Optional<QAEntry> changed = healthy.changeEntry(key, id, change);
                    changed.stream()
                        .flatMap(
                            one ->
                                all(key).stream()
                                    .filter(other -> other.sequence() == one.sequence() + 1))
                        .forEach(other -> healthy.changeEntry(key, other.id(), change));
                    return changed;
                  }
                },
            "changeEntryShouldLeaveEverythingElseAsItWas"),
        mutant(
            "changes the entries of this id in all of the user's sessions",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    healthy
                        .list(key.user(), SessionQuery.newestFirst(new Page.Offset(0, 100)))
                        .sessions()
                        .forEach(session -> healthy.changeEntry(session.key(), id, change));
                    return healthy.changeEntry(key, id, change);
                  }
                },
            "concurrentWritesShouldLeaveOtherSessionsAsTheyWere"),
        mutant(
            "creates the entries that it is to change",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    healthy.append(key, TurnBuilder.turnOf(id.value()), IfEnded.REOPEN);
                    return healthy.changeEntry(key, id, change);
                  }
                },
            "changeEntryShouldFindNothingUnderAnUnknownId"),
        mutant(
            "brings deleted entries back when they are changed",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private final Map<EntryId, QAEntry> deleted = new ConcurrentHashMap<>();

                  @Override
                  public boolean deleteEntry(SessionKey key, EntryId id) {
                    healthy.findEntry(key, id).ifPresent(entry -> deleted.put(id, entry));
                    return healthy.deleteEntry(key, id);
                  }

                  @Override
                  public Optional<QAEntry> changeEntry(
                      SessionKey key, EntryId id, EntryChange change) {
                    return healthy
                        .changeEntry(key, id, change)
                        .or(() -> Optional.ofNullable(deleted.get(id)));
                  }
                },
            "changeEntryShouldNotBringADeletedEntryBack"),
        sharing(
            "loses one of two changes at the same time",
            () -> {
              Overlap race = new Overlap();
              return o ->
                  new ForwardingSessionCache(o.healthy()) {
                    @Override
                    public Optional<QAEntry> changeEntry(
                        SessionKey key, EntryId id, EntryChange change) {
                      return race.run(
                          () -> healthy.changeEntry(key, id, change),
                          () -> healthy.findEntry(key, id).map(one -> one.changedBy(change)));
                    }
                  };
            },
            "changesOfOneEntryAtTheSameTimeShouldAllLand",
            "changesShouldHitTheirEntriesWhileOthersAppendAndDelete"),
        mutant(
            "deletes the following entry",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public boolean deleteEntry(SessionKey key, EntryId id) {
                    long sequence =
                        healthy.findEntry(key, id).map(QAEntry::sequence).orElse(Long.MAX_VALUE);
                    return all(key).stream()
                        .filter(entry -> entry.sequence() > sequence)
                        .findFirst()
                        .map(entry -> healthy.deleteEntry(key, entry.id()))
                        .orElse(false);
                  }
                },
            "deleteEntryShouldDeleteThatEntryAlone"),
        mutant(
            "says of any entry that it deleted it",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public boolean deleteEntry(SessionKey key, EntryId id) {
                    boolean ignored = healthy.deleteEntry(key, id);
                    return true;
                  }
                },
            "deleteEntryShouldSayWhetherThereWasOne",
            "deleteEntryShouldBeDoneOnceUnderConcurrentCallers"),
        mutant(
            "numbers by counting the entries that are there",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    QAEntry entry = healthy.append(key, turn, ifEnded);
                    long number = healthy.find(key).map(Session::entries).orElse(1L);
                    return new QAEntry(key, number, entry.turn(), entry.feedback());
                  }
                },
            "deleteEntryShouldNotFreeItsNumber"),
        mutant(
            "deletes a session with its last entry",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public boolean deleteEntry(SessionKey key, EntryId id) {
                    boolean deleted = healthy.deleteEntry(key, id);
                    if (all(key).isEmpty()) {
                      healthy.delete(key);
                    }
                    return deleted;
                  }
                },
            "deleteEntryShouldLeaveASessionWithoutEntriesThere"));
  }

  /** Takes the place at which an entry was appended for the place at which it is. */
  private static final class ByPosition extends ForwardingSessionCache {

    private final Map<EntryId, Integer> places = new ConcurrentHashMap<>();

    ByPosition(SessionCache healthy) {
      super(healthy);
    }

    @Override
    public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
      QAEntry entry = healthy.append(key, turn, ifEnded);
      places.put(entry.id(), Math.toIntExact(entry.sequence() - 1));
      return entry;
    }

    @Override
    public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
      return at(key, id).flatMap(entry -> healthy.changeEntry(key, entry.id(), change));
    }

    @Override
    public boolean deleteEntry(SessionKey key, EntryId id) {
      return at(key, id).map(entry -> healthy.deleteEntry(key, entry.id())).orElse(false);
    }

    private Optional<QAEntry> at(SessionKey key, EntryId id) {
      List<QAEntry> entries = all(key);
      return Optional.ofNullable(places.get(id))
          .filter(place -> place < entries.size())
          .map(entries::get);
    }
  }
}
