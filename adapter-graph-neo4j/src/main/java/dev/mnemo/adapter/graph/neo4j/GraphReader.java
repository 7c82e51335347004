package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Tells what the graph holds, each time in one round trip. */
final class GraphReader {

  private final Store store;

  GraphReader(Store store) {
    this.store = store;
  }

  Map<EntryKey, ContentHash> persisted(DatasetId dataset, Set<EntryKey> entries) {
    Map<String, EntryKey> byIndexed = Documents.indexed(entries);
    Map<EntryKey, ContentHash> found = new HashMap<>();
    if (!entries.isEmpty()) {
      Map<String, Object> parameters =
          Map.of("dataset", dataset.value(), "entries", List.copyOf(byIndexed.keySet()));
      for (Record row : store.read(ReadCypher.PERSISTED, parameters)) {
        found.put(
            byIndexed.get(row.get("entry").asString()),
            new ContentHash(row.get("content").asString()));
      }
    }
    return Map.copyOf(found);
  }

  Optional<DocumentParts> parts(DatasetId dataset, NodeId document, ContentHash content) {
    Map<String, Object> parameters =
        Map.of(
            "dataset", dataset.value(),
            "document", document.value(),
            "content", content.value());
    return store.read(ReadCypher.PARTS, parameters).stream().findFirst().map(GraphReader::parts);
  }

  private static DocumentParts parts(Record row) {
    Map<NodeId, Optional<String>> gists = new HashMap<>();
    for (Value chunk : row.get("chunks").asList(value -> value)) {
      Value gist = chunk.get("gist");
      gists.put(
          new NodeId(chunk.get("id").asString()),
          gist.isNull() ? Optional.empty() : Optional.of(gist.asString()));
    }
    return new DocumentParts(
        Documents.document(row.get("document")), gists, row.get("summarised").asBoolean());
  }

  GraphCounts count(DatasetId dataset) {
    return GraphForgetter.counts(
        store.read(ReadCypher.COUNT, Map.of("dataset", dataset.value())).getFirst());
  }

  List<Evidence.OfFact> factsAbout(GraphView view, Set<NodeId> entities, int limit) {
    if (view.datasets().isEmpty() || entities.isEmpty() || limit < 1) {
      return List.of();
    }
    Map<String, Object> parameters = new HashMap<>(seen(view));
    parameters.put("datasets", view.datasets().stream().map(DatasetId::value).sorted().toList());
    parameters.put("entities", entities.stream().map(NodeId::value).sorted().toList());
    parameters.put("limit", limit);
    return new ReadRows(store).read(ReadCypher.FACTS_ABOUT, parameters, EvidenceRows::fact);
  }

  Set<String> speakers(GraphView view, String text) {
    List<Map<String, Object>> names =
        SpeakerProbe.of(text, Scopes.of(view)).stream().map(SpeakerProbe::asMap).toList();
    return names.isEmpty()
        ? Set.of()
        : store.read(ReadCypher.SPEAKERS, Map.of("names", names)).stream()
            .map(row -> row.get("word").asString())
            .collect(Collectors.toUnmodifiableSet());
  }

  List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
    Map<Evidence.Kind, List<Map<String, String>>> byKind =
        chosen.stream()
            .filter(one -> view.datasets().contains(one.dataset()))
            .collect(
                Collectors.groupingBy(
                    EvidenceId::kind, Collectors.mapping(GraphReader::row, Collectors.toList())));
    if (byKind.isEmpty()) {
      return List.of();
    }
    Map<String, Object> parameters = new HashMap<>(seen(view));
    parameters.put("chunks", byKind.getOrDefault(Evidence.Kind.CHUNK, List.of()));
    parameters.put("facts", byKind.getOrDefault(Evidence.Kind.FACT, List.of()));
    parameters.put("entities", byKind.getOrDefault(Evidence.Kind.ENTITY, List.of()));
    parameters.put("summaries", byKind.getOrDefault(Evidence.Kind.SUMMARY, List.of()));
    return new ReadRows(store).read(ReadCypher.DESCRIBE, parameters, EvidenceRows::evidence);
  }

  private static Map<String, String> row(EvidenceId id) {
    return Map.of("dataset", id.dataset().value(), "id", id.id());
  }

  private static Map<String, Object> seen(GraphView view) {
    return Map.of("scopes", Scopes.of(view), "reader", view.reader().value());
  }
}
