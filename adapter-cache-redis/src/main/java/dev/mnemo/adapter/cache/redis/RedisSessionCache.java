package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.DamagedRecord;
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
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.UsageLedger;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sessions in Redis: a list of entries, a hash from entry id to position and a hash for the record,
 * all in one slot and changed together by server-side scripts; beside them, in a slot of its own,
 * each user's {@link SessionIndex}.
 */
final class RedisSessionCache implements SessionCache, AutoCloseable {

  static final String BACKEND = "session cache (redis)";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final SessionScripts scripts;
  private final SessionIndex index;
  private final IndexPublisher publisher;
  private final Removal removal;
  private final Clock clock;

  private RedisSessionCache(RedisCacheConfig config, Clock clock) {
    this.redis = new RedisConnection(config);
    this.keys = new RedisKeys(config.prefix());
    RecordReader records = new RecordReader(keys);
    this.index = new SessionIndex(redis, keys, records, clock);
    this.publisher = new IndexPublisher(redis, keys, index, records, clock);
    this.scripts = new SessionScripts(redis, keys, publisher, config.timeToLive(), clock);
    this.removal = new Removal(redis, keys, index, publisher, clock);
    this.clock = clock;
  }

  /** A cache that connects at the first use. */
  static RedisSessionCache connect(RedisCacheConfig config, Clock clock) {
    return new RedisSessionCache(config, clock);
  }

