package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.contract.SessionSamples.KEY;
import static dev.mnemo.testkit.contract.SessionSamples.OTHER;
import static dev.mnemo.testkit.contract.SessionSamples.all;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.assertSame;
import static dev.mnemo.testkit.contract.SessionSamples.fill;
import static dev.mnemo.testkit.contract.SessionSamples.id;
import static dev.mnemo.testkit.contract.SessionSamples.ids;
import static dev.mnemo.testkit.contract.SessionSamples.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Appending: the order of entries, and an id that is appended again. */
public interface AppendClauses extends SessionCacheFixture {

  @Test
  default void appendShouldReturnTheEntryThatReadsFind() {
    SessionCache cache = open();

    QAEntry appended = append(cache, KEY, turn("e1").question("Who?").answer("Alice.").build());

    assertThat(appended.session()).isEqualTo(KEY);
    assertThat(appended.sequence()).isEqualTo(1);
    assertThat(appended.question()).isEqualTo("Who?");
    assertThat(appended.feedback()).isEmpty();
    assertThat(all(cache, KEY)).containsExactly(appended);
    assertThat(cache.findEntry(KEY, id("e1"))).contains(appended);
  }

  @Test
  default void appendShouldNumberTheEntriesOfEachSessionFromOneWithoutGaps() {
    SessionCache cache = open();

    List<QAEntry> first = fill(cache, KEY, 12);
    List<QAEntry> second = fill(cache, OTHER, 3);

    assertThat(sequences(first))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
    assertThat(sequences(second)).containsExactly(1L, 2L, 3L);
    assertThat(ids(all(cache, KEY))).containsExactlyElementsOf(ids(first));
  }

