package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.IndexedText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The vectors of the fake's texts: those in use, and those that are to take their place. */
final class FakeVectors {

  private final Map<EmbeddingSpace, Map<IndexedText, Embedding>> vectors = new HashMap<>();
  private Optional<EmbeddingSpace> inUse = Optional.empty();
  private Optional<EmbeddingSpace> next = Optional.empty();

  Optional<EmbeddingSpace> inUse() {
    return inUse;
  }

  /** Refuses a vector of another space than the one in use. */
  void check(Embedding embedding) {
    inUse.ifPresent(space -> space.requireSame(EmbeddingSpace.of(embedding)));
  }

  /** Uses a space where none is in use yet. */
  void claim(EmbeddingSpace space) {
    if (inUse.isEmpty()) {
      inUse = Optional.of(space);
      vectors.put(space, new HashMap<>());
    }
  }

  void prepare(EmbeddingSpace space) {
    claim(space);
    if (inUse.equals(Optional.of(space)) || next.equals(Optional.of(space))) {
      return;
    }
    discardOthers();
    next = Optional.of(space);
    vectors.put(space, new HashMap<>());
  }

  void use(EmbeddingSpace space) {
    require(space);
    if (next.equals(Optional.of(space))) {
      inUse = next;
      next = Optional.empty();
    }
  }

  long discardOthers() {
    long before = vectors.values().stream().mapToLong(Map::size).sum();
    next = Optional.empty();
    vectors.keySet().retainAll(inUse.map(Set::of).orElse(Set.of()));
    return before - vectors.values().stream().mapToLong(Map::size).sum();
  }

  /** Whether the vector was added; a text keeps the first that it gets. */
  boolean add(IndexedText text, Embedding embedding) {
    return require(EmbeddingSpace.of(embedding)).putIfAbsent(text, embedding) == null;
  }

  Optional<Embedding> inUse(IndexedText text) {
    return inUse.flatMap(space -> of(space, text));
  }

  Optional<Embedding> of(EmbeddingSpace space, IndexedText text) {
    return Optional.ofNullable(vectors.getOrDefault(space, Map.of()).get(text));
  }

  /** Drops the vectors of texts that are not there any more. */
  void retain(Set<IndexedText> texts) {
    vectors.values().forEach(some -> some.keySet().retainAll(texts));
  }

  /** The vectors of a space, which must be in use or prepared. */
  Map<IndexedText, Embedding> require(EmbeddingSpace space) {
    if (!inUse.equals(Optional.of(space)) && !next.equals(Optional.of(space))) {
      throw new ConflictException(
          "the graph takes no vectors of %s; prepare it first".formatted(space));
    }
    return vectors.computeIfAbsent(space, one -> new HashMap<>());
  }
}
