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

import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.testkit.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Changing and deleting single entries, by id and never by position. */
public interface ChangeClauses extends SessionCacheFixture {

  @Test
  default void changeEntryShouldStoreWhatItReturns() {
    SessionCache cache = open();
    QAEntry entry = append(cache, KEY, turn("e1").context("why").cost(1, 2, "0.5").build());
    Feedback feedback = new Feedback(2, "not \u0000 quite");

    Optional<QAEntry> rated = cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(feedback));
    Optional<QAEntry> edited = cache.changeEntry(KEY, id("e1"), new EntryChange.Answer("new"));

    assertSame(rated.orElseThrow(), entry.changedBy(new EntryChange.Rate(feedback)));
    assertThat(edited.orElseThrow().answer()).isEqualTo("new");
    assertThat(edited.orElseThrow().feedback()).contains(feedback);
    assertThat(open().findEntry(KEY, id("e1"))).isEqualTo(edited);
    assertThat(all(cache, KEY)).containsExactly(edited.orElseThrow());
  }

  @Test
  default void changeEntryShouldReplaceAndTakeAwayFeedback() {
    SessionCache cache = open();
    append(cache, KEY, "e1");
    cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(new Feedback(1, "bad")));

    cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(new Feedback(5, "")));
    assertThat(cache.findEntry(KEY, id("e1")).orElseThrow().feedback())
        .contains(new Feedback(5, ""));

    cache.changeEntry(KEY, id("e1"), new EntryChange.Unrate());
    assertThat(cache.findEntry(KEY, id("e1")).orElseThrow().feedback()).isEmpty();
  }

  @Test
  default void changeEntryShouldLeaveEverythingElseAsItWas() {
    SessionCache cache = open();
    List<QAEntry> before = fill(cache, KEY, 3);
    QAEntry other = append(cache, OTHER, "e2");
    Session record = cache.find(KEY).orElseThrow();

    cache.changeEntry(KEY, id("e2"), new EntryChange.Answer("changed"));

    List<QAEntry> after = all(cache, KEY);
    assertThat(ids(after)).containsExactly("e1", "e2", "e3");
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isEqualTo(before.get(1).changedBy(new EntryChange.Answer("changed")));
    assertThat(after.get(2)).isEqualTo(before.get(2));
    assertThat(all(cache, OTHER)).containsExactly(other);
    assertThat(cache.find(KEY)).contains(record);
  }

  @Test
  default void changeEntryShouldFindNothingUnderAnUnknownId() {
    SessionCache cache = open();
    append(cache, KEY, "e1");

    var ofSession = cache.changeEntry(KEY, id("e2"), new EntryChange.Answer("x"));
    var ofNoSession = cache.changeEntry(OTHER, id("e1"), new EntryChange.Answer("x"));

    assertThat(ofSession).isEmpty();
    assertThat(ofNoSession).isEmpty();
    assertThat(cache.find(OTHER)).isEmpty();
    assertThat(ids(all(cache, KEY))).containsExactly("e1");
  }

  @Test
  default void changeEntryShouldNotBringADeletedEntryBack() {
    SessionCache cache = open();
    fill(cache, KEY, 2);
    cache.deleteEntry(KEY, id("e1"));

    var changed = cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(new Feedback(3, "")));

    assertThat(changed).isEmpty();
    assertThat(cache.findEntry(KEY, id("e1"))).isEmpty();
    assertThat(ids(all(cache, KEY))).containsExactly("e2");
  }

  @Test
  default void changesShouldGoByIdWhereEarlierEntriesWereDeleted() {
    SessionCache cache = open();
    fill(cache, KEY, 5);
    cache.deleteEntry(KEY, id("e1"));

    cache.changeEntry(KEY, id("e3"), new EntryChange.Answer("changed"));
    cache.deleteEntry(KEY, id("e4"));

    assertThat(all(cache, KEY))
        .extracting(QAEntry::answer)
        .containsExactly("answer of e2", "changed", "answer of e5");
  }

  @Test
  default void changesShouldHitTheirEntriesWhileOthersAppendAndDelete() {
    SessionCache cache = open();
    fill(cache, KEY, 60);

    Parallel.run(
        60,
        n ->
            switch (n % 3) {
              case 0 -> append(cache, KEY, "new" + n);
              case 1 -> cache.deleteEntry(KEY, id("e" + (n + 1)));
              default ->
                  cache.changeEntry(KEY, id("e" + (n + 1)), new EntryChange.Answer("changed " + n));
            });

    List<String> expected =
        IntStream.range(0, 60).filter(n -> n % 3 != 1).mapToObj(n -> "e" + (n + 1)).toList();
    List<QAEntry> stored = all(cache, KEY);
    assertThat(stored).hasSize(60);
    assertThat(ids(stored).subList(0, 40)).containsExactlyElementsOf(expected);
    assertThat(stored.subList(0, 40))
        .allSatisfy(
            entry -> {
              int n = Math.toIntExact(entry.sequence()) - 1;
              assertThat(entry.answer())
                  .isEqualTo(n % 3 == 2 ? "changed " + n : "answer of e" + (n + 1));
            });
    assertThat(sequences(stored.subList(40, 60)))
        .containsExactlyElementsOf(LongStream.rangeClosed(61, 80).boxed().toList());
  }

  @Test
  default void concurrentWritesShouldLeaveOtherSessionsAsTheyWere() {
    SessionCache cache = open();
    SessionKey bobs = SessionKey.of("bob", KEY.session().value());
    fill(cache, KEY, 40);
    List<QAEntry> others = fill(cache, OTHER, 40);
    List<QAEntry> ofBob = fill(cache, bobs, 40);
    List<Optional<Session>> records = List.of(cache.find(OTHER), cache.find(bobs));

    Parallel.run(
        60,
        n ->
            switch (n % 6) {
              case 0 -> append(cache, KEY, turn("new" + n).cost(1, 1, "1").build());
              case 1 -> cache.deleteEntry(KEY, id("e" + (n % 40 + 1)));
              case 2 -> cache.change(KEY, new SessionChange.Describe(Metadata.NONE.with("n", "")));
              case 3 -> cache.delete(SessionKey.of("bob", "other " + n));
              case 4 -> append(cache, SessionKey.of("bob", "other " + n), "e1");
              default ->
                  cache.changeEntry(
                      KEY, id("e" + (n % 40 + 1)), new EntryChange.Rate(new Feedback(1, "")));
            });

    assertThat(all(cache, OTHER)).containsExactlyElementsOf(others);
    assertThat(all(cache, bobs)).containsExactlyElementsOf(ofBob);
    assertThat(List.of(cache.find(OTHER), cache.find(bobs))).isEqualTo(records);
  }

  @Test
  default void changesOfOneEntryAtTheSameTimeShouldAllLand() {
    SessionCache cache = open();
    List<QAEntry> entries = fill(cache, KEY, 16);

    Parallel.run(
        32,
        n ->
            cache.changeEntry(
                KEY,
                entries.get(n / 2).id(),
                n % 2 == 0
                    ? new EntryChange.Answer("new")
                    : new EntryChange.Rate(new Feedback(5, "great"))));

    assertThat(all(cache, KEY))
        .allSatisfy(
            entry -> {
              assertThat(entry.answer()).isEqualTo("new");
              assertThat(entry.feedback()).contains(new Feedback(5, "great"));
            });
  }

  @Test
  default void deleteEntryShouldDeleteThatEntryAlone() {
    SessionCache cache = open();
    List<QAEntry> entries = fill(cache, KEY, 4);
    append(cache, OTHER, "e2");

    boolean deleted = cache.deleteEntry(KEY, id("e2"));

    assertThat(deleted).isTrue();
    assertThat(all(cache, KEY)).containsExactly(entries.get(0), entries.get(2), entries.get(3));
    assertThat(cache.findEntry(KEY, id("e2"))).isEmpty();
    assertThat(ids(all(cache, OTHER))).containsExactly("e2");
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(3L);
  }

  @Test
  default void deleteEntryShouldSayWhetherThereWasOne() {
    SessionCache cache = open();
    append(cache, KEY, "e1");

    List<Boolean> answers =
        Stream.of("e1", "e1", "e2").map(e -> cache.deleteEntry(KEY, id(e))).toList();

    assertThat(answers).containsExactly(true, false, false);
    assertThat(cache.deleteEntry(OTHER, id("e1"))).isFalse();
    assertThat(cache.find(OTHER)).isEmpty();
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(0L);
  }

  @Test
  default void deleteEntryShouldBeDoneOnceUnderConcurrentCallers() {
    SessionCache cache = open();
    fill(cache, KEY, 8);

    List<Boolean> answers = Parallel.run(32, n -> cache.deleteEntry(KEY, id("e" + (n % 4 + 1))));

    assertThat(answers.stream().filter(deleted -> deleted)).hasSize(4);
    assertThat(ids(all(cache, KEY))).containsExactly("e5", "e6", "e7", "e8");
    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(4L);
  }

  @Test
  default void deleteEntryShouldNotFreeItsNumber() {
    SessionCache cache = open();
    fill(cache, KEY, 3);
    cache.deleteEntry(KEY, id("e3"));
    cache.deleteEntry(KEY, id("e1"));

    QAEntry next = append(cache, KEY, "e4");

    assertThat(next.sequence()).isEqualTo(4);
    assertThat(sequences(all(cache, KEY))).containsExactly(2L, 4L);
  }

  @Test
  default void deleteEntryShouldLeaveASessionWithoutEntriesThere() {
    SessionCache cache = open();
    fill(cache, KEY, 2);

    cache.deleteEntry(KEY, id("e1"));
    cache.deleteEntry(KEY, id("e2"));

    assertThat(cache.find(KEY)).get().extracting(Session::entries).isEqualTo(0L);
    assertThat(append(cache, KEY, "e3").sequence()).isEqualTo(3);
  }
}
