package dev.mnemo.application.service;

import dev.mnemo.application.port.in.FailedChunk;
import dev.mnemo.application.service.ChunkReader.ReadChunk;
import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a document in parts, so that what was read is kept whatever comes after it, and only a
 * part is in memory. What was paid for is written before anybody waits for more.
 */
final class DocumentWriter {

  private static final int LARGEST_PART = 32;

  private final KnowledgeGraph graph;
  private final DatasetId dataset;
  private final DocumentPlan plan;
  private final Instant at;
  private final Runnable beforeFirst;
  private final Slots slots;
  private final SortedMap<Integer, String> gists;
  private final List<FailedChunk> failed = new ArrayList<>();
  private DocumentBuilder part;
  private boolean begun;
  private WriteReport written = new WriteReport(0, 0, 0, 0, 0);

  /**
   * @param at when all of it becomes known
   * @param beforeFirst is run before anything is written
   */
  DocumentWriter(
      KnowledgeGraph graph,
      DatasetId dataset,
      DocumentPlan plan,
      Instant at,
      Runnable beforeFirst,
      Slots slots) {
    this.graph = graph;
    this.dataset = dataset;
    this.plan = plan;
    this.at = at;
    this.beforeFirst = beforeFirst;
    this.slots = slots;
    this.gists = new TreeMap<>(plan.gists());
    this.part = new DocumentBuilder(dataset, plan.document(), slots);
    this.begun = plan.begun();
  }

  void add(ReadChunk read) {
    int position = read.chunk().position();
    read.failure()
        .ifPresent(
            why ->
                failed.add(
                    new FailedChunk(
                        position,
                        read.extraction().isPresent(),
                        String.valueOf(why.getMessage()))));
    read.extraction().ifPresent(extraction -> gists.put(position, extraction.summary()));
    if (read.extraction().isPresent() || !read.chunk().stored()) {
      part.add(read);
    }
    if (part.size() == LARGEST_PART) {
      flush();
    }
  }

  /** Writes what must not be lost while the next chunk is waited for. */
  void settle() {
    if (part.paid()) {
      flush();
    }
  }

  /** Writes what was read before a failure; if that fails too, the first failure tells it. */
  void rescue(RuntimeException failure) {
    try {
      flush();
    } catch (RuntimeException later) {
      failure.addSuppressed(later);
    }
  }

  private void flush() {
    if (part.size() > 0) {
      write(part.build(Optional.empty(), at));
    }
  }

  /** The last part. */
  void finish(String summary, Optional<Embedding> embedding) {
    NodeId document = plan.document().id();
    write(
        part.build(
            Optional.of(new Summary(NodeId.summary(document), document, summary, embedding)), at));
  }

  private void write(GraphBatch batch) {
    if (!begun) {
      beforeFirst.run();
    }
    WriteReport report = graph.write(batch);
    if (begun && report.added() > 0) {
      graph.forget(dataset, Set.of(plan.document().id()), ForgetMode.FORGET);
      throw new ConflictException(
          "'%s' was forgotten while it was being read; remember it again if it is wanted"
              .formatted(plan.document().source().title()));
    }
    begun = true;
    part = new DocumentBuilder(dataset, plan.document(), slots);
    written =
        new WriteReport(
            written.added() + report.added(),
            0,
            written.replaced() + report.replaced(),
            written.nodes() + report.nodes(),
            written.facts() + report.facts());
  }

  /** Whether the summary is still to be written, or written anew. */
  boolean unfinished() {
    return !plan.summarised() || part.size() > 0 || !gists.equals(plan.gists());
  }

  /** What the chunks say, where they say anything, in their order. */
  List<String> gists() {
    return List.copyOf(gists.values());
  }

  List<FailedChunk> failed() {
    return List.copyOf(failed);
  }

  /** All that was written; a document to which nothing was added is unchanged. */
  WriteReport written() {
    boolean changed = written.added() + written.replaced() + written.nodes() + written.facts() > 0;
    return changed ? written : new WriteReport(0, 1, 0, 0, 0);
  }
}
