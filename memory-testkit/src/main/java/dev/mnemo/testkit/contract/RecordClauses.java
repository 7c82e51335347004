package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static dev.mnemo.testkit.contract.SessionSamples.KEY;
import static dev.mnemo.testkit.contract.SessionSamples.OTHER;
import static dev.mnemo.testkit.contract.SessionSamples.all;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.fill;
import static dev.mnemo.testkit.contract.SessionSamples.id;
import static dev.mnemo.testkit.contract.SessionSamples.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A session's record: creation, times, counters, usage, metadata, ending. */
public interface RecordClauses extends SessionCacheFixture {

  @Test
  default void createShouldStoreASessionWithoutEntries() {
    SessionCache cache = open();
    Metadata metadata = Metadata.NONE.with("title", "Holidays \u0000 👩").with("a", "");
    Instant start = TestClock.NOON.minusSeconds(3);

    Session created = cache.create(KEY, start, metadata);

    assertThat(created.startedAt()).isEqualTo(start);
    assertThat(created.lastActivityAt()).isEqualTo(start);
    assertThat(created.entries()).isZero();
    assertThat(created.metadata()).isEqualTo(metadata);
    assertThat(created.ending()).isEmpty();
    assertThat(open().find(KEY)).contains(created);
    assertThat(all(cache, KEY)).isEmpty();
    assertThat(append(cache, KEY, "e1").sequence()).isEqualTo(1);
    assertThat(cache.find(KEY).orElseThrow().metadata()).isEqualTo(metadata);
  }

