package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Remember;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.application.service.DatasetAccess.Target;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.Dataset;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Splits, extracts, embeds and writes one text as one document, part by part. What the graph holds
 * of the document tells what is left to do.
 */
final class RememberService implements Remember {

  private static final WriteReport UNCHANGED = new WriteReport(0, 1, 0, 0, 0);

  private final KnowledgeGraph graph;
  private final DatasetAccess datasets;
  private final TextSplitter splitter;
  private final ChunkReader reader;
  private final Vectors vectors;
  private final Slots slots;
  private final Clock clock;
  private final Accounts accounts;

  RememberService(
      KnowledgeGraph graph,
      DatasetAccess datasets,
      TextSplitter splitter,
      ChunkReader reader,
      Vectors vectors,
      Slots slots,
      Clock clock,
      Accounts accounts) {
    this.graph = graph;
    this.datasets = datasets;
    this.splitter = splitter;
    this.reader = reader;
    this.vectors = vectors;
    this.slots = slots;
    this.clock = clock;
    this.accounts = accounts;
  }

  @Override
  public Remembered remember(UserScope scope, DatasetRef ref, NewText text, Progress progress) {
    try (Spending spending = accounts.open(scope.user(), Optional.empty())) {
      return remember(scope, ref, text, progress, spending);
    }
  }

  private Remembered remember(
      UserScope scope, DatasetRef ref, NewText text, Progress progress, Spending spending) {
    Instant now = clock.instant();
    Target target = datasets.toFill(scope, ref, now);
    DatasetId dataset = target.id();
    ContentHash content = ContentHash.of(text.text());
    NodeId id = NodeId.document(dataset, content);
    List<String> chunks = splitter.split(text.text());
    progress.at(0, chunks.size());
    Optional<DocumentParts> parts = graph.parts(dataset, id, content);
    if (parts.filter(DocumentParts::whole).isPresent()) {
      progress.at(chunks.size(), chunks.size());
      return new Remembered(
          target.opened().get(),
          id,
          chunks.size(),
          chunks.size(),
          List.of(),
          UNCHANGED,
          Usage.NONE);
    }

    Document document =
        new Document(id, new Source.Text(text.title()), content, text.time().orElse(now), Set.of());
    Optional<DocumentPlan> resumed = parts.flatMap(there -> DocumentPlan.resumed(there, chunks));
    DocumentPlan plan = resumed.orElseGet(() -> DocumentPlan.fresh(document, chunks));
    Once<Dataset> opened = new Once<>(target.opened());
    // Only with the first write: a text that cannot be read leaves no empty dataset, and what is
    // there in chunks of another size, which would hold everything twice, until then.
    Runnable beforeFirst =
        () -> {
          opened.get();
          if (parts.isPresent()) {
            graph.forget(dataset, Set.of(id), ForgetMode.FORGET);
          }
        };
    DocumentWriter writer = new DocumentWriter(graph, dataset, plan, now, beforeFirst, slots);
    int known = chunks.size() - plan.unread().size();
    Steps steps = new Steps(progress, known, chunks.size());
    try {
      read(plan, writer, spending, steps);
      if (writer.unfinished()) {
        String summary = Digest.of(text.text(), writer.gists());
        writer.finish(summary, vectors.passages(List.of(summary), spending).getFirst());
      }
    } catch (RuntimeException failure) {
      writer.rescue(failure);
      throw failure;
    }
    return new Remembered(
        opened.get(),
        id,
        chunks.size(),
        known,
        writer.failed(),
        writer.written(),
        spending.total());
  }

  private void read(DocumentPlan plan, DocumentWriter writer, Spending spending, Steps steps) {
    reader.read(
        plan.unread(),
        plan.document().time(),
        spending,
        chunk -> {
          writer.add(chunk);
          steps.next();
        },
        writer::settle);
  }

  /** Made at the first need, and kept. */
  private static final class Once<T> {

    private final Supplier<T> source;
    private Optional<T> value = Optional.empty();

    Once(Supplier<T> source) {
      this.source = source;
    }

    T get() {
      if (value.isEmpty()) {
        value = Optional.of(source.get());
      }
      return value.orElseThrow();
    }
  }

  /** Counts chunks for whoever watches. */
  private static final class Steps {

    private final Progress progress;
    private final int total;
    private int done;

    Steps(Progress progress, int done, int total) {
      this.progress = progress;
      this.done = done;
      this.total = total;
      if (done > 0) {
        progress.at(done, total);
      }
    }

    void next() {
      progress.at(++done, total);
    }
  }
}
