package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.SessionSamples.KEY;
import static dev.mnemo.testkit.contract.SessionSamples.OTHER;
import static dev.mnemo.testkit.contract.SessionSamples.append;
import static dev.mnemo.testkit.contract.SessionSamples.fill;
import static dev.mnemo.testkit.contract.SessionSamples.id;
import static dev.mnemo.testkit.contract.SessionSamples.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.SessionCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading: windows, paging, single entries. */
public interface ReadClauses extends SessionCacheFixture {

  @Test
  default void readShouldReturnNothingForAnUnknownSession() {
    SessionCache cache = open();

    assertThat(cache.read(KEY, new EntryRange.Last(10))).isEqualTo(History.EMPTY);
    assertThat(cache.read(KEY, new EntryRange.Before(10, 10))).isEqualTo(History.EMPTY);
    assertThat(cache.read(KEY, new EntryRange.After(0, 10))).isEqualTo(History.EMPTY);
    assertThat(cache.findEntry(KEY, id("e1"))).isEmpty();
    assertThat(cache.find(KEY)).as("a session created by reading").isEmpty();
  }

  @Test
  default void lastShouldReturnTheNewestEntriesOldestFirst() {
    SessionCache cache = open();
    fill(cache, KEY, 12);

    assertThat(read(cache, new EntryRange.Last(3))).containsExactly("e10", "e11", "e12");
    assertThat(read(cache, new EntryRange.Last(1))).containsExactly("e12");
    assertThat(read(cache, new EntryRange.Last(12))).hasSize(12).startsWith("e1", "e2");
    assertThat(read(cache, new EntryRange.Last(EntryRange.MAX_LIMIT))).hasSize(12);
  }

  @Test
  default void beforeShouldReturnTheNewestEntriesBelowANumberOldestFirst() {
    SessionCache cache = open();
    fill(cache, KEY, 12);

    assertThat(read(cache, new EntryRange.Before(10, 3))).containsExactly("e7", "e8", "e9");
    assertThat(read(cache, new EntryRange.Before(3, 10))).containsExactly("e1", "e2");
    assertThat(read(cache, new EntryRange.Before(1, 10))).isEmpty();
    assertThat(read(cache, new EntryRange.Before(0, 10))).isEmpty();
    assertThat(read(cache, new EntryRange.Before(Long.MAX_VALUE, 2))).containsExactly("e11", "e12");
  }

  @Test
  default void afterShouldReturnTheOldestEntriesAboveANumberOldestFirst() {
    SessionCache cache = open();
    fill(cache, KEY, 12);

    assertThat(read(cache, new EntryRange.After(0, 3))).containsExactly("e1", "e2", "e3");
    assertThat(read(cache, new EntryRange.After(9, 2))).containsExactly("e10", "e11");
    assertThat(read(cache, new EntryRange.After(10, 10))).containsExactly("e11", "e12");
    assertThat(read(cache, new EntryRange.After(12, 10))).isEmpty();
    assertThat(read(cache, new EntryRange.After(Long.MAX_VALUE, 10))).isEmpty();
  }

  @Test
  default void rangesShouldBeFilledAcrossDeletedEntries() {
    SessionCache cache = open();
    fill(cache, KEY, 12);
    for (int deleted : new int[] {1, 5, 6, 7, 8, 11, 12}) {
      cache.deleteEntry(KEY, id("e" + deleted));
    }

    assertThat(read(cache, new EntryRange.Last(3))).containsExactly("e4", "e9", "e10");
    assertThat(read(cache, new EntryRange.Last(10))).hasSize(5);
    assertThat(read(cache, new EntryRange.Before(9, 2))).containsExactly("e3", "e4");
    assertThat(read(cache, new EntryRange.After(4, 2))).containsExactly("e9", "e10");
    assertThat(read(cache, new EntryRange.After(0, 1))).containsExactly("e2");
  }

  @Test
  default void pagingBackShouldMeetEveryEntryOnceWhileOthersAppend() {
    SessionCache cache = open();
    fill(cache, KEY, 25);
    List<String> met = new ArrayList<>();

    History page = cache.read(KEY, new EntryRange.Last(7));
    while (!page.entries().isEmpty()) {
      met.addAll(0, ids(page.entries()));
      append(cache, KEY, "new-" + met.size());
      page = cache.read(KEY, new EntryRange.Before(page.entries().getFirst().sequence(), 7));
    }

    assertThat(met).hasSize(25).doesNotHaveDuplicates().startsWith("e1", "e2").endsWith("e25");
  }

  @Test
  default void findEntryShouldFindOnlyEntriesOfItsSession() {
    SessionCache cache = open();
    QAEntry first = append(cache, KEY, "e1");
    append(cache, OTHER, "e2");
    append(cache, SessionKey.of("bob", KEY.session().value()), "e3");

    assertThat(cache.findEntry(KEY, id("e1"))).contains(first);
    assertThat(cache.findEntry(KEY, id("e2"))).isEmpty();
    assertThat(cache.findEntry(KEY, id("e3"))).isEmpty();
    assertThat(cache.findEntry(KEY, id("E1"))).isEmpty();
  }

  private static List<String> read(SessionCache cache, EntryRange range) {
    History history = cache.read(KEY, range);
    assertThat(history.damaged()).isEmpty();
    return ids(history.entries());
  }
}