  @Test
  default void createShouldRefuseASessionThatExists() {
    SessionCache cache = open();
    cache.create(KEY, TestClock.NOON, Metadata.NONE.with("title", "first"));
    append(cache, OTHER, "e1");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> cache.create(KEY, TestClock.NOON, Metadata.NONE))
        .withMessageContaining(KEY.session().value());
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> cache.create(OTHER, TestClock.NOON, Metadata.NONE));

    assertThat(cache.find(KEY).orElseThrow().metadata().values()).containsEntry("title", "first");
    assertThat(all(cache, OTHER)).hasSize(1);
  }

  @Test
  default void createShouldSucceedForOneOfSeveralConcurrentCallers() {
    SessionCache cache = open();

    List<Boolean> created =
        Parallel.run(
            16,
            n -> {
              try {
                cache.create(KEY, TestClock.NOON, Metadata.NONE.with("by", "caller " + n));
                return true;
              } catch (ConflictException e) {
                return false;
              }
            });

    assertThat(created.stream().filter(one -> one)).hasSize(1);
    assertThat(cache.find(KEY).orElseThrow().metadata().values())
        .containsEntry("by", "caller " + created.indexOf(true));
  }

  @Test
  default void findShouldKnowNoOtherSession() {
    SessionCache cache = open();
    append(cache, KEY, "e1");

    assertThat(cache.find(OTHER)).isEmpty();
    assertThat(cache.change(OTHER, new SessionChange.Describe(Metadata.NONE))).isEmpty();
    assertThat(cache.change(OTHER, new SessionChange.Reopen())).isEmpty();
    assertThat(cache.change(OTHER, new SessionChange.End(completed()))).isEmpty();
    assertThat(cache.find(OTHER)).as("a session created by changing it").isEmpty();
  }

  @Test
  default void theRecordShouldFollowTheTimesOfItsEntries() {
    SessionCache cache = open();
    cache.create(KEY, TestClock.NOON.minusSeconds(100), Metadata.NONE);

    append(cache, KEY, turn("e1").at(TestClock.NOON.minusSeconds(10)).build());
    append(cache, KEY, turn("e2").at(TestClock.NOON.minusSeconds(500)).build());

    Session session = cache.find(KEY).orElseThrow();
    assertThat(session.startedAt()).isEqualTo(TestClock.NOON.minusSeconds(500));
    assertThat(session.lastActivityAt()).isEqualTo(TestClock.NOON.minusSeconds(10));
  }

  @Test
  default void theRecordShouldCountTheEntriesThatItHolds() {
    SessionCache cache = open();
    fill(cache, KEY, 5);
    cache.deleteEntry(KEY, id("e1"));
    cache.deleteEntry(KEY, id("e5"));
    append(cache, KEY, "e6");

    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(4L);
  }

  @Test
  default void theRecordShouldSumTheUsageOfAllEntriesEverAppended() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").cost(100, 10, "0.1").build());
    append(cache, KEY, turn("e2").cost(200, 20, "0.2").build());
    append(cache, KEY, turn("e3").cost(1, 2, "0.00000015").build());
    cache.deleteEntry(KEY, id("e2"));

    Usage usage = cache.find(KEY).orElseThrow().usage();

    assertThat(usage.tokensIn()).isEqualTo(301);
    assertThat(usage.tokensOut()).isEqualTo(32);
    assertThat(usage.costUsd().orElseThrow()).isEqualByComparingTo("0.30000015");
    assertThat(usage.estimated()).isFalse();
  }

  @Test
  default void theRecordShouldNotKnowACostThatIsUnknownInPart() {
    SessionCache cache = open();
    append(cache, KEY, turn("e1").cost(100, 10, "0.1").build());
    append(cache, KEY, turn("e2").unpriced(5, 5).build());
    append(cache, KEY, turn("e3").cost(100, 10, "0.1").build());

    Usage usage = cache.find(KEY).orElseThrow().usage();

    assertThat(usage.tokensIn()).isEqualTo(205);
    assertThat(usage.costUsd()).isEmpty();
    assertThat(usage.estimated()).isTrue();
  }

  @Test
  default void theRecordShouldBeRightUnderConcurrentWriters() {
    SessionCache cache = open();

    Parallel.run(32, n -> append(cache, KEY, turn("e" + n).cost(3, 2, "0.01").build()));

    Session session = cache.find(KEY).orElseThrow();
    assertThat(session.entries()).isEqualTo(32);
    assertThat(session.usage().tokensIn()).isEqualTo(96);
    assertThat(session.usage().tokensOut()).isEqualTo(64);
    assertThat(session.usage().costUsd().orElseThrow()).isEqualByComparingTo("0.32");
  }

  @Test
  default void describeShouldReplaceTheMetadataAndNothingElse() {
    SessionCache cache = open();
    cache.create(KEY, TestClock.NOON, Metadata.NONE.with("title", "old").with("colour", "red"));
    fill(cache, KEY, 2);
    cache.change(KEY, new SessionChange.End(completed()));
    Session before = cache.find(KEY).orElseThrow();
    Metadata metadata = Metadata.NONE.with("zebra", "1").with("apple", "2");

    Session changed = cache.change(KEY, new SessionChange.Describe(metadata)).orElseThrow();

    assertThat(changed.metadata().values().keySet()).containsExactly("zebra", "apple");
    assertThat(changed)
        .isEqualTo(
            new Session(
                KEY,
                before.startedAt(),
                before.lastActivityAt(),
                before.ending(),
                before.entries(),
                before.usage(),
                metadata,
                before.expiresAt()));
    assertThat(open().find(KEY)).contains(changed);
    assertThat(all(cache, KEY)).hasSize(2);
  }

  @Test
  default void changesOfTheRecordShouldNotUndoConcurrentAppends() {
    SessionCache cache = open();
    append(cache, KEY, "first");

    Parallel.run(
        32,
        n ->
            n % 2 == 0
                ? append(cache, KEY, turn("e" + n).cost(1, 1, "0.01").build())
                : cache.change(KEY, new SessionChange.Describe(Metadata.NONE.with("n", "x" + n))));

    Session session = cache.find(KEY).orElseThrow();
    assertThat(session.entries()).isEqualTo(17);
    assertThat(session.usage().tokensIn()).isEqualTo(16);
    assertThat(session.metadata().values()).containsKey("n");
  }

  @Test
  default void endShouldSayHowAndWhenAndMayBeReplaced() {
    SessionCache cache = open();
    fill(cache, KEY, 2);
    Ending failed = new Ending(Ending.Outcome.FAILED, TestClock.NOON.plusSeconds(5));

    Session once = cache.change(KEY, new SessionChange.End(completed())).orElseThrow();
    Session twice = cache.change(KEY, new SessionChange.End(failed)).orElseThrow();

    assertThat(once.ending()).contains(completed());
    assertThat(twice.ending()).contains(failed);
    assertThat(open().find(KEY)).contains(twice);
    assertThat(twice.entries()).isEqualTo(2);
    assertThat(twice.lastActivityAt()).isEqualTo(TestClock.NOON);
  }

  @Test
  default void reopenShouldTakeTheEndingAway() {
    SessionCache cache = open();
    append(cache, KEY, "e1");
    Session running = cache.find(KEY).orElseThrow();
    cache.change(KEY, new SessionChange.End(completed()));

    Optional<Session> reopened = cache.change(KEY, new SessionChange.Reopen());

    assertThat(reopened).contains(running);
    assertThat(cache.change(KEY, new SessionChange.Reopen())).contains(running);
    assertThat(append(cache, KEY, "e2").sequence()).isEqualTo(2);
  }

  @Test
  default void appendShouldRefuseAnEndedSession() {
    SessionCache cache = open();
    append(cache, KEY, "e1");
    cache.change(KEY, new SessionChange.End(completed()));

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> cache.append(KEY, turnOf("e2"), IfEnded.REJECT))
        .withMessageContaining(KEY.session().value());

    assertThat(ids(all(cache, KEY))).containsExactly("e1");
    assertThat(cache.find(KEY).orElseThrow().entries()).isEqualTo(1);
    assertThat(cache.find(KEY).orElseThrow().ending()).contains(completed());
  }

  @Test
  default void appendShouldReturnARepeatedEntryOfAnEndedSession() {
    SessionCache cache = open();
    QAEntry entry = append(cache, KEY, "e1");
    cache.change(KEY, new SessionChange.End(completed()));

    QAEntry again = cache.append(KEY, turnOf("e1"), IfEnded.REJECT);

    assertThat(again).isEqualTo(entry);
    assertThat(cache.find(KEY).orElseThrow().ending()).contains(completed());
  }

  @Test
  default void appendShouldReopenAnEndedSessionWhenTheCallerSaysSo() {
    SessionCache cache = open();
    append(cache, KEY, "e1");
    cache.change(KEY, new SessionChange.End(completed()));

    QAEntry appended = cache.append(KEY, turnOf("e2"), IfEnded.REOPEN);

    assertThat(appended.sequence()).isEqualTo(2);
    assertThat(cache.find(KEY).orElseThrow().ending()).isEmpty();
    assertThat(append(cache, KEY, "e3").sequence()).isEqualTo(3);
  }

  private static Ending completed() {
    return new Ending(Ending.Outcome.COMPLETED, TestClock.NOON);
  }
}
