package dev.mnemo.application.service;

import dev.mnemo.application.service.EntryReader.ReadEntry;
import dev.mnemo.application.service.SessionSurvey.Surveyed;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryRange;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.SessionCache;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Persists what is left of one session, under a claim to it: extracts some entries at a time, and
 * builds the graph from them before it waits for more that was paid for. No text is held across a
 * model's call: entries are read again before they are written, and those that changed or went are
 * left alone.
 */
final class SessionPersister {

  private static final int LARGEST_BATCH = 32;
  // Left entries that are far apart are read apart.
  private static final int LONGEST_SPAN = 8 * LARGEST_BATCH;

  private final SessionCache cache;
  private final KnowledgeGraph graph;
  private final DatasetAccess access;
  private final EntryReader reader;
  private final Slots slots;
  private final Clock clock;
  private final int atOnce;

  SessionPersister(
      SessionCache cache,
      KnowledgeGraph graph,
      DatasetAccess access,
      EntryReader reader,
      Slots slots,
      Clock clock,
      int atOnce) {
    this.cache = cache;
    this.graph = graph;
    this.access = access;
    this.reader = reader;
    this.slots = slots;
    this.clock = clock;
    this.atOnce = atOnce;
  }

  /**
   * What a run needs to know of where and for whom it works.
   *
   * @param readable where the graph elements that entries used may be
   * @param outage of the whole run, as all sessions ask the same model
   */
  record Setting(DatasetId dataset, Set<DatasetId> readable, Outage outage, Watch watch) {}

  /** Persists these entries, oldest first; what was written stays if it breaks off. */
  void persist(
      SessionKey key,
      List<Surveyed> left,
      HeldClaim claim,
      Setting setting,
      SessionTally tally,
      Spending spending,
      Runnable afterEach) {
    Work work = new Work(key, claim, setting, tally, spending, afterEach);
    for (List<Surveyed> batch : batches(left)) {
      work.on(batch);
    }
  }

  private static List<List<Surveyed>> batches(List<Surveyed> left) {
    List<List<Surveyed>> batches = new ArrayList<>();
    List<Surveyed> open = new ArrayList<>();
    for (Surveyed entry : left) {
      boolean far =
          !open.isEmpty() && entry.sequence() - open.getFirst().sequence() >= LONGEST_SPAN;
      if (far || open.size() == LARGEST_BATCH) {
        batches.add(open);
        open = new ArrayList<>();
      }
      open.add(entry);
    }
    if (!open.isEmpty()) {
      batches.add(open);
    }
    return batches;
  }

  /** Some entries of a session, oldest first, as the log tells them now. */
  private Map<EntryId, QAEntry> current(SessionKey key, long first, long last, int before) {
    int most = Math.toIntExact(last - first + 1 + before);
    Map<EntryId, QAEntry> entries = new LinkedHashMap<>();
    cache
        .read(key, new EntryRange.Before(last + 1, most))
        .entries()
        .forEach(entry -> entries.put(entry.id(), entry));
    return entries;
  }

  private final class Work {

    private final SessionKey key;
    private final HeldClaim claim;
    private final Setting setting;
    private final SessionTally tally;
    private final Spending spending;
    private final Runnable afterEach;
    private List<ReadEntry> unwritten = new ArrayList<>();

    Work(
        SessionKey key,
        HeldClaim claim,
        Setting setting,
        SessionTally tally,
        Spending spending,
        Runnable afterEach) {
      this.key = key;
      this.claim = claim;
      this.setting = setting;
      this.tally = tally;
      this.spending = spending;
      this.afterEach = afterEach;
    }

    /** An entry to extract. */
    private record Unread(QAEntry entry, List<QAEntry> before) {}

    void on(List<Surveyed> batch) {
      if (!setting.watch().wanted()) {
        tally.left(batch.size());
        return;
      }
      try {
        Forks.inOrder(unread(batch), atOnce, this::extract, this::take, this::writeWhatWasPaid);
      } catch (RuntimeException failure) {
        rescue(failure);
        throw failure;
      }
      write();
    }

