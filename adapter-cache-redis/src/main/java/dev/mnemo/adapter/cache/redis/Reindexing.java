package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.UserId;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the sessions that their users' indexes have lost, and marks them for whoever lists. It
 * meets every key once, in steps that block nobody, between which the thread does its other work.
 */
final class Reindexing {

  private static final Logger LOG = LoggerFactory.getLogger(Reindexing.class);
  private static final int BATCH = 500;
  private static final int ATTEMPTS = 10;
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  // For so long, one instance does it for all.
  private static final Duration REST = Duration.ofMinutes(10);

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final ScheduledExecutorService thread;
  private final ScanArgs records;
  // All below is of the one thread.
  private ScanCursor cursor = ScanCursor.FINISHED;
  private int failures;
  private long lost;

  Reindexing(RedisConnection redis, RedisKeys keys, ScheduledExecutorService thread) {
    this.redis = redis;
    this.keys = keys;
    this.thread = thread;
    this.records = ScanArgs.Builder.matches(keys.everyRecord()).limit(BATCH);
  }

  /**
   * Begins, unless an instance began for the same reason some minutes ago; false where it has to be
   * asked for again.
   */
  boolean begin(String reason) {
    if (!cursor.isFinished() || thread.isShutdown()) {
      return false;
    }
    String note = keys.note(reason);
    SetArgs once = SetArgs.Builder.nx().px(REST.toMillis());
    try {
      boolean first =
          redis.ask(
              exchange -> {
                CompletableFuture<String> set =
                    exchange.send(exchange.commands().set(note, "begun", once));
                return "OK".equals(exchange.await(set));
              });
      if (first) {
        LOG.info("Looking for sessions that the index may have lost: {}", reason);
        cursor = ScanCursor.INITIAL;
        failures = 0;
        lost = 0;
        goOn(PAUSE);
      }
      return true;
    } catch (MnemoException e) {
      LOG.debug("Not yet looked for sessions that the index may have lost", e);
      return false;
    }
  }

  private void goOn(Duration pause) {
    try {
      thread.schedule(this::step, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed while looking for lost sessions", e);
    }
  }

  private void step() {
    try {
      ScanCursor from = cursor;
      cursor = redis.ask(exchange -> markLost(exchange, from));
      if (cursor.isFinished()) {
        LOG.info("Marked {} sessions that the index had lost", lost);
      } else {
        goOn(PAUSE);
      }
    } catch (MnemoException | IllegalArgumentException e) {
      // A Cluster's place in the keys may name a node that is there no more: from the start then.
      cursor = ++failures < ATTEMPTS ? ScanCursor.INITIAL : ScanCursor.FINISHED;
      if (cursor.isFinished()) {
        LOG.warn("Gave up looking for sessions that the index may have lost", e);
      } else {
        goOn(PAUSE_AFTER_FAILURE);
      }
    }
  }

  private ScanCursor markLost(Exchange exchange, ScanCursor from)
      throws InterruptedException, ExecutionException, TimeoutException {
    KeyScanCursor<String> page =
        exchange.await(exchange.send(exchange.commands().scan(from, records)));
    Map<UserId, List<String>> users = new HashMap<>();
    for (String record : page.getKeys()) {
      keys.session(record)
          .ifPresent(
              key ->
                  users
                      .computeIfAbsent(key.user(), any -> new ArrayList<>())
                      .add(key.session().value()));
    }
    Map<UserId, CompletableFuture<List<KeyValue<String, String>>>> rows = new HashMap<>();
    users.forEach(
        (user, sessions) ->
            rows.put(
                user,
                exchange.send(
                    exchange.commands().hmget(keys.rows(user), sessions.toArray(String[]::new)))));
    List<CompletableFuture<Long>> marking = new ArrayList<>();
    for (Map.Entry<UserId, CompletableFuture<List<KeyValue<String, String>>>> one :
        rows.entrySet()) {
      String marks = keys.marks(one.getKey());
      for (KeyValue<String, String> row : exchange.await(one.getValue())) {
        if (!row.hasValue()) {
          String mark = Mark.of("reindex", row.getKey());
          marking.add(exchange.send(exchange.commands().zadd(marks, Mark.LONG_AGO, mark)));
        }
      }
    }
    for (CompletableFuture<Long> one : marking) {
      exchange.await(one);
    }
    lost += marking.size();
    return page;
  }
}
