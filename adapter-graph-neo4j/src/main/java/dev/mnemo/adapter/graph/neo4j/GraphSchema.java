package dev.mnemo.adapter.graph.neo4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The constraints and indexes that do not depend on an embedding model. Every index over a dataset
 * and an id serves both: the seek of one node, and the walk through a dataset.
 */
final class GraphSchema {

  static final String SHOW_INDEXES = "SHOW INDEXES YIELD name, state, properties, options";
  static final String AWAIT_INDEXES = "CALL db.awaitIndexes($seconds)";

  private static final int AWAIT_SECONDS = 300;

  /** What a concurrent starter makes of {@code IF NOT EXISTS}: another one was quicker. */
  private static final Set<String> ALREADY_THERE =
      Set.of(
          "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
          "Neo.ClientError.Schema.ConstraintAlreadyExists",
          "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
          "Neo.ClientError.Schema.IndexAlreadyExists",
          "Neo.ClientError.Schema.IndexWithNameAlreadyExists");

  private static final Map<String, String> DEFINITIONS = definitions();

  private final Store store;

  GraphSchema(Store store) {
    this.store = store;
  }

  private static Map<String, String> definitions() {
    Map<String, String> all = new LinkedHashMap<>();
    unique(all, "mnemo_schema_id", "MnemoSchema", "id");
    unique(all, "mnemo_dataset_id", "MnemoDataset", "id");
    unique(all, "mnemo_grant_id", "MnemoGrant", "user", "dataset");
    for (String label : List.of("Document", "Chunk", "Summary", "Entity", "Fact")) {
      unique(all, "mnemo_%s_id".formatted(lower(label)), "Mnemo" + label, "dataset", "id");
    }
    range(all, "mnemo_document_entry", "MnemoDocument", "dataset", "entry");
    range(all, "mnemo_dataset_owner", "MnemoDataset", "owner");
    for (Searchable searchable : Searchable.values()) {
      all.put(searchable.textIndex(), searchable.textIndexDefinition());
    }
    return all;
  }

  private static String lower(String label) {
    return label.toLowerCase(Locale.ROOT);
  }

  private static void unique(Map<String, String> all, String name, String label, String... keys) {
    all.put(
        name,
        "CREATE CONSTRAINT %s IF NOT EXISTS FOR (n:%s) REQUIRE (%s) IS UNIQUE"
            .formatted(name, label, "n." + String.join(", n.", keys)));
  }

  private static void range(Map<String, String> all, String name, String label, String... keys) {
    all.put(
        name,
        "CREATE RANGE INDEX %s IF NOT EXISTS FOR (n:%s) ON (%s)"
            .formatted(name, label, "n." + String.join(", n.", keys)));
  }

  /** Creates what is missing, and waits until all of it can be used. */
  void create() {
    Map<String, String> missing = new LinkedHashMap<>(DEFINITIONS);
    boolean ready = true;
    for (Record index : store.read(SHOW_INDEXES, Map.of())) {
      String name = index.get("name").asString();
      if (missing.remove(name) != null) {
        ready &= isOnline(index);
      }
    }
    if (!missing.isEmpty() || !ready) {
      define(new ArrayList<>(missing.values()));
    }
  }

  /** Runs schema statements, one transaction each, and waits for the indexes that they begin. */
  void define(List<String> statements) {
    for (String statement : statements) {
      try {
        store.write(tx -> tx.run(statement, Map.of()));
      } catch (Neo4jException e) {
        if (!ALREADY_THERE.contains(e.code())) {
          throw e;
        }
      }
    }
    store.read(AWAIT_INDEXES, Map.of("seconds", AWAIT_SECONDS));
  }

  static boolean isOnline(Record index) {
    return index.get("state").asString().equals("ONLINE");
  }
}
