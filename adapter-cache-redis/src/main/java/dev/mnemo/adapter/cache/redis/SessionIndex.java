package dev.mnemo.adapter.cache.redis;

import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which sessions a user has. Rows without a session behind them are dropped when met. */
final class SessionIndex {

  private static final int BATCH = 500;

  private final RedisConnection redis;
  private final RedisKeys keys;

  SessionIndex(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  void add(RedisAsyncCommands<String, String> commands, SessionKey key, Instant activity)
      throws InterruptedException {
    redis.await(
        commands.zadd(
            keys.sessions(key.user()),
            ZAddArgs.Builder.gt(),
            SessionRecord.micros(activity),
            key.session().value()));
  }

  /**
   * Drops a row whose session is gone, and puts it back where a writer brought it back meanwhile.
   */
  void drop(RedisAsyncCommands<String, String> commands, SessionKey key)
      throws InterruptedException {
    redis.await(commands.zrem(keys.sessions(key.user()), key.session().value()));
    String active = redis.await(commands.hget(keys.record(key), "active"));
    if (active != null) {
      redis.await(
          commands.zadd(
              keys.sessions(key.user()),
              ZAddArgs.Builder.gt(),
              Double.parseDouble(active),
              key.session().value()));
    }
  }

  List<SessionKey> all(UserId user) {
    return redis.ask(
        commands -> {
          List<SessionKey> all = new ArrayList<>();
          String index = keys.sessions(user);
          for (long from = 0; ; from += BATCH) {
            List<String> rows = redis.await(commands.zrange(index, from, from + BATCH - 1));
            rows.forEach(row -> all.add(new SessionKey(user, new SessionId(row))));
            if (rows.size() < BATCH) {
              return all;
            }
          }
        });
  }

  List<Session> sessions(UserId user, Instant now) {
    List<Session> sessions = new ArrayList<>();
    List<SessionKey> indexed = all(user);
    for (int from = 0; from < indexed.size(); from += BATCH) {
      List<SessionKey> batch = indexed.subList(from, Math.min(indexed.size(), from + BATCH));
      redis.ask(
          commands -> {
            List<RedisFuture<Map<String, String>>> records = new ArrayList<>();
            batch.forEach(key -> records.add(commands.hgetall(keys.record(key))));
            for (int i = 0; i < records.size(); i++) {
              SessionKey key = batch.get(i);
              Optional<Session> session = SessionRecord.read(key, redis.await(records.get(i)), now);
              if (session.isPresent()) {
                sessions.add(session.get());
              } else {
                drop(commands, key);
              }
            }
            return sessions;
          });
    }
    return sessions;
  }

  /** Removes every key under the prefix, in small steps that block nobody. */
  DeletedSessions removeEverything(Instant now) {
    return redis.ask(
        commands -> {
          long sessions = 0;
          long entries = 0;
          ScanArgs everything = ScanArgs.Builder.matches(keys.everything()).limit(BATCH);
          ScanCursor cursor = ScanCursor.INITIAL;
          do {
            KeyScanCursor<String> page = redis.await(commands.scan(cursor, everything));
            for (String key : page.getKeys()) {
              if (key.endsWith("}:r")) {
                Map<String, String> record = redis.await(commands.hgetall(key));
                if (isVisible(record, now)) {
                  sessions++;
                  entries += Long.parseLong(record.getOrDefault("entries", "0"));
                }
              }
            }
            if (!page.getKeys().isEmpty()) {
              redis.await(commands.unlink(page.getKeys().toArray(String[]::new)));
            }
            cursor = page;
          } while (!cursor.isFinished());
          return new DeletedSessions(sessions, entries);
        });
  }

  private static boolean isVisible(Map<String, String> record, Instant now) {
    String expires = record.get("expires");
    return !record.isEmpty()
        && (expires == null || Long.parseLong(expires) > SessionRecord.micros(now));
  }
}
