package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.EmbeddingSpace;
import java.util.Map;
import java.util.Optional;

/**
 * The vector indexes and the one embedding space that they are for. They come into being with the
 * first embedding, as no model is known before.
 */
final class VectorIndexes {

  private static final String READ_SPACE =
      "MATCH (s:MnemoSchema {id: 'embedding'}) RETURN " + StoredSpace.IN_USE;

  private static final String CLAIM_SPACE =
      """
      MERGE (s:MnemoSchema {id: 'embedding'})
      ON CREATE SET s.model = $model, s.dimension = $dimension, s.slot = 'FIRST'
      RETURN\s"""
          + StoredSpace.IN_USE;

  // The number of documents comes from the count store.
  private static final String HAS_DOCUMENTS =
      """
      MATCH (d:MnemoDocument)
      RETURN count(d) > 0 AS documents""";

  /** An emptied store may change its model. */
  private static final String CHANGE_SPACE_OF_EMPTY_STORE =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      SET s.lock = true
      WITH s
      CALL () {
        MATCH (d:MnemoDocument)
        RETURN count(d) AS documents
      }
      WITH s WHERE documents = 0 AND (s.model <> $model OR s.dimension <> $dimension)
      SET s.model = $model, s.dimension = $dimension,
        s.slot = CASE coalesce(s.slot, 'FIRST') WHEN 'FIRST' THEN 'SECOND' ELSE 'FIRST' END
      REMOVE s.nextModel, s.nextDimension
      RETURN\s"""
          + StoredSpace.IN_USE;

  private final Store store;

  VectorIndexes(Store store) {
    this.store = store;
  }

  /**
   * Makes the store ready for vectors of that space.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if it holds those of another
   */
  void prepareFor(EmbeddingSpace wanted) {
    if (store.space().map(StoredSpace::space).equals(Optional.of(wanted))) {
      return;
    }
    StoredSpace actual = claim(wanted);
    if (!actual.space().equals(wanted)) {
      actual = changedIfEmpty(wanted).orElse(actual);
    }
    actual.space().requireSame(wanted);
    take(actual);
  }

  /** The space in use, {@code wanted} where there was none. */
  StoredSpace claim(EmbeddingSpace wanted) {
    return change(CLAIM_SPACE, wanted)
        .orElseThrow(() -> new IllegalStateException("a claim that claims nothing"));
  }

  /**
   * The new vectors go to the other slot, so that a write that still goes on with the old ones, and
   * whose document could not be counted, cannot mix them. One from before the last such change
   * would write to that other slot, so it has to end first.
   */
  private Optional<StoredSpace> changedIfEmpty(EmbeddingSpace wanted) {
    if (store.read(HAS_DOCUMENTS, Map.of()).getFirst().get("documents").asBoolean()) {
      return Optional.empty();
    }
    new GraphSchema(store).awaitWrites();
    return change(CHANGE_SPACE_OF_EMPTY_STORE, wanted).or(this::read);
  }

  /** The store's space, with its indexes usable; empty while nothing was embedded. */
  Optional<StoredSpace> known() {
    if (store.space().isPresent()) {
      return store.space();
    }
    Optional<StoredSpace> space = read();
    space.ifPresent(this::take);
    return space;
  }

  /** As the store says now. */
  Optional<StoredSpace> read() {
    return store.read(READ_SPACE, Map.of()).stream().findFirst().flatMap(StoredSpace::inUse);
  }

  /** Uses a space from now on. */
  void take(StoredSpace space) {
    new GraphSchema(store).create(space);
    store.remember(space);
  }

  private Optional<StoredSpace> change(String cypher, EmbeddingSpace wanted) {
    Map<String, Object> parameters = StoredSpace.parameters(wanted);
    return store.write(tx -> tx.run(cypher, parameters)).stream()
        .findFirst()
        .flatMap(StoredSpace::inUse);
  }
}
