package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/** The space in use, and the one whose vectors are being made, if any. */
record SpaceState(Optional<StoredSpace> inUse, Optional<StoredSpace> next) {

  /** As it is now. */
  static SpaceState read(Store store) {
    return of(store.read(EmbeddingCypher.READ, Map.of()));
  }

  /** As it is and stays until the transaction ends. */
  static SpaceState locked(Transaction tx) {
    return of(tx.run(EmbeddingCypher.LOCK, Map.of()));
  }

  private static SpaceState of(List<Record> rows) {
    Optional<Record> row = rows.stream().findFirst();
    Optional<StoredSpace> inUse = row.flatMap(StoredSpace::inUse);
    Optional<StoredSpace> next =
        row.filter(known -> !known.get("nextModel").isNull())
            .flatMap(
                known ->
                    inUse.map(
                        used ->
                            new StoredSpace(
                                new EmbeddingSpace(
                                    known.get("nextModel").asString(),
                                    known.get("nextDimension").asInt()),
                                used.slot().other())));
    return new SpaceState(inUse, next);
  }

  boolean uses(EmbeddingSpace space) {
    return holds(inUse, space);
  }

  boolean prepares(EmbeddingSpace space) {
    return holds(next, space);
  }

  private static boolean holds(Optional<StoredSpace> stored, EmbeddingSpace space) {
    return stored.map(StoredSpace::space).equals(Optional.of(space));
  }

  /** Where vectors of that space are; empty where there can be none. */
  Optional<VectorSlot> slot(EmbeddingSpace space) {
    Optional<StoredSpace> holder = uses(space) ? inUse : next.filter(one -> prepares(space));
    return holder.map(StoredSpace::slot);
  }

  /**
   * As above.
   *
   * @throws ConflictException where there can be none
   */
  VectorSlot requireSlot(EmbeddingSpace space) {
    return slot(space)
        .orElseThrow(
            () ->
                new ConflictException(
                    ("the graph takes no vectors of the model %s (%d dimensions): another model was"
                            + " chosen meanwhile; run 'mnemo reembed' with the one that is to stay")
                        .formatted(space.model(), space.dimension())));
  }
}
