package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.model.DeletedSessions;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
  private final IndexPublisher publisher;
  private final Clock clock;

  Removal(
      RedisConnection redis,
      RedisKeys keys,
      SessionIndex index,
      IndexPublisher publisher,
      Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.index = index;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** What the index knows of a session: its row, or a mark. */
  private record Known(String session, String row, Mark mark) {}

  /** Every session that the user's index knows, damaged ones included. */
  DeletedSessions of(UserId user) {
    DeletedSessions deleted = new DeletedSessions(0, 0);
    boolean unsettled = false;
    long old = SessionRecord.micros(clock.instant().minus(SessionIndex.MARK_LIFE));
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
      List<Known> marked = new ArrayList<>();
      for (ScoredValue<String> one : page.getValues()) {
        Mark mark = new Mark(one.getValue(), (long) one.getScore());
        // A young one's write may still come: whoever lists later takes it away.
        boolean young = mark.score() >= old && RedisKeys.session(user, mark.session()).isPresent();
        unsettled |= young;
        marked.add(new Known(mark.session(), "", young ? Mark.NONE : mark));
      }
      deleted = plus(deleted, delete(user, marked));
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
      List<Known> listed =
          page.getMap().entrySet().stream()
              .map(row -> new Known(row.getKey(), row.getValue(), Mark.NONE))
              .toList();
      deleted = plus(deleted, delete(user, listed));
      cursor = page;
    } while (!cursor.isFinished());
    if (unsettled) {
      publisher.lookLater(user);
    }
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

  /** Deletes sessions that the index knows, and what it knows of them. */
  private DeletedSessions delete(UserId user, List<Known> known) {
    List<Publication> publications = new ArrayList<>();
    List<Known> named = new ArrayList<>();
    List<SessionKey> sessions = new ArrayList<>();
    for (Known one : known) {
      Optional<SessionKey> key = RedisKeys.session(user, one.session());
      if (key.isPresent()) {
        named.add(one);
        sessions.add(key.get());
      } else {
        publications.add(Publication.foreign(one.session(), one.mark()));
      }
    }
    if (known.isEmpty()) {
      return new DeletedSessions(0, 0);
    }
    return redis.ask(
        exchange -> {
          DeletedSessions deleted = new DeletedSessions(0, 0);
          List<List<Object>> answers = deleteEach(exchange, sessions);
          for (int i = 0; i < answers.size(); i++) {
            List<Object> answer = answers.get(i);
            deleted = plus(deleted, counted(answer));
            publications.add(publication(named.get(i), answer.get(1).toString()));
          }
          index.publish(exchange, user, publications);
          return deleted;
        });
  }

  private static Publication publication(Known one, String version) {
    return version.isEmpty()
        ? Publication.absent(one.session(), IndexRow.version(one.row()), one.mark())
        : Publication.deleted(one.session(), Long.parseLong(version), one.mark());
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
