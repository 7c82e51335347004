package dev.mnemo.testkit.contract;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.Ending;
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
import dev.mnemo.domain.model.SessionQuery.Direction;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What sessions are, said as simply as it can be: lists that are searched from end to end. For one
 * thread, and for lists that nobody writes to while they are walked through.
 */
final class SessionModel implements SessionCache {

  private static final class Log {
    private final List<QAEntry> entries = new ArrayList<>();
    private final Set<EntryId> deleted = new HashSet<>();
    private long lastSequence;
    private Session record;

    Log(Session record) {
      this.record = record;
    }
  }

  private final Clock clock;
  private final Optional<Duration> timeToLive;
  private final Map<SessionKey, Log> logs = new LinkedHashMap<>();

  SessionModel(Clock clock, Optional<Duration> timeToLive) {
    this.clock = clock;
    this.timeToLive = timeToLive;
  }

  @Override
  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    Optional<QAEntry> known = findEntry(key, turn.id());
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Log> log = live(key);
    if (log.isPresent() && log.get().deleted.contains(turn.id())) {
      throw new ConflictException("the entry was deleted");
    }
    if (log.flatMap(one -> one.record.ending()).isPresent() && ifEnded == IfEnded.REJECT) {
      throw new ConflictException("the session was ended");
    }
    if (log.isEmpty()) {
      create(key, turn.time(), Metadata.NONE);
    }
    return append(live(key).orElseThrow(), turn);
  }

  @Override
  public History read(SessionKey key, EntryRange range) {
    List<QAEntry> all = live(key).map(log -> log.entries).orElse(List.of());
    List<QAEntry> chosen =
        switch (range) {
          case EntryRange.Last(int limit) -> last(all, limit);
          case EntryRange.Before(long sequence, int limit) ->
              last(all.stream().filter(one -> one.sequence() < sequence).toList(), limit);
          case EntryRange.After(long sequence, int limit) ->
              all.stream().filter(one -> one.sequence() > sequence).limit(limit).toList();
        };
    return new History(chosen, List.of());
  }

  @Override
  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
    return live(key).stream()
        .flatMap(log -> log.entries.stream())
        .filter(entry -> entry.id().equals(id))
        .findFirst();
  }

  @Override
  public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
    Optional<QAEntry> changed = findEntry(key, id).map(entry -> entry.changedBy(change));
    changed.ifPresent(
        entry -> {
          Log log = live(key).orElseThrow();
          log.entries.replaceAll(one -> one.id().equals(id) ? entry : one);
          write(log, log.record.ending(), log.record.metadata());
        });
    return changed;
  }

  @Override
  public boolean deleteEntry(SessionKey key, EntryId id) {
    Optional<QAEntry> entry = findEntry(key, id);
    entry.ifPresent(
        gone -> {
          Log log = live(key).orElseThrow();
          log.entries.remove(gone);
          log.deleted.add(id);
          write(log, log.record.ending(), log.record.metadata());
        });
    return entry.isPresent();
  }

  @Override
  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
    if (live(key).isPresent()) {
      throw new ConflictException("the session exists");
    }
    Session record =
        new Session(
            key, startedAt, startedAt, Optional.empty(), 0, Usage.NONE, metadata, Optional.empty());
    Log log = new Log(record);
    logs.put(key, log);
    write(log, Optional.empty(), metadata);
    return log.record;
  }

  @Override
  public Optional<Session> find(SessionKey key) {
    return live(key).map(log -> log.record);
  }

  @Override
  public Optional<Session> change(SessionKey key, SessionChange change) {
    Optional<Log> found = live(key);
    found.ifPresent(
        log -> {
          switch (change) {
            case SessionChange.Describe(Metadata metadata) ->
                write(log, log.record.ending(), metadata);
            case SessionChange.End(Ending ending) ->
                write(log, Optional.of(ending), log.record.metadata());
            case SessionChange.Reopen() -> write(log, Optional.empty(), log.record.metadata());
          }
        });
    return found.map(log -> log.record);
  }

  @Override
  public DeletedSessions delete(SessionKey key) {
    return delete(key::equals);
  }

  @Override
  public DeletedSessions deleteAll(UserId user) {
    return delete(key -> key.user().equals(user));
  }

  @Override
  public DeletedSessions deleteAll() {
    return delete(key -> true);
  }

  @Override
  public SessionPage list(UserId user, SessionQuery query) {
    Comparator<Session> order =
        Comparator.comparing(session -> SortedBy.of(query.sort(), session), SortedBy.RISING);
    List<Session> all =
        of(user)
            .filter(
                one ->
                    query
                            .activeSince()
                            .map(since -> !one.lastActivityAt().isBefore(since))
                            .orElse(true)
                        && (query.statuses().isEmpty()
                            || query
                                .statuses()
                                .contains(one.statusAt(clock.instant(), query.abandonedAfter()))))
            .sorted(query.direction() == Direction.ASCENDING ? order : order.reversed())
            // Stable, so that what has no value comes last and the rest stays as it is.
            .sorted(Comparator.comparing(one -> SortedBy.of(query.sort(), one).isEmpty()))
            .toList();
    long start =
        switch (query.page()) {
          case Page.Offset(long offset, int limit) -> offset;
          case Page.Cursor(Optional<String> cursor, int limit) ->
              cursor.map(Long::parseLong).orElse(0L);
        };
    long end = start + query.page().limit();
    return new SessionPage(
        all.stream().skip(start).limit(query.page().limit()).toList(),
        all.size(),
        end < all.size() ? Optional.of(Long.toString(end)) : Optional.empty());
  }

  @Override
  public Usage usage(UserId user, Optional<Instant> since) {
    return of(user)
        .filter(one -> since.map(time -> !one.lastActivityAt().isBefore(time)).orElse(true))
        .map(Session::usage)
        .reduce(Usage.NONE, Usage::plus);
  }

  private QAEntry append(Log log, Turn turn) {
    Session before = log.record;
    log.lastSequence++;
    QAEntry entry = new QAEntry(before.key(), log.lastSequence, turn, Optional.empty());
    log.entries.add(entry);
    boolean later = log.lastSequence == 1 || turn.time().isAfter(before.lastActivityAt());
    log.record =
        new Session(
            before.key(),
            turn.time().isBefore(before.startedAt()) ? turn.time() : before.startedAt(),
            later ? turn.time() : before.lastActivityAt(),
            before.ending(),
            before.entries(),
            before.usage().plus(turn.usage()),
            before.metadata(),
            before.expiresAt());
    write(log, Optional.empty(), before.metadata());
    return entry;
  }

  /** What every write does to a record. */
  private void write(Log log, Optional<Ending> ending, Metadata metadata) {
    log.record =
        new Session(
            log.record.key(),
            log.record.startedAt(),
            log.record.lastActivityAt(),
            ending,
            log.entries.size(),
            log.record.usage(),
            metadata,
            timeToLive.map(clock.instant()::plus));
  }

  private DeletedSessions delete(Predicate<SessionKey> which) {
    List<Session> gone =
        logs.keySet().stream().filter(which).flatMap(key -> find(key).stream()).toList();
    logs.keySet().removeIf(which);
    return new DeletedSessions(gone.size(), gone.stream().mapToLong(Session::entries).sum());
  }

  private Stream<Session> of(UserId user) {
    return logs.keySet().stream()
        .filter(key -> key.user().equals(user))
        .flatMap(key -> find(key).stream());
  }

  private Optional<Log> live(SessionKey key) {
    return Optional.ofNullable(logs.get(key))
        .filter(log -> log.record.expiresAt().map(clock.instant()::isBefore).orElse(true));
  }

  private static List<QAEntry> last(List<QAEntry> all, int limit) {
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }
}
