package dev.mnemo.application.service;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Extracts and embeds the chunks of a text, a few at a time, in their order. */
final class ChunkReader {

  // Enough to hide a remote model's latency; what is read and not yet collected stays small.
  private static final int AT_ONCE = 4;

  private final KnowledgeExtractor extractor;
  private final Vectors vectors;

  ChunkReader(KnowledgeExtractor extractor, Vectors vectors) {
    this.extractor = extractor;
    this.vectors = vectors;
  }

  /**
   * A chunk with what it says.
   *
   * @param facts the embeddings of the extraction's facts, in their order
   */
  record ReadChunk(
      int position,
      String text,
      Optional<Embedding> embedding,
      Extraction extraction,
      List<Optional<Embedding>> facts) {}

  /** Hands over every chunk, in order, on the calling thread. */
  void read(List<String> chunks, Instant time, Spending spending, Consumer<ReadChunk> each) {
    Forks.inOrder(
        IntStream.range(0, chunks.size()).boxed().toList(),
        AT_ONCE,
        position -> read(chunks, position, time, spending),
        each);
  }

  private ReadChunk read(List<String> chunks, int position, Instant time, Spending spending) {
    String text = chunks.get(position);
    String preceding = position == 0 ? "" : chunks.get(position - 1);
    Extraction extraction = extractor.extract(new Passage(text, preceding, time));
    spending.add(Operation.EXTRACT, extraction.extractor(), extraction.usage());

    List<String> texts = new ArrayList<>();
    texts.add(text);
    extraction.facts().stream().map(FoundFact::statement).forEach(texts::add);
    List<Optional<Embedding>> embeddings = vectors.passages(texts, spending);
    spending.settle();
    return new ReadChunk(
        position, text, embeddings.getFirst(), extraction, embeddings.subList(1, texts.size()));
  }
}
