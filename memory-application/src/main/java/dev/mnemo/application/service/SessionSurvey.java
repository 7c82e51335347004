package dev.mnemo.application.service;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.DamagedRecord;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a session's log says now beside what a dataset holds of it. Keeps no texts, so that a
 * session of any length can be surveyed; whoever works on an entry reads it again.
 *
 * @param entries all that can be read, in their order
 * @param left those that the dataset does not hold in the form they have
 */
record SessionSurvey(
    SessionKey key,
    boolean exists,
    List<Surveyed> entries,
    List<Surveyed> left,
    Set<DamagedRecord> damaged) {

  private static final int PAGE = 1_000;

  /** An entry without its texts. */
  record Surveyed(EntryId id, long sequence, ContentHash content, Optional<Feedback> feedback) {}

  /** Reads the whole log of a session, page by page, and asks the graph once. */
  static SessionSurvey of(
      SessionKey key, DatasetId dataset, SessionCache cache, KnowledgeGraph graph) {
    List<Surveyed> entries = new ArrayList<>();
    Set<DamagedRecord> damaged = new LinkedHashSet<>();
    long after = 0;
    History page;
    do {
      page = cache.read(key, new EntryRange.After(after, PAGE));
      damaged.addAll(page.damaged());
      for (QAEntry entry : page.entries()) {
        entries.add(
            new Surveyed(entry.id(), entry.sequence(), EntryText.content(entry), entry.feedback()));
        after = entry.sequence();
      }
    } while (!page.entries().isEmpty() && page.entries().size() + page.damaged().size() >= PAGE);
    boolean exists = !entries.isEmpty() || cache.find(key).isPresent();
    return new SessionSurvey(
        key, exists, List.copyOf(entries), left(key, dataset, entries, graph), damaged);
  }

  /** Those of some entries that the dataset does not hold in the form they have. */
  static List<Surveyed> left(
      SessionKey key, DatasetId dataset, List<Surveyed> entries, KnowledgeGraph graph) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Set<EntryKey> keys = new LinkedHashSet<>();
    entries.forEach(entry -> keys.add(new EntryKey(key, entry.id())));
    Map<EntryKey, ContentHash> held = graph.persisted(dataset, keys);
    return entries.stream()
        .filter(entry -> !entry.content().equals(held.get(new EntryKey(key, entry.id()))))
        .toList();
  }

  /** How many entries the dataset holds in the form they have. */
  long known() {
    return entries.size() - (long) left.size();
  }
}
