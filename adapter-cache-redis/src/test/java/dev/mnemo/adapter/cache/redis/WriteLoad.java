package dev.mnemo.adapter.cache.redis;

import static dev.mnemo.adapter.cache.redis.RedisProcess.eventually;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Writers that append to one session without a pause, each entry until it is acknowledged or, as a
 * caller would, given up for a new one; and what became of what was acknowledged.
 */
final class WriteLoad implements AutoCloseable {

  private static final int WRITERS = 4;
  private static final SessionKey KEY = SessionKey.of("alice", "under load");

  private final RedisSessionCache cache;
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong longestNanos = new AtomicLong();
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean ended;

  WriteLoad(RedisSessionCache cache) {
    this.cache = cache;
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      writers.add(Thread.ofPlatform().daemon().start(() -> write(writer)));
    }
    awaitMore(100);
  }

  /** Waits until that many further entries were acknowledged. */
  void awaitMore(int entries) {
    int before = acknowledged.size();
    eventually(entries + " more entries", () -> acknowledged.size() >= before + entries);
  }

  /** Waits until that many further calls have failed. */
  void awaitFailures(int calls) {
    int before = failures.get();
    eventually(calls + " failures", () -> failures.get() >= before + calls);
  }

  /** Ends the load; every acknowledged entry is there, once, where it was said to be. */
  void endAndVerify(Duration longest) throws InterruptedException {
    close();
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(unexpected).isEmpty();
    assertThat(Duration.ofNanos(longestNanos.get())).isLessThan(longest);
    List<QAEntry> stored = new ArrayList<>();
    List<QAEntry> page = List.of();
    do {
      long after = stored.isEmpty() ? 0 : stored.getLast().sequence();
      page = cache.read(KEY, new EntryRange.After(after, 1_000)).entries();
      stored.addAll(page);
    } while (!page.isEmpty());
    Map<String, Long> byId =
        stored.stream().collect(Collectors.toMap(entry -> entry.id().value(), QAEntry::sequence));
    assertThat(byId).as("each entry once").hasSameSizeAs(stored).containsAllEntriesOf(acknowledged);
    for (int writer = 0; writer < WRITERS; writer++) {
      String own = writer + "-";
      assertThat(stored.stream().map(entry -> entry.id().value()).filter(id -> id.startsWith(own)))
          .extracting(id -> Integer.parseInt(id.substring(own.length())))
          .isSorted();
    }
    var listed =
        cache.list(KEY.user(), SessionQuery.newestFirst(new SessionQuery.Page.Offset(0, 10)));
    assertThat(listed.sessions())
        .singleElement()
        .extracting(session -> session.entries())
        .isEqualTo((long) stored.size());
  }

  private void write(int writer) {
    for (int i = 0; !ended; i++) {
      String id = writer + "-" + i;
      attempt(
          () -> {
            QAEntry entry = cache.append(KEY, turnOf(id), IfEnded.REJECT);
            acknowledged.put(id, entry.sequence());
          });
    }
  }

  private void attempt(Runnable call) {
    long began = System.nanoTime();
    try {
      call.run();
    } catch (BackendUnavailableException e) {
      failures.incrementAndGet();
      Thread.yield();
    } catch (RuntimeException e) {
      unexpected.add(e);
    } finally {
      long took = System.nanoTime() - began;
      longestNanos.accumulateAndGet(took, Math::max);
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
