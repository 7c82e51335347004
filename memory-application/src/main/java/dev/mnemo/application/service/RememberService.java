package dev.mnemo.application.service;

import dev.mnemo.application.port.in.NewText;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Remember;
import dev.mnemo.application.port.in.Remembered;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Splits, extracts, embeds and writes one text as one document, in one transaction. */
final class RememberService implements Remember {

  private static final int LOOKED_THROUGH = 20;
  private static final WriteReport UNCHANGED = new WriteReport(0, 1, 0, 0, 0);

  private final KnowledgeGraph graph;
  private final DatasetCatalog datasets;
  private final TextSplitter splitter;
  private final ChunkReader reader;
  private final Vectors vectors;
  private final Clock clock;
  private final Accounts accounts;

  RememberService(
      KnowledgeGraph graph,
      DatasetCatalog datasets,
      TextSplitter splitter,
      ChunkReader reader,
      Vectors vectors,
      Clock clock,
      Accounts accounts) {
    this.graph = graph;
    this.datasets = datasets;
    this.splitter = splitter;
    this.reader = reader;
    this.vectors = vectors;
    this.clock = clock;
    this.accounts = accounts;
  }

  @Override
  public Remembered remember(UserScope scope, DatasetName name, NewText text, Progress progress) {
    try (Spending spending = accounts.open(scope.user(), Optional.empty())) {
      return remember(scope, name, text, progress, spending);
    }
  }

  private Remembered remember(
      UserScope scope, DatasetName name, NewText text, Progress progress, Spending spending) {
    Instant now = clock.instant();
    DatasetId dataset = DatasetId.of(scope.user(), name);
    ContentHash content = ContentHash.of(text.text());
    Document document =
        new Document(
            NodeId.document(dataset, content),
            new Source.Text(text.title()),
            content,
            text.time().orElse(now),
            Set.of());
    List<String> chunks = splitter.split(text.text());
    progress.at(0, chunks.size());
    if (holds(dataset, document, chunks.getFirst())) {
      progress.at(chunks.size(), chunks.size());
      return new Remembered(
          datasets.open(scope.user(), name, now),
          document.id(),
          chunks.size(),
          UNCHANGED,
          Usage.NONE);
    }

    DocumentBuilder builder = new DocumentBuilder(dataset, document);
    reader.read(
        chunks,
        document.time(),
        spending,
        chunk -> {
          builder.add(chunk);
          progress.at(chunk.position() + 1L, chunks.size());
        });
    String summary = Digest.of(text.text(), builder.summaries());
    Optional<Embedding> vector = vectors.passages(List.of(summary), spending).getFirst();
    GraphBatch batch = builder.build(summary, vector, now);
    // Opened only now, so that a text that cannot be read leaves no empty dataset behind.
    var opened = datasets.open(scope.user(), name, now);
    return new Remembered(
        opened, document.id(), chunks.size(), graph.write(batch), spending.total());
  }

  /**
   * Whether the document was seen in the graph: whatever names it as its source was written with
   * the whole of it. Not finding it proves nothing; it is then read and written again, which
   * changes nothing.
   */
  private boolean holds(DatasetId dataset, Document document, String chunk) {
    RetrievalQuery query =
        new RetrievalQuery(
            Set.of(dataset),
            List.of(chunk),
            Optional.empty(),
            Set.of(Evidence.Kind.CHUNK),
            Set.of(),
            LOOKED_THROUGH);
    return graph.retrieve(query).stream()
        .flatMap(found -> found.evidence().provenance().documents().stream())
        .anyMatch(
            found ->
                found.id().equals(document.id()) && found.content().equals(document.content()));
  }
}
