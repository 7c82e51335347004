package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Keeps in a running transaction which facts end which as their timelines say. */
final class Timelines {

  private Timelines() {}

  /** The name of the timeline of a subject and a slot. */
  static String line(NodeId subject, String slot) {
    return subject.value() + " " + slot;
  }

  /** Renews the endings of timelines to which facts came, or from which some went. */
  static void renew(DatasetId dataset, Collection<String> lines, Transaction tx) {
    if (lines.isEmpty()) {
      return;
    }
    Map<String, List<Timeline.Statement>> statements = new HashMap<>();
    Set<Timeline.Ending> stored = new HashSet<>();
    Map<String, Object> of =
        Map.of("dataset", dataset.value(), "lines", lines.stream().sorted().toList());
    for (Record row : tx.run(TimelineCypher.READ, of)) {
      Timeline.Statement statement = statement(row);
      statements
          .computeIfAbsent(row.get("line").asString(), line -> new ArrayList<>())
          .add(statement);
      for (Value ending : row.get("endings").asList(one -> one)) {
        stored.add(
            new Timeline.Ending(
                statement.fact(),
                new FactId(ending.get("id").asString()),
                Times.instant(ending.get("at"))));
      }
    }
    Set<Timeline.Ending> wanted =
        statements.values().stream()
            .flatMap(line -> new Timeline(line).endings().stream())
            .collect(Collectors.toSet());
    List<Map<String, Object>> gone = rows(stored, wanted);
    List<Map<String, Object>> made = rows(wanted, stored);
    if (!gone.isEmpty() || !made.isEmpty()) {
      tx.change(
          TimelineCypher.CHANGE, Map.of("dataset", dataset.value(), "gone", gone, "made", made));
    }
  }

  private static Timeline.Statement statement(Record row) {
    return new Timeline.Statement(
        new FactId(row.get("id").asString()),
        new NodeId(row.get("object").asString()),
        row.get("negated").asBoolean(),
        Times.instant(row.get("since")),
        Scopes.audiences(row.get("scope").asList(Value::asString)));
  }

  /** Those of some endings that are not among others, in one order. */
  private static List<Map<String, Object>> rows(
      Set<Timeline.Ending> some, Set<Timeline.Ending> others) {
    return some.stream()
        .filter(ending -> !others.contains(ending))
        .<Map<String, Object>>map(
            ending ->
                Map.of(
                    "ended", ending.ended().value(),
                    "by", ending.by().value(),
                    "at", Times.of(ending.at())))
        .sorted(
            (one, other) ->
                (one.get("ended") + " " + one.get("by"))
                    .compareTo(other.get("ended") + " " + other.get("by")))
        .toList();
  }
}