  @Override
  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    Usage usage = turn.usage();
    String[] arguments = {
      turn.id().value(),
      EntryJson.write(turn, Optional.empty()),
      Long.toString(SessionRecord.micros(turn.time())),
      flag(ifEnded == IfEnded.REOPEN),
      Long.toString(usage.tokensIn()),
      Long.toString(usage.tokensOut()),
      Long.toString(SessionRecord.dollars(usage)),
      Long.toString(SessionRecord.rest(usage)),
      flag(usage.costUsd().isEmpty()),
      flag(usage.estimated())
    };
    List<Object> answer = scripts.append(key, arguments);
    return switch ((String) answer.getFirst()) {
      case "deleted" ->
          throw new ConflictException(
              "entry '%s' of session '%s' was deleted; append it under a new id"
                  .formatted(turn.id(), key.session()));
      case "ended" ->
          throw new ConflictException(
              "session '%s' was ended (%s); reopen it to append"
                  .formatted(key.session(), answer.get(1).toString().toLowerCase(Locale.ROOT)));
      case "added" -> new QAEntry(key, position(answer.get(1)) + 1, turn, Optional.empty());
      default -> entry(key, turn.id(), answer.get(1), (String) answer.get(2));
    };
  }

  @Override
  public History read(SessionKey key, EntryRange range) {
    String from =
        switch (range) {
          case EntryRange.Last last -> "0";
          // Positions count from 0, sequence numbers from 1.
          case EntryRange.Before(long sequence, int limit) ->
              Long.toString(Math.max(0, sequence - 1));
          case EntryRange.After(long sequence, int limit) -> Long.toString(sequence);
        };
    String way =
        switch (range) {
          case EntryRange.Last last -> "last";
          case EntryRange.Before before -> "before";
          case EntryRange.After after -> "after";
        };
    boolean forwards = range instanceof EntryRange.After;
    List<QAEntry> entries = new ArrayList<>();
    List<DamagedRecord> damaged = new ArrayList<>();
    while (true) {
      int left = range.limit() - entries.size() - damaged.size();
      List<Object> found = scripts.read(key, way, from, Integer.toString(left));
      for (int i = 1; i < found.size(); i += 2) {
        long position = position(found.get(i));
        try {
          entries.add(EntryJson.read(key, position + 1, (String) found.get(i + 1)));
        } catch (IOException e) {
          damaged.add(new DamagedRecord(where(key, found.get(i)), String.valueOf(e.getMessage())));
        }
      }
      from = found.getFirst().toString();
      if (from.isEmpty()) {
        return forwards
            ? new History(entries, damaged)
            : new History(entries.reversed(), damaged.reversed());
      }
      way = forwards ? way : "before";
    }
  }

  @Override
  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
    List<Object> found = scripts.find(key, id.value());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(entry(key, id, found.get(0), (String) found.get(1)));
  }

  @Override
  public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
    List<Object> answer =
        switch (change) {
          case EntryChange.Answer(String text) -> edit(key, id, "answer", EntryJson.quoted(text));
          case EntryChange.Rate(var given) -> edit(key, id, "feedback", EntryJson.write(given));
          case EntryChange.Unrate() -> edit(key, id, "feedback", "");
        };
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    if (answer.getFirst().equals("damaged")) {
      throw damaged(key, id, answer.get(1), (String) answer.get(2));
    }
    return Optional.of(entry(key, id, answer.get(1), (String) answer.get(2)));
  }

  @Override
  public boolean deleteEntry(SessionKey key, EntryId id) {
    List<Object> answer =
        scripts.change(Script.REMOVE, key, id.value(), EntryJson.START, EntryJson.start(id));
    if (answer.getFirst().equals("damaged")) {
      throw damaged(key, id, answer.get(1), (String) answer.get(2));
    }
    return answer.getFirst().equals("done");
  }

  @Override
  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
    return scripts
        .create(key, Long.toString(SessionRecord.micros(startedAt)), EntryJson.write(metadata))
        .flatMap(hash -> visible(key, hash))
        .orElseThrow(
            () ->
                new ConflictException(
                    "session '%s' exists; choose another id or append to it"
                        .formatted(key.session())));
  }

  @Override
  public Optional<Session> find(SessionKey key) {
    return visible(key, scripts.record(key));
  }

  @Override
  public Optional<Session> change(SessionKey key, SessionChange change) {
    String[] arguments =
        switch (change) {
          case SessionChange.Describe(Metadata metadata) ->
              new String[] {"set", "metadata", EntryJson.write(metadata)};
          case SessionChange.End(Ending ending) ->
              new String[] {
                "set",
                "outcome",
                ending.outcome().name(),
                "ended",
                Long.toString(SessionRecord.micros(ending.at()))
              };
          case SessionChange.Reopen() -> new String[] {"unset", "outcome", "ended"};
        };
    List<String> flat = scripts.change(Script.CHANGE, key, arguments);
    return visible(key, SessionRecord.hash(flat));
  }

  @Override
  public DeletedSessions delete(SessionKey key) {
    long entries = scripts.delete(key);
    return entries < 0 ? new DeletedSessions(0, 0) : new DeletedSessions(1, entries);
  }

  @Override
  public DeletedSessions deleteAll(UserId user) {
    return removal.of(user);
  }

  @Override
  public DeletedSessions deleteAll() {
    return removal.ofEverybody();
  }

  @Override
  public SessionPage list(UserId user, SessionQuery query) {
    return index.page(user, query);
  }

  @Override
  public Usage usage(UserId user, Optional<Instant> since) {
    Usage sum = Usage.NONE;
    Optional<String> cursor = Optional.empty();
    do {
      SessionPage page =
          list(
              user,
              new SessionQuery(
                  SessionQuery.Sort.STARTED_AT,
                  SessionQuery.Direction.ASCENDING,
                  since,
                  Set.of(),
                  SessionQuery.ABANDONED_AFTER,
                  new SessionQuery.Page.Cursor(cursor, SessionQuery.Page.MAX_LIMIT)));
      for (Session session : page.sessions()) {
        sum = sum.plus(session.usage());
      }
      cursor = page.next();
    } while (cursor.isPresent());
    return sum;
  }

  /** A ledger under the same prefix, over the same connection, which ends with this. */
  UsageLedger ledger() {
    return new RedisUsageLedger(redis, keys);
  }

  @Override
  public void close() {
    publisher.close();
    redis.close();
  }

  private List<Object> edit(SessionKey key, EntryId id, String what, String value) {
    return scripts.change(Script.EDIT, key, id.value(), EntryJson.start(id), what, value);
  }

  private Optional<Session> visible(SessionKey key, Map<String, String> hash) {
    try {
      Instant now = clock.instant();
      return SessionRecord.read(key, hash)
          .filter(read -> read.isVisibleAt(now))
          .map(SessionRecord::session);
    } catch (IOException e) {
      throw new CorruptedDataException(
          "session '%s' %s".formatted(key.session(), String.valueOf(e.getMessage())),
          "it stays where it is, at " + keys.record(key),
          e);
    }
  }

  private QAEntry entry(SessionKey key, EntryId id, Object position, String text) {
    try {
      QAEntry entry = EntryJson.read(key, position(position) + 1, text);
      if (entry.id().equals(id)) {
        return entry;
      }
    } catch (IOException | NumberFormatException e) {
      throw damaged(key, id, position, text);
    }
    throw damaged(key, id, position, text);
  }

  private CorruptedDataException damaged(SessionKey key, EntryId id, Object position, String text) {
    String reason = "is not the entry of that id";
    IOException cause = new IOException(reason);
    try {
      EntryJson.read(key, 1, text);
    } catch (IOException e) {
      cause = e;
    }
    return new CorruptedDataException(
        "entry '%s' of session '%s' %s"
            .formatted(id, key.session(), String.valueOf(cause.getMessage())),
        "it stays where it is, at " + where(key, position),
        cause);
  }

  private String where(SessionKey key, Object position) {
    return "list %s, index %s".formatted(keys.of(key)[0], position);
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  private static long position(Object value) {
    return Long.parseLong(value.toString());
  }
}
