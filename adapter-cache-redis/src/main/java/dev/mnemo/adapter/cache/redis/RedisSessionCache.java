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
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.ZAddArgs;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sessions in Redis: a list of entries, a hash from entry id to position and a hash for the record,
 * all in one slot and changed together by server-side scripts; beside them, in a slot of its own,
 * each user's sessions by last activity.
 *
 * <p>The user's index is written first or together with the session: an indexed session without
 * data is harmless and dropped when met, an unindexed one would be lost to its user.
 */
final class RedisSessionCache implements SessionCache, AutoCloseable {

  static final String BACKEND = "session cache (redis)";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final SessionIndex index;
  private final RedisCacheConfig config;
  private final Clock clock;

  private RedisSessionCache(RedisCacheConfig config, Clock clock) {
    this.redis = new RedisConnection(config);
    this.keys = new RedisKeys(config.prefix());
    this.index = new SessionIndex(redis, keys);
    this.config = config;
    this.clock = clock;
  }

  /** A cache that connects at the first use. */
  static RedisSessionCache connect(RedisCacheConfig config, Clock clock) {
    return new RedisSessionCache(config, clock);
  }

  @Override
  public QAEntry append(SessionKey key, Turn turn, IfEnded ifEnded) {
    Usage usage = turn.usage();
    String stored = EntryJson.write(turn, Optional.empty());
    String[] arguments =
        arguments(
            turn.id().value(),
            stored,
            Long.toString(SessionRecord.micros(turn.time())),
            flag(ifEnded == IfEnded.REOPEN),
            Long.toString(usage.tokensIn()),
            Long.toString(usage.tokensOut()),
            Long.toString(SessionRecord.cost(usage)),
            flag(usage.costUsd().isEmpty()),
            flag(usage.estimated()));
    List<Object> answer =
        redis.ask(
            commands -> {
              RedisFuture<Long> indexed =
                  commands.zadd(
                      keys.sessions(key.user()),
                      ZAddArgs.Builder.gt(),
                      SessionRecord.micros(turn.time()),
                      key.session().value());
              List<Object> appended =
                  redis.run(
                      commands, Script.APPEND, ScriptOutputType.MULTI, keys.of(key), arguments);
              redis.await(indexed);
              return appended;
            });
    return switch ((String) answer.get(0)) {
      case "deleted" ->
          throw new ConflictException(
              "entry '%s' of session '%s' was deleted; append it under a new id"
                  .formatted(turn.id(), key.session()));
      case "ended" ->
          throw new ConflictException(
              "session '%s' was ended (%s); reopen it to append"
                  .formatted(key.session(), answer.get(1).toString().toLowerCase(Locale.ROOT)));
      default -> entry(key, turn.id(), position(answer.get(1)), (String) answer.get(2));
    };
  }

  @Override
  public History read(SessionKey key, EntryRange range) {
    String from =
        switch (range) {
          case EntryRange.Last last -> "0";
          // Positions count from 0, sequence numbers from 1.
          case EntryRange.Before(long sequence, int limit) -> Long.toString(sequence - 1);
          case EntryRange.After(long sequence, int limit) -> Long.toString(sequence);
        };
    String way =
        switch (range) {
          case EntryRange.Last last -> "last";
          case EntryRange.Before before -> "before";
          case EntryRange.After after -> "after";
        };
    List<Object> found =
        redis.ask(
            commands ->
                redis.run(
                    commands,
                    Script.READ,
                    ScriptOutputType.MULTI,
                    keys.of(key),
                    now(),
                    way,
                    from,
                    Integer.toString(range.limit())));
    List<QAEntry> entries = new ArrayList<>();
    List<DamagedRecord> damaged = new ArrayList<>();
    for (int i = 0; i < found.size(); i += 2) {
      long position = position(found.get(i));
      try {
        entries.add(EntryJson.read(key, position + 1, (String) found.get(i + 1)));
      } catch (EntryJson.MalformedException e) {
        damaged.add(new DamagedRecord(where(key, position), e.reason()));
      }
    }
    boolean forwards = range instanceof EntryRange.After;
    return forwards
        ? new History(entries, damaged)
        : new History(entries.reversed(), damaged.reversed());
  }

  @Override
  public Optional<QAEntry> findEntry(SessionKey key, EntryId id) {
    return stored(key, id).map(found -> entry(key, id, found.position(), found.text()));
  }

  @Override
  public Optional<QAEntry> changeEntry(SessionKey key, EntryId id, EntryChange change) {
    return replace(
            key,
            id,
            found -> {
              QAEntry changed = entry(key, id, found.position(), found.text()).changedBy(change);
              return EntryJson.write(changed.turn(), changed.feedback());
            })
        .map(changed -> entry(key, id, changed.position(), changed.text()));
  }

  @Override
  public boolean deleteEntry(SessionKey key, EntryId id) {
    return replace(key, id, found -> "").isPresent();
  }

  @Override
  public Session create(SessionKey key, Instant startedAt, Metadata metadata) {
    String started = Long.toString(SessionRecord.micros(startedAt));
    String[] arguments = arguments(started, EntryJson.write(metadata));
    Long created =
        redis.ask(
            commands -> {
              index.add(commands, key, startedAt);
              return redis.run(
                  commands, Script.CREATE, ScriptOutputType.INTEGER, keys.of(key), arguments);
            });
    if (created == 0) {
      throw new ConflictException(
          "session '%s' exists; choose another id or append to it".formatted(key.session()));
    }
    return find(key)
        .orElseThrow(
            () ->
                new ConflictException("session '%s' was deleted at once".formatted(key.session())));
  }

