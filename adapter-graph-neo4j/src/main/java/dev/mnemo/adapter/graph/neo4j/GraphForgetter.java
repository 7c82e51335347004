package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Forgets documents with all that only they support. */
final class GraphForgetter {

  private static final int DOCUMENTS_AT_ONCE = 200;
  private static final GraphCounts NOTHING = new GraphCounts(0, 0, 0, 0, 0);

  /** What becomes of the sessions that forgotten entries are of. */
  private enum Rest {
    STAYS,
    GOES
  }

  private final Store store;

  GraphForgetter(Store store) {
    this.store = store;
  }

  GraphCounts forget(DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
    return forget(dataset, documents, Rest.STAYS, mode);
  }

  private GraphCounts forget(DatasetId dataset, Set<NodeId> documents, Rest rest, ForgetMode mode) {
    List<String> ids = documents.stream().map(NodeId::value).sorted().toList();
    return switch (mode) {
      case FORGET ->
          portions(ids).stream()
              .map(some -> store.write(tx -> take(dataset, some, rest, tx)))
              .reduce(NOTHING, GraphForgetter::sum);
      // In one transaction, so that a later portion sees what an earlier one took.
      case DRY_RUN ->
          store.write(
              mode,
              tx ->
                  portions(ids).stream()
                      .map(some -> take(dataset, some, rest, tx))
                      .reduce(NOTHING, GraphForgetter::sum));
    };
  }

  Map<DatasetId, GraphCounts> forgetEntries(
      SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
    Map<String, Object> parameters =
        Map.of(
            "user", session.user().value(),
            "session", session.session().value(),
            "entries", entry.stream().map(EntryId::value).toList());
    return forget(
        store.read(ReadCypher.DOCUMENTS_OF_ENTRIES, parameters),
        entry.isPresent() ? Rest.STAYS : Rest.GOES,
        mode);
  }

  Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode) {
    return forget(
        store.read(ReadCypher.DOCUMENTS_OF_USER, Map.of("user", user.value())), Rest.GOES, mode);
  }

  private Map<DatasetId, GraphCounts> forget(List<Record> rows, Rest rest, ForgetMode mode) {
    Map<DatasetId, Set<NodeId>> documents =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> new DatasetId(row.get("dataset").asString()),
                    Collectors.mapping(
                        row -> new NodeId(row.get("id").asString()), Collectors.toSet())));
    Map<DatasetId, GraphCounts> taken = new HashMap<>();
    documents.forEach((dataset, ids) -> taken.put(dataset, forget(dataset, ids, rest, mode)));
    taken.values().removeIf(NOTHING::equals);
    return Map.copyOf(taken);
  }

  GraphCounts forgetAll(DatasetId dataset, ForgetMode mode) {
    return switch (mode) {
      case FORGET -> forgetAll(dataset);
      case DRY_RUN -> new GraphReader(store).count(dataset);
    };
  }

  private GraphCounts forgetAll(DatasetId dataset) {
    Map<String, Object> parameters =
        Map.of("dataset", dataset.value(), "atOnce", DOCUMENTS_AT_ONCE);
    GraphCounts taken = NOTHING;
    GraphCounts some;
    do {
      some = store.write(tx -> take(dataset, ForgetCypher.FORGET_SOME_DOCUMENTS, parameters, tx));
      taken = sum(taken, some);
    } while (some.documents() > 0);
    return taken;
  }

  private static List<List<String>> portions(List<String> ids) {
    return IntStream.iterate(0, from -> from < ids.size(), from -> from + DOCUMENTS_AT_ONCE)
        .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + DOCUMENTS_AT_ONCE)))
        .toList();
  }

  private static GraphCounts take(
      DatasetId dataset, List<String> documents, Rest rest, Transaction tx) {
    Map<String, Object> parameters = documents(dataset, documents);
    if (rest == Rest.STAYS) {
      tx.run(ForgetCypher.UNSAY, parameters);
    }
    return take(dataset, ForgetCypher.FORGET_DOCUMENTS, parameters, tx);
  }

  private static GraphCounts take(
      DatasetId dataset, String cypher, Map<String, Object> parameters, Transaction tx) {
    Record taken = tx.run(cypher, parameters).getFirst();
    Timelines.renew(dataset, taken.get("lines").asList(Value::asString), tx);
    return counts(taken);
  }

  static Map<String, Object> documents(DatasetId dataset, List<String> ids) {
    return Map.of(
        "dataset", dataset.value(),
        "documents", ids.stream().sorted().toList());
  }

  static GraphCounts counts(Record row) {
    return new GraphCounts(
        row.get("documents").asLong(),
        row.get("chunks").asLong(),
        row.get("entities").asLong(),
        row.get("facts").asLong(),
        row.get("summaries").asLong());
  }

  private static GraphCounts sum(GraphCounts one, GraphCounts other) {
    return new GraphCounts(
        one.documents() + other.documents(),
        one.chunks() + other.chunks(),
        one.entities() + other.entities(),
        one.facts() + other.facts(),
        one.summaries() + other.summaries());
  }
}
