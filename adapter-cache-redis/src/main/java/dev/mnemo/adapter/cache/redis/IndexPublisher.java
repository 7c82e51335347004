package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rows of sessions written here up to date soon after, many writes of a session at once,
 * and takes their marks away. What it does not get to, whoever lists does.
 */
final class IndexPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexPublisher.class);
  private static final long DELAY_MILLIS = 200;
  // Beyond, marks are left to whoever lists, so that memory stays bounded.
  private static final int MOST_WAITING = 100_000;

  private final RedisConnection redis;
  private final SessionIndex index;
  private final RecordReader records;
  private final Writer writer;
  private final Map<SessionKey, Written> waiting = new ConcurrentHashMap<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("mnemo-redis-index").unstarted(task));

  /**
   * A session written here.
   *
   * @param running how many writes are under way
   * @param certain whether the outcome of all of them is known
   * @param deleted the version of its deletion, where the latest write was one
   */
  private record Written(int running, Mark last, boolean certain, OptionalLong deleted) {}

  IndexPublisher(RedisConnection redis, SessionIndex index, RecordReader records, Clock clock) {
    this.redis = redis;
    this.index = index;
    this.records = records;
    this.writer = new Writer(clock);
  }

  /** A write begins; its mark has to be in the index before the write is answered for. */
  Mark begin(SessionKey key) {
    Mark mark = writer.mark(key.session());
    waiting.compute(
        key,
        (any, before) ->
            before == null
                ? new Written(1, mark, true, OptionalLong.empty())
                : new Written(before.running + 1, mark, before.certain, OptionalLong.empty()));
    return mark;
  }

  /** A write ended, with a deletion's version where it was one. */
  void written(SessionKey key, OptionalLong deleted) {
    end(key, true, deleted);
    if (scheduled.compareAndSet(false, true)) {
      try {
        thread.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Closed: the index is brought up to date when it is read", e);
      }
    }
  }

  /** A write failed and may still take effect: its mark stays for whoever lists. */
  void failed(SessionKey key) {
    end(key, false, OptionalLong.empty());
  }

  private void end(SessionKey key, boolean certain, OptionalLong deleted) {
    waiting.computeIfPresent(
        key,
        (any, before) -> {
          Written after =
              new Written(before.running - 1, before.last, before.certain && certain, deleted);
          boolean left = after.running == 0 && (!after.certain || waiting.size() > MOST_WAITING);
          return left ? null : after;
        });
  }

  private void flush() {
    scheduled.set(false);
    Map<UserId, List<SessionKey>> users = new HashMap<>();
    for (SessionKey key : waiting.keySet()) {
      users.computeIfAbsent(key.user(), any -> new ArrayList<>()).add(key);
    }
    try {
      for (Map.Entry<UserId, List<SessionKey>> one : users.entrySet()) {
        List<SessionKey> sessions = one.getValue();
        for (int from = 0; from < sessions.size(); from += RecordReader.BATCH) {
          int to = Math.min(sessions.size(), from + RecordReader.BATCH);
          publish(one.getKey(), sessions.subList(from, to));
        }
      }
    } catch (MnemoException e) {
      LOG.debug("The index is brought up to date when it is read", e);
    }
  }

  private void publish(UserId user, List<SessionKey> sessions) {
    Map<SessionKey, Written> taken = new HashMap<>();
    for (SessionKey key : sessions) {
      waiting.computeIfPresent(
          key,
          (any, written) -> {
            if (written.running > 0) {
              return written;
            }
            taken.put(key, written);
            return null;
          });
    }
    if (taken.isEmpty()) {
      return;
    }
    redis.ask(
        exchange -> {
          index.publish(exchange, user, publications(exchange, taken));
          return true;
        });
  }

  private List<Publication> publications(Exchange exchange, Map<SessionKey, Written> taken)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<SessionKey> keys = List.copyOf(taken.keySet());
    List<RecordReader.Found> found = records.read(exchange, keys);
    List<Publication> publications = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Written written = Objects.requireNonNull(taken.get(keys.get(i)));
      String session = keys.get(i).session().value();
      if (found.get(i) instanceof RecordReader.Found.Present(SessionRecord read)) {
        publications.add(Publication.row(session, read, written.last));
      } else if (written.deleted.isPresent()) {
        publications.add(Publication.deleted(session, written.deleted.getAsLong(), written.last));
      }
    }
    return publications;
  }

  /** Publishes what waits, so that nobody has to do it who lists. */
  @Override
  public void close() {
    thread.shutdown();
    if (!waiting.isEmpty()) {
      flush();
    }
  }
}