  @Override
  public Optional<Session> find(SessionKey key) {
    Map<String, String> hash =
        redis.ask(commands -> redis.await(commands.hgetall(keys.record(key))));
    return SessionRecord.read(key, hash, clock.instant());
  }

  @Override
  public Optional<Session> change(SessionKey key, SessionChange change) {
    String[] arguments =
        switch (change) {
          case SessionChange.Describe(Metadata metadata) ->
              arguments("set", "metadata", EntryJson.write(metadata));
          case SessionChange.End(Ending ending) ->
              arguments(
                  "set",
                  "outcome",
                  ending.outcome().name(),
                  "ended",
                  Long.toString(SessionRecord.micros(ending.at())));
          case SessionChange.Reopen() -> arguments("unset", "outcome", "ended");
        };
    List<String> flat =
        redis.ask(
            commands ->
                redis.run(
                    commands, Script.CHANGE, ScriptOutputType.MULTI, keys.of(key), arguments));
    Map<String, String> hash = new HashMap<>();
    for (int i = 0; i < flat.size(); i += 2) {
      hash.put(flat.get(i), flat.get(i + 1));
    }
    return SessionRecord.read(key, hash, clock.instant());
  }

  @Override
  public DeletedSessions delete(SessionKey key) {
    Long entries =
        redis.ask(
            commands -> {
              Long gone =
                  redis.run(commands, Script.DELETE, ScriptOutputType.INTEGER, keys.of(key), now());
              index.drop(commands, key);
              return gone;
            });
    return entries < 0 ? new DeletedSessions(0, 0) : new DeletedSessions(1, entries);
  }

  @Override
  public DeletedSessions deleteAll(UserId user) {
    long sessions = 0;
    long entries = 0;
    for (SessionKey key : index.all(user)) {
      DeletedSessions deleted = delete(key);
      sessions += deleted.sessions();
      entries += deleted.entries();
    }
    return new DeletedSessions(sessions, entries);
  }

  @Override
  public DeletedSessions deleteAll() {
    return index.removeEverything(clock.instant());
  }

  @Override
  public SessionPage list(UserId user, SessionQuery query) {
    Instant now = clock.instant();
    return SessionListing.page(index.sessions(user, now), query, now);
  }

  @Override
  public Usage usage(UserId user, Optional<Instant> since) {
    return index.sessions(user, clock.instant()).stream()
        .filter(session -> since.map(from -> !session.lastActivityAt().isBefore(from)).orElse(true))
        .map(Session::usage)
        .reduce(Usage.NONE, Usage::plus);
  }

  @Override
  public void close() {
    redis.close();
  }

  private record Stored(long position, String text) {}

  private Optional<Stored> stored(SessionKey key, EntryId id) {
    List<Object> found =
        redis.ask(
            commands ->
                redis.run(
                    commands,
                    Script.FIND,
                    ScriptOutputType.MULTI,
                    keys.of(key),
                    now(),
                    id.value()));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Stored(position(found.get(0)), (String) found.get(1)));
  }

  // Merging happens here rather than in the script, whose JSON library would turn [] into {}.
  private Optional<Stored> replace(
      SessionKey key, EntryId id, Function<Stored, String> replacement) {
    while (true) {
      Optional<Stored> found = stored(key, id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Stored old = found.get();
      String text = replacement.apply(old);
      String[] arguments = arguments(id.value(), Long.toString(old.position()), old.text(), text);
      Long done =
          redis.ask(
              commands ->
                  redis.run(
                      commands, Script.REPLACE, ScriptOutputType.INTEGER, keys.of(key), arguments));
      if (done == 1) {
        return Optional.of(new Stored(old.position(), text));
      }
    }
  }

  private QAEntry entry(SessionKey key, EntryId id, long position, String text) {
    try {
      return EntryJson.read(key, position + 1, text);
    } catch (EntryJson.MalformedException e) {
      throw new CorruptedDataException(
          "entry '%s' of session '%s' %s".formatted(id, key.session(), e.reason()),
          "it stays where it is, at " + where(key, position),
          e);
    }
  }

  private String where(SessionKey key, long position) {
    return "list %s, index %d".formatted(keys.of(key)[0], position);
  }

  private String now() {
    return Long.toString(SessionRecord.micros(clock.instant()));
  }

  /** What every writing script takes first, then its own. */
  private String[] arguments(String... own) {
    Instant now = clock.instant();
    List<String> all = new ArrayList<>();
    all.add(Long.toString(SessionRecord.micros(now)));
    all.add(
        config
            .timeToLive()
            .map(ttl -> Long.toString(SessionRecord.micros(now.plus(ttl))))
            .orElse(""));
    all.add(config.timeToLive().map(ttl -> Long.toString(ttl.toMillis())).orElse(""));
    all.addAll(Arrays.asList(own));
    return all.toArray(String[]::new);
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  private static long position(Object value) {
    return Long.parseLong(value.toString());
  }
}
