package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.TurnBuilder.turnOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.port.SessionCache;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the clauses of the session cache share: sample sessions and short ways to fill them. */
final class SessionSamples {

  /** A session of an ordinary user. */
  static final SessionKey KEY = SessionKey.of("alice", "conversation_1");

  /** Another session of the same user. */
  static final SessionKey OTHER = SessionKey.of("alice", "conversation_2");

  private SessionSamples() {}

  static QAEntry append(SessionCache cache, SessionKey key, Turn turn) {
    return cache.append(key, turn, IfEnded.REJECT);
  }

  static QAEntry append(SessionCache cache, SessionKey key, String id) {
    return append(cache, key, turnOf(id));
  }

  /** Appends {@code e1 … e<count>}. */
  static List<QAEntry> fill(SessionCache cache, SessionKey key, int count) {
    List<QAEntry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      entries.add(append(cache, key, "e" + i));
    }
    return entries;
  }

  /** Every entry of a session, read page by page; fails where any of it is damaged. */
  static List<QAEntry> all(SessionCache cache, SessionKey key) {
    List<QAEntry> entries = new ArrayList<>();
    long after = 0;
    while (true) {
      var page = cache.read(key, new EntryRange.After(after, 1_000));
      assertThat(page.damaged()).as("damaged records of %s", key).isEmpty();
      if (page.entries().isEmpty()) {
        return entries;
      }
      entries.addAll(page.entries());
      after = page.entries().getLast().sequence();
    }
  }

  static List<String> ids(List<QAEntry> entries) {
    return entries.stream().map(entry -> entry.id().value()).toList();
  }

  static List<Long> sequences(List<QAEntry> entries) {
    return entries.stream().map(QAEntry::sequence).toList();
  }

  static EntryId id(String value) {
    return new EntryId(value);
  }

  /** Equal in every field, an amount of money being equal to the same amount written otherwise. */
  static void assertSame(QAEntry actual, QAEntry expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .isEqualTo(expected);
  }
}
