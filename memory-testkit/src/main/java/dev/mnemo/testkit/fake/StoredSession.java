package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One session as the fake keeps it; its cache guards it. */
final class StoredSession {

  private final SessionKey key;
  private final NavigableMap<Long, QAEntry> entries = new TreeMap<>();
  // Kept for deleted entries too, so that their ids stay known.
  private final Map<EntryId, Long> sequences = new HashMap<>();
  private final Set<EntryId> damaged = new HashSet<>();
  private Instant startedAt;
  private Optional<Instant> newestEntry = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private Usage usage = Usage.NONE;
  private Metadata metadata;
  private Optional<Instant> expiresAt = Optional.empty();

  StoredSession(SessionKey key, Instant startedAt, Metadata metadata) {
    this.key = key;
    this.startedAt = startedAt;
    this.metadata = metadata;
  }

  boolean ended() {
    return ending.isPresent();
  }

  void expireAt(Optional<Instant> time) {
    expiresAt = time;
  }

  void damage(EntryId id) {
    damaged.add(id);
  }

  /** The entry that was appended under the id, if any; a conflict where it was deleted. */
  Optional<QAEntry> known(EntryId id) {
    if (sequences.containsKey(id) && at(id).isEmpty()) {
      throw new ConflictException(
          "entry '%s' was deleted from session '%s'; append under a new id"
              .formatted(id, key.session()));
    }
    return entry(id);
  }

  QAEntry append(Turn turn) {
    long sequence = sequences.size() + 1L;
    QAEntry entry = new QAEntry(key, sequence, turn, Optional.empty());
    entries.put(sequence, entry);
    sequences.put(turn.id(), sequence);
    usage = usage.plus(turn.usage());
    ending = Optional.empty();
    startedAt = turn.time().isBefore(startedAt) ? turn.time() : startedAt;
    newestEntry =
        Optional.of(newestEntry.filter(time -> time.isAfter(turn.time())).orElse(turn.time()));
    return entry;
  }

  Optional<QAEntry> entry(EntryId id) {
    Optional<QAEntry> entry = at(id);
    if (entry.isPresent() && damaged.contains(id)) {
      throw FakeSessionCache.corrupted(key, id);
    }
    return entry;
  }

  Optional<QAEntry> change(EntryId id, EntryChange change) {
    Optional<QAEntry> changed = entry(id).map(entry -> entry.changedBy(change));
    changed.ifPresent(entry -> entries.put(entry.sequence(), entry));
    return changed;
  }

  boolean delete(EntryId id) {
    Optional<QAEntry> entry = at(id);
    entry.ifPresent(present -> entries.remove(present.sequence()));
    return entry.isPresent();
  }

  void change(SessionChange change) {
    switch (change) {
      case SessionChange.Describe(Metadata given) -> metadata = given;
      case SessionChange.End(Ending given) -> ending = Optional.of(given);
      case SessionChange.Reopen() -> ending = Optional.empty();
    }
  }

  Session record() {
    return new Session(
        key,
        startedAt,
        newestEntry.orElse(startedAt),
        ending,
        entries.size(),
        usage,
        metadata,
        expiresAt);
  }

  History read(EntryRange range) {
    List<QAEntry> readable = new ArrayList<>();
    List<DamagedRecord> unreadable = new ArrayList<>();
    for (QAEntry entry : select(range)) {
      if (damaged.contains(entry.id())) {
        unreadable.add(
            new DamagedRecord(
                "entry '%s' of session '%s'".formatted(entry.id(), key.session()),
                "damaged on purpose"));
      } else {
        readable.add(entry);
      }
    }
    return new History(readable, unreadable);
  }

  private List<QAEntry> select(EntryRange range) {
    return switch (range) {
      case EntryRange.Last(int limit) -> newest(entries.descendingMap().values(), limit);
      case EntryRange.Before(long sequence, int limit) ->
          newest(entries.headMap(sequence, false).descendingMap().values(), limit);
      case EntryRange.After(long sequence, int limit) ->
          entries.tailMap(sequence, false).values().stream().limit(limit).toList();
    };
  }

  private static List<QAEntry> newest(Collection<QAEntry> newestFirst, int limit) {
    return newestFirst.stream().limit(limit).toList().reversed();
  }

  private Optional<QAEntry> at(EntryId id) {
    return Optional.ofNullable(sequences.get(id))
        .flatMap(sequence -> Optional.ofNullable(entries.get(sequence)));
  }
}
