package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Session;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedRecordTest {

  private static final SessionKey KEY = SessionKey.of("alice", "conversation");

  @TempDir private Path folder;

  private SqliteSessionCache cache;

  @BeforeEach
  void open() {
    cache = SqliteSessionCache.open(FsCacheConfig.in(folder), TestClock.atNoon());
    cache.create(KEY, TestClock.NOON, Metadata.NONE.with("title", "Paris"));
    append("e1");
    append("e2");
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{}{}",
        "not JSON: my secret question",
        "json_set(payload, '$.question', 7)",
        "json_remove(payload, '$.answer')",
        "json_set(payload, '$.question', '', '$.answer', ' ')",
        "json_set(payload, '$.tokens_in', -1)",
        "json_set(payload, '$.tokens_in', 1.5)",
        "json_set(payload, '$.tokens_in', '1')",
        "json_set(payload, '$.cost_usd', 'much')",
        "json_set(payload, '$.estimated', 'no')",
        "json_set(payload, '$.node_ids', 'n1')",
        "json_set(payload, '$.edge_ids[0]', json('{}'))",
        "json_remove(payload, '$.metadata')",
        "json_set(payload, '$.metadata.title', json('[]'))",
        "json_set(payload, '$.feedback', json('{\"score\": 9, \"text\": \"\"}'))",
        "json_set(payload, '$.feedback', json('{\"score\": 99999999999, \"text\": \"\"}'))",
        "json_set(payload, '$.feedback', json('{\"score\": 5}'))"
      })
  void aMalformedEntryShouldBeReportedWithoutItsWords(String payload) {
    if (payload.startsWith("json_")) {
      Database.change(folder, "UPDATE entry SET payload = " + payload + " WHERE id = 'e1'");
    } else {
      Database.change(folder, "UPDATE entry SET payload = ? WHERE id = 'e1'", payload);
    }

    var history = cache.read(KEY, new EntryRange.Last(10));

    assertThat(history.entries()).extracting(QAEntry::sequence).containsExactly(2L);
    assertThat(history.damaged()).hasSize(1);
    DamagedRecord damaged = history.damaged().getFirst();
    assertThat(damaged.where()).contains("e1", "alice", "conversation", SessionFile.NAME);
    assertThat(damaged.reason()).startsWith("it").doesNotContain("secret");
    assertThatExceptionOfType(CorruptedDataException.class)
        .isThrownBy(() -> append("e1"))
        .withMessageContaining("delete the entry");
  }

  @Test
  void aDamagedSessionRecordShouldHideNothingElse() {
    Database.change(folder, "UPDATE session SET metadata = '{', cost = 'x', outcome = 'WON'");

    Session session = cache.find(KEY).orElseThrow();

    assertThat(session.metadata()).isEqualTo(Metadata.NONE);
    assertThat(session.usage().costUsd()).isEmpty();
    assertThat(session.ending()).isEmpty();
    assertThat(session.entries()).isEqualTo(2);
    assertThat(cache.list(KEY.user(), SessionQuery.newestFirst(new Page.Offset(0, 10))).sessions())
        .containsExactly(session);
    assertThat(cache.usage(KEY.user(), Optional.empty()).costUsd()).isEmpty();
    assertThat(append("e3").sequence()).isEqualTo(3);
    assertThat(Database.ask(folder, "SELECT metadata FROM session"))
        .as("the damaged metadata, kept for a repair")
        .isEqualTo("{");
  }

  @Test
  void settingTheMetadataShouldRepairIt() {
    Database.change(folder, "UPDATE session SET metadata = 'rubbish'");

    cache.change(KEY, new SessionChange.Describe(Metadata.NONE.with("title", "Rome")));

    assertThat(cache.find(KEY).orElseThrow().metadata().values()).containsEntry("title", "Rome");
  }

  private QAEntry append(String id) {
    return cache.append(
        KEY, turn(id).metadata("title", "x").cost(1, 2, "0.5").build(), IfEnded.REOPEN);
  }
}
