package dev.mnemo.adapter.cache.fs;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionChange;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.SessionQuery;
import dev.mnemo.domain.model.SessionQuery.Page;
import dev.mnemo.domain.model.TimeRange;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.UsageBy;
import dev.mnemo.testkit.TestClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No statement walks through a table: what it costs does not grow with what is stored. */
class QueryPlanTest {

  private static final SessionKey KEY = SessionKey.of("alice", "conversation");

  @TempDir private Path folder;

  private final TestClock clock = TestClock.atNoon();
  private final SessionWrites writes = new SessionWrites(clock, Optional.of(Duration.ofHours(1)));
  private final SessionReads reads = new SessionReads(clock);
  private final SessionListing listing = new SessionListing(clock);
  private SqliteLink link;

  @BeforeEach
  void open() {
    FsCacheConfig config = FsCacheConfig.in(folder);
    link = new SessionFile(config, new SqliteFailures(config)).openWriter();
  }

  @AfterEach
  void close() throws SQLException {
    link.close();
  }

  @Test
  void writesShouldFindTheirRowsByIndex() throws SQLException {
    append(KEY, "e1");
    writes.changeEntry(link, KEY, turnOf("e1").id(), new EntryChange.Answer("x"));
    writes.change(link, KEY, new SessionChange.Describe(Metadata.NONE));
    writes.change(link, KEY, new SessionChange.Reopen());
    writes.deleteEntry(link, KEY, turnOf("e1").id());
    writes.delete(link, KEY);
    writes.delete(link, KEY.user());

    assertThat(plans()).isNotEmpty().noneMatch(QueryPlanTest::walks);
  }

  @Test
  void readsShouldFindTheirRowsByIndexAndInOrder() throws SQLException {
    reads.history(link, KEY, new EntryRange.Last(10));
    reads.history(link, KEY, new EntryRange.Before(5, 10));
    reads.history(link, KEY, new EntryRange.After(5, 10));
    reads.entry(link, KEY, turnOf("e1").id());
    reads.session(link, KEY);
    reads.usage(link, KEY.user(), Optional.empty());

    assertThat(plans())
        .isNotEmpty()
        .noneMatch(QueryPlanTest::walks)
        .noneMatch(step -> step.contains("TEMP B-TREE"))
        .anyMatch(step -> step.contains("entry_by_sequence (session=? AND sequence<?)"));
  }

  @Test
  void theDefaultListingShouldFollowItsIndex() throws SQLException {
    for (int i = 0; i < 5; i++) {
      append(SessionKey.of("alice", "s" + i), "e1");
    }
    var first = listing.page(link, KEY.user(), newest(Optional.empty()));

    assertThat(plans())
        .isNotEmpty()
        .noneMatch(QueryPlanTest::walks)
        .noneMatch(step -> step.contains("TEMP B-TREE"));

    append(SessionKey.of("alice", "s0"), "e2");
    listing.page(link, KEY.user(), newest(first.next()));

    assertThat(plans())
        .noneMatch(QueryPlanTest::walks)
        .anyMatch(step -> step.contains("session_by_activity (user=? AND last_activity_at<?)"));
  }

  @Test
  void reclaimingShouldFindItsRowsByIndex() throws SQLException {
    append(KEY, "e1");
    Reclaim reclaim = new Reclaim(clock);
    clock.advance(Duration.ofHours(2));

    assertThat(reclaim.isDue(link)).isTrue();
    reclaim.step(link);

    assertThat(reclaim.isDue(link)).isFalse();
    assertThat(plans())
        .anyMatch(step -> step.contains("session_by_expiry (expires_at<?)"))
        .noneMatch(step -> step.matches("SCAN (session|entry)\\b(?!.* session_by_expiry).*"));
  }

  @Test
  void totalsShouldReadOneUsersRangeInOrder() throws SQLException {
    for (UsageBy by : UsageBy.values()) {
      SqliteUsageLedger.totals(link, KEY.user(), TimeRange.since(clock.instant()), by);
    }

    assertThat(plans())
        .isNotEmpty()
        .allMatch(
            step -> step.startsWith("SEARCH call USING PRIMARY KEY (user=? AND at>? AND at<?)"));
  }

  private static SessionQuery newest(Optional<String> cursor) {
    return SessionQuery.newestFirst(new Page.Cursor(cursor, 2));
  }

  private static boolean walks(String step) {
    return step.matches("SCAN (s|e|session|entry|earlier)\\b.*");
  }

  /** The plans of all statements that the link has run so far. */
  private List<String> plans() throws SQLException {
    List<String> plans = new ArrayList<>();
    for (String sql : link.prepared()) {
      if (!sql.startsWith("EXPLAIN")) {
        plans.addAll(link.list(row -> row.getString(4), "EXPLAIN QUERY PLAN " + sql));
      }
    }
    return plans;
  }

  private void append(SessionKey key, String id) throws SQLException {
    Turn turn = turnOf(id);
    writes.append(link, key, turn, EntryJson.write(turn, Optional.empty()), IfEnded.REJECT);
  }
}
