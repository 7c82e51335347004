package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.IndexPublisher.Row;
import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.SessionKey;
import io.lettuce.core.ScriptOutputType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Runs the scripts on a session, each in one round trip. Writing ones go beside the mark in the
 * user's index; what may make a session waits for it, so that no session is ever unlisted.
 */
final class SessionScripts {

  private static final String MAY_CREATE = "1";
  private static final String MUST_EXIST = "0";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final IndexPublisher publisher;
  private final Optional<Duration> timeToLive;
  private final Clock clock;

  SessionScripts(
      RedisConnection redis,
      RedisKeys keys,
      IndexPublisher publisher,
      Optional<Duration> timeToLive,
      Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.publisher = publisher;
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  /** Appends; where the session has to be made first, in a second round trip. */
  List<Object> append(SessionKey key, String... own) {
    String[] arguments = writing(own);
    return marked(
        key,
        mark ->
            redis.write(
                keys.record(key),
                exchange -> {
                  List<Object> answer =
                      besideMark(exchange, Script.APPEND, key, mark, with(arguments, MUST_EXIST));
                  if (!answer.getFirst().equals("absent")) {
                    return answer;
                  }
                  // A new session can only be found by its mark, so replicas have to hold both.
                  exchange.wrote(keys.marks(key.user()));
                  publisher.found(key, Row.KNOWN);
                  return exchange.run(
                      Script.APPEND,
                      ScriptOutputType.MULTI,
                      keys.of(key),
                      with(arguments, MAY_CREATE));
                }));
  }

  /** Creates a session; its record, or empty where it exists. */
  Optional<Map<String, String>> create(SessionKey key, String... own) {
    List<String> record =
        marked(
            key,
            mark ->
                redis.write(
                    keys.record(key),
                    exchange -> {
                      exchange.await(send(exchange, key, mark));
                      exchange.wrote(keys.marks(key.user()));
                      publisher.found(key, Row.KNOWN);
                      return exchange.run(
                          Script.CREATE, ScriptOutputType.MULTI, keys.of(key), writing(own));
                    }));
    return record.isEmpty() ? Optional.empty() : Optional.of(SessionRecord.hash(record));
  }

  /** Changes a session that exists. */
  <T> List<T> change(Script script, SessionKey key, String... own) {
    return marked(
        key,
        mark ->
            redis.write(
                keys.record(key),
                exchange -> besideMark(exchange, script, key, mark, writing(own))));
  }

  /** Deletes a session; how many entries it had, or -1 for no session. */
  long delete(SessionKey key) {
    Mark mark = publisher.begin(key);
    try {
      List<Object> answer =
          redis.write(
              keys.record(key),
              exchange -> besideMark(exchange, Script.DELETE, key, mark, writing()));
      String version = answer.get(1).toString();
      publisher.written(
          key, version.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(version)));
      return (Long) answer.getFirst();
    } catch (MnemoException e) {
      publisher.failed(key);
      throw e;
    }
  }

  List<Object> read(SessionKey key, String way, String from, String limit) {
    return redis.ask(
        exchange ->
            exchange.run(
                Script.READ, ScriptOutputType.MULTI, keys.of(key), now(), way, from, limit));
  }

  List<Object> find(SessionKey key, String id) {
    return redis.ask(
        exchange -> exchange.run(Script.FIND, ScriptOutputType.MULTI, keys.of(key), now(), id));
  }

  Map<String, String> record(SessionKey key) {
    return redis.ask(
        exchange -> exchange.await(exchange.send(exchange.commands().hgetall(keys.record(key)))));
  }

  @FunctionalInterface
  private interface MarkedWrite<T> {
    T under(Mark mark);
  }

  private <T> T marked(SessionKey key, MarkedWrite<T> write) {
    Mark mark = publisher.begin(key);
    try {
      T answer = write.under(mark);
      publisher.written(key, OptionalLong.empty());
      return answer;
    } catch (MnemoException e) {
      publisher.failed(key);
      throw e;
    }
  }

  /**
   * Runs a script on a session that exists and sends the mark with it, in one round trip. What
   * deletes needs no mark to succeed, so that it does while Redis is full, or the index away.
   */
  private <T> List<T> besideMark(
      Exchange exchange, Script script, SessionKey key, Mark mark, String... arguments)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Long> marking = send(exchange, key, mark);
    Optional<CompletableFuture<Boolean>> row =
        publisher.isToLookFor(key)
            ? Optional.of(
                exchange.send(
                    exchange.commands().hexists(keys.rows(key.user()), key.session().value())))
            : Optional.empty();
    List<T> answer = exchange.run(script, ScriptOutputType.MULTI, keys.of(key), arguments);
    try {
      if (row.isPresent()) {
        publisher.found(key, exchange.await(row.get()) ? Row.KNOWN : Row.MISSING);
      }
      exchange.await(marking);
    } catch (ExecutionException e) {
      if (script != Script.DELETE && script != Script.REMOVE) {
        throw e;
      }
      publisher.unmarked(key);
    }
    return answer;
  }

  private CompletableFuture<Long> send(Exchange exchange, SessionKey key, Mark mark) {
    return exchange.send(
        exchange.commands().zadd(keys.marks(key.user()), mark.score(), mark.member()));
  }

  private String now() {
    return Long.toString(SessionRecord.micros(clock.instant()));
  }

  /** What every writing script takes first, then its own. */
  private String[] writing(String... own) {
    Instant now = clock.instant();
    List<String> all = new ArrayList<>();
    all.add(Long.toString(SessionRecord.micros(now)));
    all.add(timeToLive.map(ttl -> Long.toString(SessionRecord.micros(now.plus(ttl)))).orElse(""));
    all.add(timeToLive.map(ttl -> Long.toString(ttl.toMillis())).orElse(""));
    all.addAll(Arrays.asList(own));
    return all.toArray(String[]::new);
  }

  private static String[] with(String[] arguments, String last) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }
}
