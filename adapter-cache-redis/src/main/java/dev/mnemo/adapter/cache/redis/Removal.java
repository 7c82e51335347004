package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.model.DeletedSessions;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScoredValueScanCursor;
import io.lettuce.core.ScriptOutputType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Deletes many sessions in small steps that block nobody, each session as one step to a reader. */
final class Removal {

  private static final int BATCH = 500;

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final SessionIndex index;
  private final Clock clock;

  Removal(RedisConnection redis, RedisKeys keys, SessionIndex index, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.index = index;
    this.clock = clock;
  }

  /** Every session that the user's index knows, damaged ones included. */
  DeletedSessions of(UserId user) {
    DeletedSessions deleted = new DeletedSessions(0, 0);
    ScanCursor marks = ScanCursor.INITIAL;
    do {
      ScanCursor from = marks;
      ScoredValueScanCursor<String> page =
          redis.ask(
              exchange ->
                  exchange.await(
                      exchange
                          .commands()
                          .zscan(keys.marks(user), from, ScanArgs.Builder.limit(BATCH))));
      Map<String, String> unlisted = new LinkedHashMap<>();
      for (ScoredValue<String> mark : page.getValues()) {
        unlisted.put(mark.getValue().substring(mark.getValue().indexOf('|') + 1), "");
      }
      deleted = plus(deleted, delete(user, unlisted));
      marks = page;
    } while (!marks.isFinished());
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      ScanCursor from = cursor;
      MapScanCursor<String, String> page =
          redis.ask(
              exchange ->
                  exchange.await(
                      exchange
                          .commands()
                          .hscan(keys.rows(user), from, ScanArgs.Builder.limit(BATCH))));
      deleted = plus(deleted, delete(user, page.getMap()));
      cursor = page;
    } while (!cursor.isFinished());
    return deleted;
  }

  /** Every session under the prefix, of whichever user, and nothing else. */
  DeletedSessions ofEverybody() {
    DeletedSessions deleted = new DeletedSessions(0, 0);
    ScanArgs pattern = ScanArgs.Builder.matches(keys.everything()).limit(BATCH);
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      ScanCursor from = cursor;
      KeyScanCursor<String> page =
          redis.ask(exchange -> exchange.await(exchange.commands().scan(from, pattern)));
      Set<SessionKey> sessions = new LinkedHashSet<>();
      Set<UserId> users = new LinkedHashSet<>();
      for (String key : page.getKeys()) {
        keys.session(key).ifPresent(sessions::add);
        keys.user(key).ifPresent(users::add);
      }
      for (UserId user : users) {
        deleted = plus(deleted, of(user));
      }
      List<SessionKey> all = List.copyOf(sessions);
      for (int at = 0; at < all.size(); at += BATCH) {
        deleted = plus(deleted, delete(all.subList(at, Math.min(all.size(), at + BATCH))));
      }
      cursor = page;
    } while (!cursor.isFinished());
    return deleted;
  }

  private DeletedSessions delete(List<SessionKey> sessions) {
    return redis.ask(
        exchange -> {
          DeletedSessions deleted = new DeletedSessions(0, 0);
          for (List<Object> one : deleteEach(exchange, sessions)) {
            deleted = plus(deleted, counted(one));
          }
          return deleted;
        });
  }

  /** Deletes sessions by the name and row that the index has of them, and their rows. */
  private DeletedSessions delete(UserId user, Map<String, String> rows) {
    if (rows.isEmpty()) {
      return new DeletedSessions(0, 0);
    }
    List<SessionKey> sessions =
        rows.keySet().stream().map(id -> new SessionKey(user, new SessionId(id))).toList();
    return redis.ask(
        exchange -> {
          DeletedSessions deleted = new DeletedSessions(0, 0);
          List<Publication> publications = new ArrayList<>();
          List<List<Object>> answers = deleteEach(exchange, sessions);
          int at = 0;
          for (Map.Entry<String, String> row : rows.entrySet()) {
            List<Object> answer = answers.get(at++);
            deleted = plus(deleted, counted(answer));
            String version = answer.get(1).toString();
            if (!version.isEmpty()) {
              publications.add(
                  Publication.deleted(row.getKey(), Long.parseLong(version), Mark.NONE));
            } else if (!row.getValue().startsWith("D") && !row.getValue().isEmpty()) {
              String known = row.getValue().startsWith("X") ? "" : row.getValue().substring(0, 16);
              publications.add(Publication.absent(row.getKey(), known, Mark.NONE));
            }
          }
          index.publish(exchange, user, publications);
          return deleted;
        });
  }

  private List<List<Object>> deleteEach(Exchange exchange, List<SessionKey> sessions)
      throws InterruptedException, ExecutionException, TimeoutException {
    String now = Long.toString(SessionRecord.micros(clock.instant()));
    List<CompletableFuture<List<Object>>> sent = new ArrayList<>();
    for (SessionKey key : sessions) {
      sent.add(exchange.send(Script.DELETE, ScriptOutputType.MULTI, keys.of(key), now, "", ""));
    }
    List<List<Object>> answers = new ArrayList<>();
    for (CompletableFuture<List<Object>> one : sent) {
      answers.add(exchange.await(one));
    }
    return answers;
  }

  private static DeletedSessions counted(List<Object> answer) {
    long entries = (Long) answer.getFirst();
    return entries < 0 ? new DeletedSessions(0, 0) : new DeletedSessions(1, entries);
  }

  private static DeletedSessions plus(DeletedSessions one, DeletedSessions other) {
    return new DeletedSessions(one.sessions() + other.sessions(), one.entries() + other.entries());
  }
}
