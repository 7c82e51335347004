package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first step of persisting: extracts and embeds what one entry says. Thread-safe. */
final class EntryReader {

  private static final Logger log = LoggerFactory.getLogger(EntryReader.class);

  // An entry is read as a whole unless it is as long as several chunks.
  private static final int CHUNKS_AT_ONCE = 4;

  private final KnowledgeExtractor extractor;
  private final Vectors vectors;
  private final TextSplitter splitter;
  private final int longest;

  /**
   * @param chunkWords how many words a chunk holds at most
   */
  EntryReader(KnowledgeExtractor extractor, Vectors vectors, int chunkWords) {
    this.extractor = extractor;
    this.vectors = vectors;
    this.splitter = new TextSplitter(chunkWords);
    this.longest = CHUNKS_AT_ONCE * chunkWords;
  }

  /** What was found in some passages of an entry that were read together. */
  record Reading(
      List<EntryText.Passage> passages, Extraction extraction, List<Optional<Embedding>> facts) {}

  /**
   * An entry with what it says.
   *
   * @param embeddings of its passages
   * @param failure why a model made nothing of it; then nothing else is told
   */
  record ReadEntry(
      QAEntry entry,
      List<EntryText.Passage> passages,
      List<Optional<Embedding>> embeddings,
      List<Reading> readings,
      Optional<ModelFailureException> failure) {

    /** Whether reading it cost something. */
    boolean paid() {
      return readings.stream()
          .anyMatch(reading -> !reading.extraction().usage().equals(Usage.NONE));
    }
  }

  /**
   * Reads an entry; a failure of a model is told in the result.
   *
   * @param before the entries directly before it, oldest first
   */
  ReadEntry read(QAEntry entry, List<QAEntry> before, Spending spending) {
    List<EntryText.Passage> passages = EntryText.passages(entry, before, splitter);
    try {
      List<Extracted> extracted = extract(entry, passages, before, spending);
      List<String> texts = new ArrayList<>(passages.stream().map(EntryText.Passage::text).toList());
      for (Extracted one : extracted) {
        one.extraction().facts().stream().map(FoundFact::statement).forEach(texts::add);
      }
      List<Optional<Embedding>> embeddings = embed(texts, extracted, spending);
      List<Reading> readings = new ArrayList<>();
      int at = passages.size();
      for (Extracted one : extracted) {
        int end = at + one.extraction().facts().size();
        readings.add(new Reading(one.passages(), one.extraction(), embeddings.subList(at, end)));
        at = end;
      }
      return new ReadEntry(
          entry, passages, embeddings.subList(0, passages.size()), readings, Optional.empty());
    } catch (ModelFailureException e) {
      return new ReadEntry(entry, passages, List.of(), List.of(), Optional.of(e));
    } finally {
      spending.settle();
    }
  }

  private record Extracted(List<EntryText.Passage> passages, Extraction extraction) {}

  // What was paid for is kept; vectors can be made later.
  private List<Optional<Embedding>> embed(
      List<String> texts, List<Extracted> extracted, Spending spending) {
    try {
      return vectors.passages(texts, spending);
    } catch (ModelFailureException e) {
      if (extracted.stream().allMatch(one -> one.extraction().usage().equals(Usage.NONE))) {
        throw e;
      }
      log.warn(
          "an entry is persisted without vectors; 'mnemo reembed' makes them: {}", e.toString());
      return texts.stream().map(text -> Optional.<Embedding>empty()).toList();
    }
  }

  private List<Extracted> extract(
      QAEntry entry, List<EntryText.Passage> passages, List<QAEntry> before, Spending spending) {
    List<Extracted> extracted = new ArrayList<>();
    String preceding = EntryText.conversation(before);
    for (List<EntryText.Passage> together : grouped(passages)) {
      String text = labelled(together);
      Extraction extraction = extract(new Passage(text, preceding, entry.time()), spending);
      extracted.add(new Extracted(together, extraction));
      preceding = together.getLast().said().labelled(together.getLast().text());
    }
    return extracted;
  }

  private Extraction extract(Passage passage, Spending spending) {
    try {
      Extraction extraction = extractor.extract(passage);
      spending.add(Operation.EXTRACT, extraction.extractor(), extraction.usage());
      return extraction;
    } catch (ModelFailureException e) {
      spending.add(Operation.EXTRACT, e);
      throw e;
    }
  }

  private List<List<EntryText.Passage>> grouped(List<EntryText.Passage> passages) {
    List<List<EntryText.Passage>> groups = new ArrayList<>();
    List<EntryText.Passage> open = new ArrayList<>();
    int words = 0;
    for (EntryText.Passage passage : passages) {
      int more = Words.count(passage.text());
      if (!open.isEmpty() && words + more > longest) {
        groups.add(open);
        open = new ArrayList<>();
        words = 0;
      }
      open.add(passage);
      words += more;
    }
    groups.add(open);
    return groups;
  }

  // A speaker is named where he begins to speak.
  private static String labelled(List<EntryText.Passage> passages) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < passages.size(); i++) {
      EntryText.Passage passage = passages.get(i);
      boolean goesOn = i > 0 && passages.get(i - 1).said().equals(passage.said());
      text.append(i > 0 ? "\n" : "")
          .append(goesOn ? passage.text() : passage.said().labelled(passage.text()));
    }
    return text.toString();
  }
}