  @Test
  default void appendShouldKeepEveryEntryUnderConcurrentWriters() {
    SessionCache cache = open();
    int writers = 64;

    List<QAEntry> appended =
        Parallel.run(
                writers,
                writer ->
                    IntStream.range(0, 4)
                        .mapToObj(turn -> append(cache, KEY, "w%d-%d".formatted(writer, turn)))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    List<QAEntry> stored = all(cache, KEY);
    assertThat(sequences(stored))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, writers * 4L).boxed().toList());
    assertThat(stored).containsExactlyInAnyOrderElementsOf(appended);
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(writers * 4L);
  }

  @Test
  default void appendShouldNumberWithoutGapsAcrossSeveralOpenCaches() {
    List<SessionCache> caches = List.of(open(), open(), open(), open());

    Parallel.run(32, n -> append(caches.get(n % caches.size()), KEY, "e" + n));

    assertThat(caches)
        .allSatisfy(
            cache ->
                assertThat(sequences(all(cache, KEY)))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 32).boxed().toList()));
  }

  @Test
  default void appendShouldOutliveTheCacheThatDidIt() {
    QAEntry appended = append(open(), KEY, "e1");

    SessionCache reopened = open();

    assertThat(all(reopened, KEY)).containsExactly(appended);
    assertThat(append(reopened, KEY, "e2").sequence()).isEqualTo(2);
  }

  @Test
  default void appendShouldReturnTheStoredEntryWhenItsIdIsRepeated() {
    SessionCache cache = open();
    QAEntry first = append(cache, KEY, turn("e1").answer("Paris").cost(10, 5, "0.01").build());
    append(cache, KEY, "e2");

    QAEntry again = append(cache, KEY, turn("e1").answer("Rome").cost(90, 9, "0.09").build());

    assertSame(again, first);
    assertThat(ids(all(cache, KEY))).containsExactly("e1", "e2");
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(2L);
    assertThat(cache.find(KEY).orElseThrow().usage().tokensIn()).isEqualTo(10);
    assertThat(append(cache, KEY, "e3").sequence()).isEqualTo(3);
  }

  @Test
  default void appendShouldReturnARepeatedEntryAsItIsNow() {
    SessionCache cache = open();
    append(cache, KEY, "e1");
    cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(new Feedback(4, "good")));
    cache.changeEntry(KEY, id("e1"), new EntryChange.Answer("corrected"));

    QAEntry again = append(cache, KEY, "e1");

    assertThat(again.answer()).isEqualTo("corrected");
    assertThat(again.feedback()).contains(new Feedback(4, "good"));
    assertThat(all(cache, KEY)).containsExactly(again);
  }

  @Test
  default void appendShouldStoreARepeatedIdOnceUnderConcurrentWriters() {
    SessionCache cache = open();

    List<QAEntry> returned =
        Parallel.run(48, n -> append(cache, KEY, turn("e" + n % 8).answer("by " + n).build()));

    List<QAEntry> stored = all(cache, KEY);
    assertThat(sequences(stored))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 8).boxed().toList());
    assertThat(returned).allSatisfy(entry -> assertThat(stored).contains(entry));
  }

  @Test
  default void appendShouldAcceptAnIdThatAnotherSessionHas() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").answer("first").build());

    QAEntry other = append(cache, OTHER, turn("e1").answer("second").build());

    assertThat(other.answer()).isEqualTo("second");
    assertThat(all(cache, KEY)).extracting(QAEntry::answer).containsExactly("first");
    assertThat(all(cache, OTHER)).extracting(QAEntry::answer).containsExactly("second");
  }

  @Test
  default void appendShouldRefuseTheIdOfADeletedEntry() {
    SessionCache cache = open();
    fill(cache, KEY, 2);
    cache.deleteEntry(KEY, id("e1"));

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> append(cache, KEY, "e1"))
        .withMessageContaining("e1");

    assertThat(ids(all(cache, KEY))).containsExactly("e2");
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(1L);
  }

  @Test
  default void anEntryDeletedWhileItsAppendIsRepeatedShouldStayDeleted() {
    SessionCache cache = open();
    fill(cache, KEY, 16);

    List<Boolean> deleted =
        Parallel.run(
            48,
            n -> {
              String id = "e" + (n % 16 + 1);
              if (n < 16) {
                return cache.deleteEntry(KEY, id(id));
              }
              try {
                append(cache, KEY, id);
              } catch (ConflictException e) {
                // It came after the deletion.
              }
              return false;
            });

    assertThat(deleted.subList(0, 16)).containsOnly(true);
    assertThat(all(cache, KEY)).isEmpty();
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(0L);
    assertThat(append(cache, KEY, "new").sequence()).isEqualTo(17);
  }

  @Test
  default void aReaderShouldSeeNoEntryBeforeItsPredecessors() {
    SessionCache cache = open();
    AtomicInteger writers = new AtomicInteger(8);

    List<List<Integer>> seen =
        Parallel.run(
            12,
            n -> {
              if (n >= 4) {
                try {
                  IntStream.range(0, 10).forEach(turn -> append(cache, KEY, n + "-" + turn));
                } finally {
                  writers.decrementAndGet();
                }
                return List.of();
              }
              List<Integer> sizes = new ArrayList<>();
              boolean last;
              do {
                last = writers.get() == 0;
                List<Long> sequences =
                    sequences(cache.read(KEY, new EntryRange.Last(1_000)).entries());
                assertThat(sequences)
                    .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sequences.size()).boxed().toList());
                sizes.add(sequences.size());
                Parallel.letOthersRun();
              } while (!last);
              return sizes;
            });

    assertThat(seen).allSatisfy(sizes -> assertThat(sizes).isSorted());
  }

  @Test
  default void appendShouldKeepItsOrderWhateverTheTimesOfTheTurns() {
    SessionCache cache = open();
    append(cache, KEY, turn("later").at(TestClock.NOON).build());
    append(cache, KEY, turn("earlier").at(TestClock.NOON.minus(Duration.ofDays(30))).build());
    for (int i = 0; i < 20; i++) {
      // Ids falling, times equal: neither may be what orders.
      append(cache, KEY, turn("same-" + (99 - i)).at(TestClock.NOON.minusSeconds(9)).build());
    }

    List<QAEntry> stored = all(cache, KEY);

    assertThat(ids(stored).subList(0, 4)).containsExactly("later", "earlier", "same-99", "same-98");
    assertThat(sequences(stored))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 22).boxed().toList());
  }

  @Test
  default void appendShouldEvictNothingFromALongSession() {
    SessionCache cache = open();

    List<QAEntry> appended = fill(cache, KEY, 1_000);

    assertThat(all(cache, KEY)).containsExactlyElementsOf(appended);
    assertThat(cache.findEntry(KEY, id("e1"))).isPresent();
  }

  @Test
  default void appendShouldEvictNoOtherSession() {
    SessionCache cache = open();

    for (int i = 0; i < 300; i++) {
      append(cache, SessionKey.of("alice", "session " + i), "e1");
    }

    for (int i = 0; i < 300; i++) {
      assertThat(all(cache, SessionKey.of("alice", "session " + i))).hasSize(1);
    }
  }

  @Test
  default void appendShouldCreateItsSessionWithTheTimeOfItsFirstTurn() {
    SessionCache cache = open();

    append(cache, KEY, turn("e1").at(TestClock.NOON.minusSeconds(60)).build());

    Session session = cache.find(KEY).orElseThrow();
    assertThat(session.key()).isEqualTo(KEY);
    assertThat(session.startedAt()).isEqualTo(TestClock.NOON.minusSeconds(60));
    assertThat(session.lastActivityAt()).isEqualTo(TestClock.NOON.minusSeconds(60));
    assertThat(session.ending()).isEmpty();
    assertThat(session.entries()).isEqualTo(1);
    assertThat(session.metadata().values()).isEmpty();
    assertThat(session.expiresAt()).isEqualTo(Optional.empty());
  }
}
