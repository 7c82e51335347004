package dev.mnemo.domain.port;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vectors by which the texts of a {@link KnowledgeGraph} are found: all of one space, until
 * those of another, made beside them, take their place at once. Whatever was stored before a call
 * broke off stays, so that a change of space goes on where it stopped.
 *
 * <p>All methods throw {@link dev.mnemo.domain.exception.BackendUnavailableException} while the
 * backend cannot be used.
 */
public interface EmbeddingIndex {

  /** The space that searches and writes use; empty while nothing was embedded. */
  Optional<EmbeddingSpace> space();

  /**
   * Makes room for vectors of {@code next} beside those in use, which searches and writes go on
   * with. Vectors that an earlier change to the same space left are kept, those of a change to
   * another discarded. Where no space is in use yet, {@code next} is from now on.
   *
   * @throws dev.mnemo.domain.exception.InvalidInputException if no such vectors can be indexed
   */
  void prepare(EmbeddingSpace next);

  /** How many texts there are, and how many have a vector of that space. */
  IndexedCounts count(EmbeddingSpace space);

  /**
   * Texts without a vector of that space, in an order that does not change; fewer than {@code
   * limit} only where there are no more.
   *
   * @param after the place to go on behind; empty for the beginning
   */
  List<IndexedText> missing(EmbeddingSpace space, Optional<EvidenceId> after, int limit);

  /**
   * Stores vectors of one space, in one transaction; texts that went, changed or got a vector
   * meanwhile are left out.
   *
   * @return how many were stored
   * @throws dev.mnemo.domain.exception.ConflictException if their space is neither in use nor
   *     prepared, as after another change was begun
   */
  int add(Map<IndexedText, Embedding> vectors);

  /**
   * From now on searches and writes use that space, and those with vectors of another are refused.
   * Once this returns, every write that began before has ended.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if the space is neither in use nor
   *     prepared
   */
  void use(EmbeddingSpace space);

  /** Removes the vectors of all spaces but the one in use, prepared ones too; how many. */
  long discardOthers();
}
