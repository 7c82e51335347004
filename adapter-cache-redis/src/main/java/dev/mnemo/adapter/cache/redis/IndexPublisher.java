package dev.mnemo.adapter.cache.redis;

import dev.mnemo.adapter.cache.redis.Publication.Mark;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the rows of sessions written here up to date soon after, many writes of a session at once,
 * and takes their marks away. What it does not get to, whoever lists does, if there is a mark:
 * where that is not certain, it is set again until it is.
 */
final class IndexPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexPublisher.class);
  private static final long DELAY_MILLIS = 200;
  private static final long LONGEST_DELAY_MILLIS = 5_000;
  // Beyond, marks are left to whoever lists, so that memory stays bounded.
  private static final int MOST_WAITING = 100_000;
  // Longer than two writers need, one of whom makes a session that the other appends to.
  private static final Duration LONG = Duration.ofHours(1);
  // Of users in a row: the rest waits, rather than for as many timeouts.
  private static final int MOST_FAILURES = 3;

  private final RedisConnection redis;
  private final SessionIndex index;
  private final RecordReader records;
  private final Clock clock;
  private final Writer writer;
  private final Reindexing reindexing;
  private final Map<SessionKey, Written> waiting = new ConcurrentHashMap<>();
  private final Set<UserId> lookedAtLater = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("mnemo-redis-index").unstarted(task));
  private volatile long delayMillis = DELAY_MILLIS;
  private volatile String primaries = "";

  /** What is known of a session's row, from before it was written here. */
  enum Row {
    NOT_LOOKED_FOR,
    /** It has one, or is made here and needs none yet. */
    KNOWN,
    MISSING
  }

  /**
   * A session written here.
   *
   * @param running how many writes are under way
   * @param certain whether the outcome of all of them is known
   * @param marked whether the marks of all of them are in the index
   * @param row whether the index knew it
   * @param deleted the version of its deletion, where the latest write was one
   */
  private record Written(
      int running, Mark last, boolean certain, boolean marked, Row row, OptionalLong deleted) {

    Written begun(Mark mark) {
      return new Written(running + 1, mark, certain, marked, row, OptionalLong.empty());
    }

    Written ended(boolean succeeded, OptionalLong deletion) {
      return new Written(
          running - 1, last, certain && succeeded, marked && succeeded, row, deletion);
    }

    Written unmarked() {
      return new Written(running, last, certain, false, row, deleted);
    }

    Written with(Row seen) {
      return new Written(running, last, certain, marked, seen, deleted);
    }

    /** After a flush in vain, with what was written meanwhile. */
    Written after(Written earlier) {
      return new Written(
          running,
          last,
          certain && earlier.certain,
          marked && earlier.marked,
          row == Row.NOT_LOOKED_FOR ? earlier.row : row,
          deleted);
    }
  }

  IndexPublisher(
      RedisConnection redis,
      RedisKeys keys,
      SessionIndex index,
      RecordReader records,
      Clock clock) {
    this.redis = redis;
    this.index = index;
    this.records = records;
    this.clock = clock;
    this.writer = new Writer(clock);
    this.reindexing = new Reindexing(redis, keys, thread);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** A write begins; its mark has to be in the index before the write is answered for. */
  Mark begin(SessionKey key) {
    Mark mark = writer.mark(key.session());
    waiting.compute(
        key,
        (any, before) ->
            (before == null
                    ? new Written(0, mark, true, true, Row.NOT_LOOKED_FOR, OptionalLong.empty())
                    : before)
                .begun(mark));
    return mark;
  }

  /** A write that has begun goes on without its mark, which was refused. */
  void unmarked(SessionKey key) {
    waiting.computeIfPresent(key, (any, before) -> before.unmarked());
  }

  /** Whether to look, beside a write that has begun, whether the index knows the session. */
  boolean isToLookFor(SessionKey key) {
    Written written = waiting.get(key);
    return written != null && written.row == Row.NOT_LOOKED_FOR;
  }

  /** What was found of a session that is written. */
  void found(SessionKey key, Row row) {
    waiting.computeIfPresent(key, (any, before) -> before.with(row));
  }

  /** A write ended, with a deletion's version where it was one. */
  void written(SessionKey key, OptionalLong deleted) {
    end(key, true, deleted);
  }

  /** A write failed and may still take effect: it is marked again, for whoever lists later. */
  void failed(SessionKey key) {
    end(key, false, OptionalLong.empty());
  }

  /** Looks at a user's marks again when their writers must have taken them away. */
  void lookLater(UserId user) {
    if (lookedAtLater.size() < MOST_WAITING && lookedAtLater.add(user)) {
      schedule(() -> look(user), SessionIndex.MARK_LIFE.toMillis() + DELAY_MILLIS);
    }
  }

  private void look(UserId user) {
    lookedAtLater.remove(user);
    try {
      index.page(user, SessionQuery.newestFirst(new SessionQuery.Page.Offset(0, 1)));
    } catch (MnemoException e) {
      LOG.debug("The index is brought up to date when it is read", e);
    }
  }

  private void end(SessionKey key, boolean known, OptionalLong deleted) {
    waiting.computeIfPresent(
        key,
        (any, before) -> {
          Written after = before.ended(known, deleted);
          return after.running == 0 && waiting.size() > MOST_WAITING ? null : after;
        });
    flushLater();
  }

  private void flushLater() {
    if (scheduled.compareAndSet(false, true)) {
      schedule(this::flush, delayMillis);
    }
  }

  private void schedule(Runnable task, long millis) {
    try {
      thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed: the index is brought up to date when it is read", e);
    }
  }

  private void flush() {
    scheduled.set(false);
    Map<UserId, List<SessionKey>> users = new HashMap<>();
    for (SessionKey key : waiting.keySet()) {
      users.computeIfAbsent(key.user(), any -> new ArrayList<>()).add(key);
    }
    // Whoever closes waits for one timeout at most.
    int mostFailures = thread.isShutdown() ? 1 : MOST_FAILURES;
    int failures = 0;
    for (Map.Entry<UserId, List<SessionKey>> one : users.entrySet()) {
      List<SessionKey> sessions = one.getValue();
      for (int from = 0; from < sessions.size(); from += RecordReader.BATCH) {
        int to = Math.min(sessions.size(), from + RecordReader.BATCH);
        if (failures < mostFailures && !publish(one.getKey(), sessions.subList(from, to))) {
          failures++;
        }
      }
    }
    noticeFailover();
    delayMillis = failures == 0 ? DELAY_MILLIS : Math.min(2 * delayMillis, LONGEST_DELAY_MILLIS);
    if (failures > 0 && !waiting.isEmpty()) {
      flushLater();
    }
  }

  private boolean publish(UserId user, List<SessionKey> sessions) {
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
      return true;
    }
    try {
      boolean loss =
          redis.ask(
              exchange -> {
                List<Publication> publications = publications(exchange, taken);
                index.publish(exchange, user, publications);
                List<Mark> missing =
                    taken.values().stream()
                        .filter(written -> !written.certain)
                        .map(Written::last)
                        .toList();
                index.mark(exchange, user, missing);
                return isLoss(user, taken, publications);
              });
      if (loss) {
        reindexing.begin("a session that the index did not know");
      }
      return true;
    } catch (MnemoException e) {
      LOG.debug("The index is brought up to date when it is read", e);
      taken.forEach(
          (key, written) -> {
            if (!written.marked) {
              waiting.merge(key, written, (meanwhile, earlier) -> meanwhile.after(earlier));
            }
          });
      return false;
    }
  }

  // Of a session that began some time ago, and not here, others have left a row.
  private boolean isLoss(UserId user, Map<SessionKey, Written> taken, List<Publication> written) {
    Instant longAgo = clock.instant().minus(LONG);
    return written.stream()
        .filter(one -> one.isRowOfOneBefore(longAgo))
        .map(one -> new SessionKey(user, new SessionId(one.session())))
        .anyMatch(key -> Objects.requireNonNull(taken.get(key)).row == Row.MISSING);
  }

  // A server that took another's place may lack the last marks, and what it knew of the others.
  private void noticeFailover() {
    String now = redis.primaries();
    boolean changed = !primaries.isEmpty() && !now.isEmpty() && !now.equals(primaries);
    if (!now.isEmpty() && (!changed || reindexing.begin("other primaries by now, " + now))) {
      primaries = now;
    }
  }

  private List<Publication> publications(Exchange exchange, Map<SessionKey, Written> taken)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<SessionKey> keys = List.copyOf(taken.keySet());
    List<RecordReader.Found> found = records.read(exchange, keys);
    List<Publication> publications = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Written written = Objects.requireNonNull(taken.get(keys.get(i)));
      Mark settled = written.certain ? written.last : Mark.NONE;
      String session = keys.get(i).session().value();
      if (found.get(i) instanceof RecordReader.Found.Present(SessionRecord read)) {
        publications.add(Publication.row(session, read, "", settled));
      } else if (written.deleted.isPresent()) {
        publications.add(Publication.deleted(session, written.deleted.getAsLong(), settled));
      } else if (found.get(i) instanceof RecordReader.Found.Absent) {
        // Deleted by another since: its deletion took the row away, the mark is this writer's.
        publications.add(Publication.absent(session, "", settled));
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
