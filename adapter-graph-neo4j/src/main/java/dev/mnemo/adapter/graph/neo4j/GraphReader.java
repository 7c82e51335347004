package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.ClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers questions about what the graph holds, each in one round trip. */
final class GraphReader {

  private static final Logger LOG = LoggerFactory.getLogger(GraphReader.class);
  private static final int READINGS = 3;

  private final Store store;

  GraphReader(Store store) {
    this.store = store;
  }

  Map<EntryKey, ContentHash> persisted(DatasetId dataset, Set<EntryKey> entries) {
    Map<String, EntryKey> byIndexed = new HashMap<>();
    entries.forEach(entry -> byIndexed.put(Documents.indexed(entry), entry));
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

  List<Evidence.OfFact> factsAbout(Set<DatasetId> datasets, Set<NodeId> entities, int limit) {
    if (datasets.isEmpty() || entities.isEmpty() || limit < 1) {
      return List.of();
    }
    Map<String, Object> parameters =
        Map.of(
            "datasets", datasets.stream().map(DatasetId::value).sorted().toList(),
            "entities", entities.stream().map(NodeId::value).sorted().toList(),
            "limit", limit);
    return read(ReadCypher.FACTS_ABOUT, parameters, EvidenceRows::fact);
  }

  List<Candidate> retrieve(RetrievalQuery query) {
    if (query.datasets().isEmpty()) {
      return List.of();
    }
    try {
      return retrieve(query, space(query));
    } catch (ClientException e) {
      if (query.embedding().isEmpty()) {
        throw e;
      }
      // Another process may have given the store another model.
      store.forgetSpace();
      return retrieve(query, space(query));
    }
  }

  /** The space to search in; empty where the query has no vector or the store holds none. */
  private Optional<StoredSpace> space(RetrievalQuery query) {
    if (query.embedding().isEmpty()) {
      return Optional.empty();
    }
    EmbeddingSpace asked = StoredSpace.indexable(query.embedding().get());
    if (!store.space().map(StoredSpace::space).equals(Optional.of(asked))) {
      store.forgetSpace();
    }
    Optional<StoredSpace> known = new VectorIndexes(store).known();
    known.ifPresent(stored -> stored.space().requireSame(asked));
    return known;
  }

  // One statement per kind, side by side: the slowest decides how long all take, and the server
  // plans a few short statements rather than one long one for each choice of kinds.
  private List<Candidate> retrieve(RetrievalQuery query, Optional<StoredSpace> space) {
    List<Callable<List<Candidate>>> searches =
        query.kinds().stream()
            .map(Searchable::of)
            .map(kind -> search(kind, query, space))
            .flatMap(Optional::stream)
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Candidate> found = new ArrayList<>();
      for (Future<List<Candidate>> search : threads.invokeAll(searches)) {
        found.addAll(search.get());
      }
      return found;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted(e);
    }
  }

  /** The search for one kind; empty where nothing can be found. */
  private Optional<Callable<List<Candidate>>> search(
      Searchable kind, RetrievalQuery query, Optional<StoredSpace> space) {
    Map<String, Object> parameters = parameters(query);
    List<String> fullText = fullText(query, kind);
    parameters.put("queries", fullText);
    space.ifPresent(
        stored -> {
          parameters.putAll(StoredSpace.parameters(stored.space()));
          parameters.put("slot", stored.slot().name());
        });
    return new RetrievalCypher(
            kind, !fullText.isEmpty(), space, !query.nodeSets().isEmpty(), store.dialect())
        .statement()
        .map(statement -> () -> read(statement, parameters, EvidenceRows::candidate));
  }

  /**
   * The rows that can be read. One that cannot may be half written or half deleted by a commit that
   * goes on meanwhile, so that it is read again; what stays unreadable is left out and logged, so
   * that one bad node does not hide all others.
   */
  private <T> List<T> read(
      String statement, Map<String, Object> parameters, Function<Record, Optional<T>> reading) {
    List<T> found = new ArrayList<>();
    List<CorruptedDataException> unreadable = new ArrayList<>();
    for (int attempt = 1; attempt == 1 || !unreadable.isEmpty() && attempt <= READINGS; attempt++) {
      found.clear();
      unreadable.clear();
      for (Record row : store.read(statement, parameters)) {
        try {
          reading.apply(row).ifPresent(found::add);
        } catch (CorruptedDataException e) {
          unreadable.add(e);
        }
      }
    }
    unreadable.forEach(one -> LOG.warn("Left out of an answer: {}", one.getMessage(), one));
    return List.copyOf(found);
  }

  private static Map<String, Object> parameters(RetrievalQuery query) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("datasets", query.datasets().stream().map(DatasetId::value).sorted().toList());
    parameters.put("nodeSets", query.nodeSets().stream().map(Scopes::of).sorted().toList());
    parameters.put("limit", query.limit());
    parameters.put("exactUpTo", RetrievalCypher.EXACT_UP_TO);
    parameters.put("reach", query.limit() * RetrievalCypher.OVER_FETCH);
    query
        .embedding()
        .map(Embedding::vector)
        .ifPresent(vector -> parameters.put("vector", Values.value(vector)));
    return parameters;
  }

  private static List<String> fullText(RetrievalQuery query, Searchable kind) {
    List<String> datasets = query.datasets().stream().map(Scopes::of).sorted().toList();
    List<String> nodeSets = query.nodeSets().stream().map(Scopes::of).sorted().toList();
    return query.phrasings().stream()
        .flatMap(
            phrasing -> FullTextQuery.of(phrasing, datasets, nodeSets, kind.textFields()).stream())
        .distinct()
        .toList();
  }
}
