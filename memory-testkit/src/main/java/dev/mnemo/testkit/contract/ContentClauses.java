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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.port.SessionCache;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an entry may hold, and what becomes of a stored record that cannot be read. */
public interface ContentClauses extends SessionCacheFixture {

  @Test
  default void entriesShouldKeepEveryField() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("zebra", "first");
    metadata.put("Ärger {x}:%", "");
    metadata.put("apple", "[1, 2, {\"a\": null}]");
    QAEntry appended =
        append(
            open(),
            KEY,
            turn("e1")
                .question("Who?")
                .answer("Alice.")
                .context("Alice is an engineer.")
                .used(new GraphElementIds(List.of("n2", "n1"), List.of("f9")))
                .cost(9_007_199_254_740_993L, 7, "0.000000150")
                .metadata(metadata)
                .build());

    QAEntry stored = open().findEntry(KEY, id("e1")).orElseThrow();

    assertSame(stored, appended);
    assertThat(stored.turn().context()).isEqualTo("Alice is an engineer.");
    assertThat(stored.turn().used().nodeIds()).containsExactly("n2", "n1");
    assertThat(stored.turn().used().edgeIds()).containsExactly("f9");
    assertThat(stored.turn().usage().tokensIn()).isEqualTo(9_007_199_254_740_993L);
    assertThat(stored.turn().usage().costUsd().orElseThrow()).isEqualByComparingTo("0.00000015");
    assertThat(stored.turn().metadata().values().keySet())
        .containsExactly("zebra", "Ärger {x}:%", "apple");
  }

  @Test
  default void entriesShouldKeepEmptyTextsAndUnknownCosts() {
    SessionCache cache = open();
    append(cache, KEY, turn("no-answer").answer("").unpriced(3, 4).build());
    append(cache, KEY, turn("no-question").question("").build());

    List<QAEntry> stored = all(open(), KEY);

    assertThat(stored).extracting(QAEntry::answer).containsExactly("", "answer of no-question");
    assertThat(stored).extracting(QAEntry::question).containsExactly("question of no-answer", "");
    assertThat(stored.getFirst().turn().usage().costUsd()).isEmpty();
    assertThat(stored.getFirst().turn().usage().estimated()).isTrue();
    assertThat(stored.getFirst().turn().used()).isEqualTo(GraphElementIds.NONE);
  }

  @Test
  default void entriesShouldKeepTheirTimesToTheMicrosecond() {
    SessionCache cache = open();
    List<Instant> times =
        List.of(
            Instant.parse("2026-03-14T12:00:00.000001Z"),
            Instant.parse("2026-03-14T12:00:00.999999Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("0001-01-01T00:00:00.000001Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"));
    for (int i = 0; i < times.size(); i++) {
      append(cache, KEY, turn("e" + i).at(times.get(i)).build());
    }

    assertThat(all(open(), KEY)).extracting(QAEntry::time).containsExactlyElementsOf(times);
  }

  @Test
  default void entriesShouldKeepAnyText() {
    SessionCache cache = open();
    List<String> texts =
        List.of(
            "control \u0000\u0001\u0007\b\t\u000b\u001b[31m\u007f\u0085 characters",
            "lines\nof\r\nseveral\rkinds\u2028and\u2029more",
            "quotes ' \" ` \\ \\\" '' and \\u0000 \\n as written",
            "👩‍👩‍👧 𝕏 \uFEFFe\u0301 é עברית العربية \uFFFD\uFFFE",
            "{\"question\": null}, ]]> <!-- $(rm) ${x} %s %00 -- ; DROP TABLE entries",
            " leading and trailing \n");
    for (int i = 0; i < texts.size(); i++) {
      append(cache, KEY, turn("e" + i).question("q" + texts.get(i)).answer(texts.get(i)).build());
    }

    List<QAEntry> stored = all(open(), KEY);

    assertThat(stored).extracting(QAEntry::answer).containsExactlyElementsOf(texts);
    assertThat(stored)
        .extracting(QAEntry::question)
        .containsExactlyElementsOf(texts.stream().map("q"::concat).toList());
  }

  @Test
  default void entriesShouldKeepVeryLongTexts() {
    String answer = "0123456789abcdé\n".repeat(65_536);
    SessionCache cache = open();
    append(cache, KEY, turn("e1").answer(answer).build());
    append(cache, KEY, "e2");

    List<QAEntry> stored = all(open(), KEY);

    assertThat(stored).hasSize(2);
    // Not isEqualTo: a failure would print a megabyte.
    assertThat(stored.getFirst().answer().equals(answer)).as("the same long answer").isTrue();
  }

  @Test
  default void readShouldSetAMalformedRecordAsideAndReturnTheOthers() {
    SessionCache cache = open();
    fill(cache, KEY, 4);
    damage(KEY, id("e2"));

    History history = cache.read(KEY, new EntryRange.Last(100));

    assertThat(ids(history.entries())).containsExactly("e1", "e3", "e4");
    assertThat(history.damaged()).hasSize(1);
    assertThat(history.damaged().getFirst().where()).isNotBlank();
    assertThat(history.damaged().getFirst().reason()).isNotBlank();
  }

  @Test
  default void findEntryShouldReportAMalformedRecord() {
    SessionCache cache = open();
    fill(cache, KEY, 2);
    damage(KEY, id("e2"));

    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> cache.findEntry(KEY, id("e2")));

    assertThat(cache.findEntry(KEY, id("e1"))).isPresent();
  }

  @Test
  default void aMalformedRecordShouldNotStopTheWritesOfItsSession() {
    SessionCache cache = open();
    fill(cache, KEY, 3);
    damage(KEY, id("e3"));

    QAEntry next = append(cache, KEY, "e4");
    var changed = cache.changeEntry(KEY, id("e1"), new EntryChange.Rate(new Feedback(5, "")));

    assertThat(next.sequence()).isEqualTo(4);
    assertThat(changed).isPresent();
    assertThat(ids(cache.read(KEY, new EntryRange.Last(100)).entries()))
        .containsExactly("e1", "e2", "e4");
    assertThat(cache.find(KEY)).isPresent();
  }

  @Test
  default void aMalformedRecordShouldBeDeletable() {
    SessionCache cache = open();
    fill(cache, KEY, 3);
    fill(cache, OTHER, 2);
    damage(KEY, id("e2"));
    damage(OTHER, id("e1"));

    boolean deleted = cache.deleteEntry(KEY, id("e2"));
    cache.delete(OTHER);

    assertThat(deleted).isTrue();
    assertThat(ids(all(cache, KEY))).containsExactly("e1", "e3");
    assertThat(all(cache, OTHER)).isEmpty();
    assertThat(cache.find(OTHER)).isEmpty();
  }
}
