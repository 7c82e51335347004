package dev.mnemo.adapter.graph.neo4j;

import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/**
 * The vector indexes and the one embedding space that they are for. They come into being with the
 * first embedding, as no model is known before.
 */
final class VectorIndexes {

  static final String READ_SPACE =
      "MATCH (s:MnemoSchema {id: 'embedding'}) RETURN s.model AS model, s.dimension AS dimension";

  static final String CLAIM_SPACE =
      """
      MERGE (s:MnemoSchema {id: 'embedding'})
      ON CREATE SET s.model = $model, s.dimension = $dimension
      RETURN s.model AS model, s.dimension AS dimension""";

  /** An emptied store may change its model; their number comes from the count store. */
  static final String CHANGE_SPACE_OF_EMPTY_STORE =
      """
      MATCH (s:MnemoSchema {id: 'embedding'})
      SET s.lock = true
      WITH s
      CALL () {
        MATCH (d:MnemoDocument)
        RETURN count(d) AS documents
      }
      WITH s WHERE documents = 0
      SET s.model = $model, s.dimension = $dimension
      RETURN s.model AS model, s.dimension AS dimension""";

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
    if (store.space().equals(Optional.of(wanted))) {
      return;
    }
    EmbeddingSpace actual = claim(CLAIM_SPACE, wanted).orElse(wanted);
    if (!actual.equals(wanted)) {
      actual = claim(CHANGE_SPACE_OF_EMPTY_STORE, wanted).orElse(actual);
    }
    actual.requireSame(wanted);
    new GraphSchema(store).create(actual);
    store.remember(actual);
  }

  /** The store's space, with its indexes usable; empty while nothing was embedded. */
  Optional<EmbeddingSpace> known() {
    if (store.space().isPresent()) {
      return store.space();
    }
    Optional<EmbeddingSpace> space =
        store.read(READ_SPACE, Map.of()).stream().findFirst().map(VectorIndexes::space);
    space.ifPresent(
        found -> {
          new GraphSchema(store).create(found);
          store.remember(found);
        });
    return space;
  }

  static EmbeddingSpace space(Record row) {
    return new EmbeddingSpace(row.get("model").asString(), row.get("dimension").asInt());
  }

  private Optional<EmbeddingSpace> claim(String cypher, EmbeddingSpace wanted) {
    Map<String, Object> parameters =
        Map.of("model", wanted.model(), "dimension", wanted.dimension());
    return store.write(tx -> tx.run(cypher, parameters)).stream()
        .findFirst()
        .map(VectorIndexes::space);
  }
}
