package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenSessionCaches.mutant;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.SessionCacheContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Faults of reading. */
final class BrokenReads {

  private BrokenReads() {}

  static List<Mutant<SessionCacheContract>> all() {
    return List.of(
        mutant(
            "creates the sessions that are asked for",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    if (healthy.find(key).isEmpty()) {
                      healthy.create(key, TestClock.NOON, Metadata.NONE);
                    }
                    return healthy.read(key, range);
                  }
                },
            "readShouldReturnNothingForAnUnknownSession"),
        mutant(
            "returns the oldest entries as the last ones",
            o ->
                ranging(
                    o.healthy(),
                    range ->
                        range instanceof EntryRange.Last last
                            ? new EntryRange.After(0, last.limit())
                            : range),
            "lastShouldReturnTheNewestEntriesOldestFirst",
            "rangesShouldBeFilledAcrossDeletedEntries"),
        mutant(
            "returns the newest entries first",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    History history = healthy.read(key, range);
                    return new History(history.entries().reversed(), history.damaged());
                  }
                },
            "lastShouldReturnTheNewestEntriesOldestFirst",
            "beforeShouldReturnTheNewestEntriesBelowANumberOldestFirst",
            "afterShouldReturnTheOldestEntriesAboveANumberOldestFirst"),
        mutant(
            "includes the number that entries should come before",
            o ->
                ranging(
                    o.healthy(),
                    range ->
                        range instanceof EntryRange.Before before
                                && before.sequence() < Long.MAX_VALUE
                            ? new EntryRange.Before(before.sequence() + 1, before.limit())
                            : range),
            "beforeShouldReturnTheNewestEntriesBelowANumberOldestFirst",
            "rangesShouldBeFilledAcrossDeletedEntries"),
        mutant(
            "includes the number that entries should come after",
            o ->
                ranging(
                    o.healthy(),
                    range ->
                        range instanceof EntryRange.After after && after.sequence() > 1
                            ? new EntryRange.After(after.sequence() - 1, after.limit())
                            : range),
            "afterShouldReturnTheOldestEntriesAboveANumberOldestFirst"),
        mutant(
            "counts deleted entries among those of a range",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    History history = healthy.read(key, range);
                    if (!(range instanceof EntryRange.Last) || history.entries().isEmpty()) {
                      return history;
                    }
                    long newest = history.entries().getLast().sequence();
                    return new History(
                        history.entries().stream()
                            .filter(entry -> entry.sequence() > newest - range.limit())
                            .toList(),
                        history.damaged());
                  }
                },
            "rangesShouldBeFilledAcrossDeletedEntries"),
        mutant(
            "pages back by counting from the end",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private int shown;

                  @Override
                  public History read(SessionKey key, EntryRange range) {
                    if (!(range instanceof EntryRange.Before)) {
                      shown = range.limit();
                      return healthy.read(key, range);
                    }
                    List<QAEntry> all = all(key);
                    int end = Math.max(0, all.size() - shown);
                    shown += range.limit();
                    return new History(
                        all.subList(Math.max(0, end - range.limit()), end), List.of());
                  }
                },
            "pagingBackShouldMeetEveryEntryOnceWhileOthersAppend"),
        mutant(
            "finds entries by their ids alone",
            o ->
                new ForwardingSessionCache(o.healthy()) {
                  private final Map<EntryId, QAEntry> byId = new ConcurrentHashMap<>();

                  @Override
                  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
                    QAEntry entry = healthy.append(key, turn, ifEnded);
                    byId.put(turn.id(), entry);
                    return entry;
                  }

                  @Override
                  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
                    return Optional.ofNullable(byId.get(id));
                  }
                },
            "findEntryShouldFindOnlyEntriesOfItsSession"));
  }

  private static SessionCache ranging(SessionCache cache, UnaryOperator<EntryRange> taken) {
    return new ForwardingSessionCache(cache) {
      @Override
      public History read(SessionKey key, EntryRange range) {
        return healthy.read(key, taken.apply(range));
      }
    };
  }
}
