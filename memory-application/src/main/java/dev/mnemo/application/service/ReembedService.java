package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.Reembed;
import dev.mnemo.application.port.in.Reembedded;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Embeds what has no vector yet, a few batches at a time, each stored as soon as it is there. What
 * others write with the old vectors meanwhile is embedded once the new ones are in use.
 */
final class ReembedService implements Reembed {

  private static final int TEXTS_PER_BATCH = 64;
  private static final int BATCHES_AT_ONCE = 4;

  private final Optional<EmbeddingIndex> index;
  private final Optional<Embedder> embedder;
  private final Vectors vectors;
  private final Accounts accounts;

  ReembedService(
      Optional<EmbeddingIndex> index,
      Optional<Embedder> embedder,
      Vectors vectors,
      Accounts accounts) {
    this.index = index;
    this.embedder = embedder;
    this.vectors = vectors;
    this.accounts = accounts;
  }

  @Override
  public Reembedded reembed(UserScope scope, Progress progress) {
    Embedder model =
        embedder.orElseThrow(
            () -> new InvalidInputException("embedding model", "off", "choose one first"));
    EmbeddingIndex open =
        index.orElseThrow(
            () -> new InvalidInputException("graph", "one without vectors", "use another"));
    EmbeddingSpace space = new EmbeddingSpace(model.name(), model.dimension());
    open.prepare(space);
    try (Spending spending = accounts.open(scope.user(), Optional.empty())) {
      Run run = new Run(open, space, progress, spending);
      run.fill();
      open.use(space);
      run.fill();
      long removed = open.discardOthers();
      return new Reembedded(
          space, open.count(space).texts(), run.embedded, removed, spending.total());
    }
  }

  /** One run through the texts, and what it came to. */
  private final class Run {

    private final EmbeddingIndex index;
    private final EmbeddingSpace space;
    private final Progress progress;
    private final Spending spending;
    private long embedded;

    Run(EmbeddingIndex index, EmbeddingSpace space, Progress progress, Spending spending) {
      this.index = index;
      this.space = space;
      this.progress = progress;
      this.spending = spending;
    }

    void fill() {
      IndexedCounts counts = index.count(space);
      long before = embedded;
      progress.at(counts.embedded(), counts.texts());
      Optional<EvidenceId> after = Optional.empty();
      List<IndexedText> texts;
      do {
        texts = index.missing(space, after, TEXTS_PER_BATCH * BATCHES_AT_ONCE);
        Forks.inOrder(
            batches(texts),
            BATCHES_AT_ONCE,
            this::embed,
            added -> {
              embedded += added;
              long done = counts.embedded() + embedded - before;
              progress.at(done, Math.max(done, counts.texts()));
            },
            () -> {});
        after = texts.isEmpty() ? after : Optional.of(texts.getLast().place());
      } while (texts.size() == TEXTS_PER_BATCH * BATCHES_AT_ONCE);
    }

    // Stored on the thread that embedded: when another batch fails, this one is not lost.
    private int embed(List<IndexedText> texts) {
      List<Optional<Embedding>> embeddings =
          vectors.passages(texts.stream().map(IndexedText::text).toList(), spending);
      spending.settle();
      Map<IndexedText, Embedding> made = new LinkedHashMap<>();
      for (int i = 0; i < texts.size(); i++) {
        IndexedText text = texts.get(i);
        embeddings.get(i).ifPresent(vector -> made.put(text, vector));
      }
      return index.add(made);
    }
  }

  private static List<List<IndexedText>> batches(List<IndexedText> texts) {
    List<List<IndexedText>> batches = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += TEXTS_PER_BATCH) {
      batches.add(texts.subList(from, Math.min(texts.size(), from + TEXTS_PER_BATCH)));
    }
    return batches;
  }
}
