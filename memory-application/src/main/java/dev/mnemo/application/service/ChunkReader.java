package dev.mnemo.application.service;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ModelCall.Operation;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Extracts and embeds the chunks of a text, a few at a time, in their order. A chunk that a model
 * makes nothing of fails alone; a model that cannot be used at all ends the reading. What was
 * extracted is handed over in any case, without embeddings where those failed.
 */
final class ChunkReader {

  private static final String WITHOUT_VECTORS =
      "what was extracted is kept without vectors; 'mnemo reembed' makes them";

  private final KnowledgeExtractor extractor;
  private final Vectors vectors;
  private final int atOnce;

  ChunkReader(KnowledgeExtractor extractor, Vectors vectors, int atOnce) {
    this.extractor = extractor;
    this.vectors = vectors;
    this.atOnce = atOnce;
  }

  /**
   * A chunk to read.
   *
   * @param stored whether its text is in the graph already, with its embedding
   */
  record UnreadChunk(int position, String text, String preceding, boolean stored) {}

  /**
   * A chunk with what it says.
   *
   * @param embedding of its text, unless that is stored or embedding failed
   * @param extraction empty where it failed
   * @param facts the embeddings of the extraction's facts, in their order; each empty where
   *     embedding failed
   * @param failure of the extraction, or else of the embedding
   */
  record ReadChunk(
      UnreadChunk chunk,
      Optional<Embedding> embedding,
      Optional<Extraction> extraction,
      List<Optional<Embedding>> facts,
      Optional<ModelFailureException> failure) {}

  /**
   * Hands over every chunk, in order, on the calling thread.
   *
   * @param beforeWaiting is run where the next chunk is not read yet
   */
  void read(
      List<UnreadChunk> chunks,
      Instant time,
      Spending spending,
      Consumer<ReadChunk> each,
      Runnable beforeWaiting) {
    Outage outage = new Outage();
    Forks.inOrder(
        chunks,
        atOnce,
        chunk -> read(chunk, time, spending),
        chunk -> {
          each.accept(chunk);
          outage.endAfter(chunk.failure());
        },
        beforeWaiting);
  }

  private ReadChunk read(UnreadChunk chunk, Instant time, Spending spending) {
    Extraction extraction;
    try {
      extraction = extractor.extract(new Passage(chunk.text(), chunk.preceding(), time));
      spending.add(Operation.EXTRACT, extraction.extractor(), extraction.usage());
    } catch (ModelFailureException e) {
      spending.add(Operation.EXTRACT, e);
      if (Outage.isCertain(e)) {
        throw e;
      }
      List<Optional<Embedding>> embeddings =
          vectors.passages(chunk.stored() ? List.of() : List.of(chunk.text()), spending);
      return new ReadChunk(chunk, first(embeddings), Optional.empty(), List.of(), Optional.of(e));
    }

    List<String> statements = extraction.facts().stream().map(FoundFact::statement).toList();
    List<String> texts = new ArrayList<>(chunk.stored() ? List.of() : List.of(chunk.text()));
    texts.addAll(statements);
    try {
      List<Optional<Embedding>> embeddings = vectors.passages(texts, spending);
      return new ReadChunk(
          chunk,
          chunk.stored() ? Optional.empty() : first(embeddings),
          Optional.of(extraction),
          embeddings.subList(texts.size() - statements.size(), texts.size()),
          Optional.empty());
    } catch (ModelFailureException e) {
      if (!e.concernsInput() && extraction.usage().equals(Usage.NONE)) {
        // Nothing is lost by reading it again once the embedding model works.
        throw e;
      }
      return new ReadChunk(
          chunk,
          Optional.empty(),
          Optional.of(extraction),
          statements.stream().map(statement -> Optional.<Embedding>empty()).toList(),
          Optional.of(e.withConsequence(WITHOUT_VECTORS)));
    } finally {
      spending.settle();
    }
  }

  private static Optional<Embedding> first(List<Optional<Embedding>> embeddings) {
    return embeddings.stream().findFirst().flatMap(embedding -> embedding);
  }
}
