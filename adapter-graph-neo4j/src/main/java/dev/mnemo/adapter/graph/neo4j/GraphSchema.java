package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.ConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The constraints and indexes of the store. Every index over a dataset and an id serves both: the
 * seek of one node, and the walk through a dataset.
 */
final class GraphSchema {

  private static final String SHOW_INDEXES =
      "SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties, options, owningConstraint";

  private static final long MOST_SECONDS = 300;
  private static final long LOOK_NANOS = 100_000_000;

  /** Two, as another process may be replacing an index while this one looks. */
  private static final int ATTEMPTS = 2;

  /** What a concurrent starter makes of {@code IF NOT EXISTS}: another one was quicker. */
  private static final Set<String> ALREADY_THERE =
      Set.of(
          "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
          "Neo.ClientError.Schema.ConstraintAlreadyExists",
          "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
          "Neo.ClientError.Schema.IndexAlreadyExists",
          "Neo.ClientError.Schema.IndexWithNameAlreadyExists");

  private static final List<IndexDefinition> DEFINITIONS = definitions();

  private final Store store;

  GraphSchema(Store store) {
    this.store = store;
  }

  private static List<IndexDefinition> definitions() {
    List<IndexDefinition> all = new ArrayList<>();
    all.add(IndexDefinition.unique("mnemo_schema_id", "MnemoSchema", "id"));
    all.add(IndexDefinition.unique("mnemo_dataset_id", "MnemoDataset", "id"));
    all.add(IndexDefinition.unique("mnemo_claim_session", "MnemoClaim", "session"));
    all.add(IndexDefinition.unique("mnemo_user_id", "MnemoUser", "id"));
    all.add(IndexDefinition.unique("mnemo_job_id", "MnemoJob", "id"));
    all.add(IndexDefinition.range("mnemo_job_open", "MnemoJob", "open", "createdAt", "id"));
    all.add(IndexDefinition.range("mnemo_job_user", "MnemoJob", "user", "createdAt", "id"));
    all.add(IndexDefinition.unique("mnemo_feedback_entry", "MnemoFeedback", "entry"));
    all.add(
        IndexDefinition.range(
            "mnemo_feedback_session", "MnemoFeedback", "user", "session", "entryId"));
    all.add(
        IndexDefinition.unique("mnemo_rating_id", "MnemoRating", "dataset", "element", "entry"));
    all.add(IndexDefinition.range("mnemo_rating_entry", "MnemoRating", "entry"));
    all.add(IndexDefinition.unique("mnemo_grant_id", "MnemoGrant", "user", "dataset"));
    Stream.of("Document", "Chunk", "Summary", "Entity", "Fact")
        .forEach(label -> all.add(uniqueInDataset(label)));
    all.add(IndexDefinition.range("mnemo_document_entry", "MnemoDocument", "dataset", "entry"));
    all.add(
        IndexDefinition.range(
            "mnemo_document_session", "MnemoDocument", "user", "session", "entryId"));
    all.add(IndexDefinition.range("mnemo_document_time", "MnemoDocument", "dataset", "time", "id"));
    all.add(IndexDefinition.range("mnemo_fact_line", "MnemoFact", "dataset", "line"));
    all.add(IndexDefinition.range("mnemo_dataset_owner", "MnemoDataset", "owner"));
    Stream.of(Searchable.values()).forEach(kind -> all.add(IndexDefinition.fullText(kind)));
    return List.copyOf(all);
  }

  private static IndexDefinition uniqueInDataset(String label) {
    String name = "mnemo_%s_id".formatted(label.toLowerCase(Locale.ROOT));
    return IndexDefinition.unique(name, "Mnemo" + label, "dataset", "id");
  }

  /** Creates what is missing of all that does not depend on an embedding model. */
  void create() {
    ensure(DEFINITIONS);
  }

  /** Creates the vector indexes that are missing, or were made for another space. */
  void create(StoredSpace space) {
    ensure(
        Searchable.ofVectors().stream()
            .map(kind -> IndexDefinition.vector(kind, space, store.dialect()))
            .toList());
  }

  /** Drops the vector indexes of a slot. */
  void drop(VectorSlot slot) {
    Searchable.ofVectors()
        .forEach(kind -> change("DROP INDEX %s IF EXISTS".formatted(slot.index(kind))));
  }

  /**
   * Returns when every transaction that had a document in hand has ended. To change an index of a
   * label, the server waits for whoever writes to nodes of that label; either statement finds one
   * to change, or another process is just doing so.
   */
  void awaitWrites() {
    change("CREATE RANGE INDEX mnemo_barrier IF NOT EXISTS FOR (n:MnemoDocument) ON (n.barrier)");
    change("DROP INDEX mnemo_barrier IF EXISTS");
  }

  /**
   * Creates what is missing, and waits until all of it can be used.
   *
   * @throws ConflictException if somebody else's index or constraint is in the way
   */
  private void ensure(List<IndexDefinition> definitions) {
    List<Record> indexes = indexes();
    List<IndexDefinition> unmet = unmet(definitions, indexes);
    for (int attempt = 1; !unmet.isEmpty() && attempt <= ATTEMPTS; attempt++) {
      for (IndexDefinition wanted : unmet) {
        define(wanted, indexes);
      }
      indexes = populated(definitions);
      unmet = unmet(definitions, indexes);
    }
    if (!unmet.isEmpty()) {
      throw inTheWay(unmet.getFirst(), "another index or constraint serves the same properties");
    }
  }

  /** The indexes once these are populated; what else is in the database may take its time. */
  private List<Record> populated(List<IndexDefinition> definitions) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (true) {
      List<Record> indexes = indexes();
      boolean busy =
          indexes.stream()
              .filter(index -> is("POPULATING", index))
              .anyMatch(index -> definitions.stream().anyMatch(wanted -> wanted.isMetBy(index)));
      if (!busy || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return indexes;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static boolean is(String state, Record index) {
    return index.get("state").asString().equals(state);
  }

  private List<Record> indexes() {
    return store.read(SHOW_INDEXES, Map.of());
  }

  private static List<IndexDefinition> unmet(
      List<IndexDefinition> definitions, List<Record> indexes) {
    return definitions.stream()
        .filter(wanted -> indexes.stream().noneMatch(index -> isUsable(wanted, index)))
        .toList();
  }

  private static boolean isUsable(IndexDefinition wanted, Record index) {
    if (wanted.isMetBy(index)) {
      return is("ONLINE", index);
    }
    if (wanted.isNamed(index) && !wanted.replaces(index)) {
      throw inTheWay(wanted, "something else has this name");
    }
    return false;
  }

  private static ConflictException inTheWay(IndexDefinition wanted, String why) {
    return new ConflictException(
        "the neo4j database cannot get the index %s: %s; drop that, or use a database of its own"
            .formatted(wanted, why));
  }

  private void define(IndexDefinition wanted, List<Record> indexes) {
    try {
      if (indexes.stream().anyMatch(index -> wanted.mustGiveWay(index))) {
        change("DROP INDEX %s IF EXISTS".formatted(wanted.name()));
      }
      change(wanted.statement());
    } catch (Neo4jException e) {
      if (!ALREADY_THERE.contains(e.code())) {
        throw e;
      }
    }
  }

  private void change(String statement) {
    store.write(tx -> tx.run(statement, Map.of()));
  }
}
