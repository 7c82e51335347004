package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.EmbeddingSpace;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.Record;

/**
 * The steps from one embedding space to another; each can be repeated after a crash. Of two changes
 * at once one wins, and the other learns it: neither takes for its own, or clears, what the other
 * makes.
 */
final class SpaceChange {

  private static final int NODES_AT_ONCE = 1_000;

  private final Store store;

  SpaceChange(Store store) {
    this.store = store;
  }

  void prepare(EmbeddingSpace next) {
    VectorIndexes indexes = new VectorIndexes(store);
    StoredSpace inUse = indexes.claim(next);
    if (inUse.space().equals(next)) {
      indexes.take(inUse);
      return;
    }
    if (!SpaceState.read(store).prepares(next)) {
      discardOthers();
      begin(next);
    }
    SpaceState.read(store).next().ifPresent(new GraphSchema(store)::create);
  }

  /** Gives the other place to {@code next}, unless somebody has it, or has left vectors there. */
  void begin(EmbeddingSpace next) {
    store.write(tx -> begin(next, tx));
  }

  private static EmbeddingSpace begin(EmbeddingSpace next, Transaction tx) {
    SpaceState state = SpaceState.locked(tx);
    // Whoever changed the space since then is about to fill, or to clear, the same place.
    if (state.next().isEmpty()
        && state.inUse().filter(used -> othersAreGone(used, tx)).isPresent()) {
      tx.run(EmbeddingCypher.SET_NEXT, StoredSpace.parameters(next));
    }
    return next;
  }

  private static boolean othersAreGone(StoredSpace used, Transaction tx) {
    return Searchable.ofVectors().stream()
        .map(kind -> EmbeddingCypher.countEmbedded(kind, used.slot().other()))
        .allMatch(count -> tx.run(count, Map.of()).getFirst().get("count").asLong() == 0);
  }

  void use(EmbeddingSpace space) {
    // Another change may have dropped them, and searches need them from the first moment on.
    VectorSlot slot = SpaceState.read(store).requireSlot(space);
    new GraphSchema(store).create(new StoredSpace(space, slot));
    StoredSpace used = store.write(tx -> use(space, tx));
    new VectorIndexes(store).take(used);
    new GraphSchema(store).awaitWrites();
  }

  private static StoredSpace use(EmbeddingSpace space, Transaction tx) {
    SpaceState state = SpaceState.locked(tx);
    VectorSlot slot = state.requireSlot(space);
    if (!state.uses(space)) {
      tx.run(EmbeddingCypher.USE_NEXT, Map.of("slot", slot.name()));
    }
    return new StoredSpace(space, slot);
  }

  /** Empties the slot that is not in use; how many vectors it held. */
  long discardOthers() {
    store.write(tx -> tx.run(EmbeddingCypher.CLEAR_NEXT, Map.of()));
    // A write from before the last change may still fill that slot.
    GraphSchema schema = new GraphSchema(store);
    schema.awaitWrites();
    VectorSlot other =
        new VectorIndexes(store).read().map(StoredSpace::slot).orElse(VectorSlot.FIRST).other();
    if (!isFree(other, SpaceState.read(store))) {
      return 0;
    }
    schema.drop(other);
    return clear(other);
  }

  /** Removes the vectors of a place for as long as it is nobody's. */
  long clear(VectorSlot slot) {
    return Searchable.ofVectors().stream().mapToLong(kind -> clear(kind, slot)).sum();
  }

  private long clear(Searchable kind, VectorSlot slot) {
    long cleared = 0;
    String dataset = "";
    String id = "";
    List<Record> some;
    do {
      Map<String, Object> parameters = Map.of("dataset", dataset, "id", id, "limit", NODES_AT_ONCE);
      some =
          store.write(
              tx ->
                  isFree(slot, SpaceState.locked(tx))
                      ? tx.run(EmbeddingCypher.discard(kind, slot), parameters)
                      : List.of());
      cleared += some.size();
      if (!some.isEmpty()) {
        dataset = some.getLast().get("dataset").asString();
        id = some.getLast().get("id").asString();
      }
    } while (some.size() == NODES_AT_ONCE);
    return cleared;
  }

  /** Whether nobody's vectors are there, or about to be. */
  private static boolean isFree(VectorSlot slot, SpaceState state) {
    return Stream.concat(state.inUse().stream(), state.next().stream())
        .map(StoredSpace::slot)
        .noneMatch(slot::equals);
  }
}