    private List<Unread> unread(List<Surveyed> batch) {
      List<QAEntry> entries =
          List.copyOf(
              current(
                      key,
                      batch.getFirst().sequence(),
                      batch.getLast().sequence(),
                      EntryText.PRECEDING_ENTRIES)
                  .values());
      Set<EntryId> wanted = batch.stream().map(Surveyed::id).collect(Collectors.toSet());
      List<Unread> unread = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        if (wanted.contains(entries.get(i).id())) {
          unread.add(
              new Unread(
                  entries.get(i),
                  entries.subList(Math.max(0, i - EntryText.PRECEDING_ENTRIES), i)));
        }
      }
      return unread;
    }

    // Step one, on a thread of its own; empty where nobody wants it any more.
    private Optional<ReadEntry> extract(Unread unread) {
      return setting.watch().wanted()
          ? Optional.of(reader.read(unread.entry(), unread.before(), spending))
          : Optional.empty();
    }

    private void take(Optional<ReadEntry> taken) {
      if (taken.isEmpty()) {
        tally.left(1);
        return;
      }
      ReadEntry read = taken.get();
      Optional<ModelFailureException> failure = read.failure();
      if (failure.isPresent()) {
        tally.failed(read.entry().id(), String.valueOf(failure.get().getMessage()));
      } else {
        unwritten.add(read);
      }
      afterEach.run();
      setting.outage().endAfter(failure);
    }

    private void writeWhatWasPaid() {
      if (unwritten.stream().anyMatch(ReadEntry::paid)) {
        write();
      }
    }

    private void rescue(RuntimeException failure) {
      try {
        write();
      } catch (RuntimeException later) {
        failure.addSuppressed(later);
      }
    }

    // Step two.
    private void write() {
      List<ReadEntry> batch = unwritten;
      unwritten = new ArrayList<>();
      List<ReadEntry> unchanged = batch.isEmpty() ? List.of() : unchanged(batch);
      if (unchanged.isEmpty()) {
        return;
      }
      EntryBuilder builder = new EntryBuilder(setting.dataset(), slots, repetition(unchanged));
      unchanged.forEach(builder::add);
      GraphBatch built = builder.build(claim.claim(), clock.instant());
      WriteReport report = graph.write(built);
      undoIfForgotten(built);
      tally.written(unchanged.size(), report);
    }

    // Whoever forgot the dataset meanwhile may not have seen what was just written to it.
    private void undoIfForgotten(GraphBatch built) {
      if (!access.exists(built.dataset())) {
        graph.forget(
            built.dataset(),
            built.documents().stream().map(Document::id).collect(Collectors.toSet()),
            ForgetMode.FORGET);
        throw new NotFoundException("the dataset was forgotten meanwhile; remember a text first");
      }
    }

    /** Those that are in the log as they were read; the next run takes those that changed. */
    private List<ReadEntry> unchanged(List<ReadEntry> batch) {
      Map<EntryId, QAEntry> now =
          current(key, batch.getFirst().entry().sequence(), batch.getLast().entry().sequence(), 0);
      List<ReadEntry> unchanged = new ArrayList<>();
      for (ReadEntry read : batch) {
        Optional<QAEntry> current = Optional.ofNullable(now.get(read.entry().id()));
        if (current
            .map(EntryText::content)
            .filter(EntryText.content(read.entry())::equals)
            .isPresent()) {
          unchanged.add(read);
        } else if (current.isPresent()) {
          tally.left(1);
        }
      }
      return unchanged;
    }

    private Repetition repetition(List<ReadEntry> batch) {
      Map<QAEntry, List<FoundFact>> found = new LinkedHashMap<>();
      for (ReadEntry read : batch) {
        found.put(
            read.entry(),
            read.readings().stream()
                .flatMap(reading -> reading.extraction().facts().stream())
                .toList());
      }
      return Repetition.of(graph, setting.readable(), found);
    }
  }
}
