package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.ClientException;

/** Finds candidates, in the time of one round trip. */
final class CandidateSearch {

  private final Store store;
  private final RetrievalQuery query;
  private final List<String> scopes;
  private final List<String> nodeSets;
  private final SaidWords asked;

  CandidateSearch(Store store, RetrievalQuery query) {
    this.store = store;
    this.query = query;
    this.scopes = Scopes.of(query.view());
    this.nodeSets = Scopes.of(query.view(), query.nodeSets());
    this.asked = SaidWords.of(query.phrasings());
  }

  List<Candidate> find() {
    if (query.view().datasets().isEmpty()) {
      return List.of();
    }
    try {
      return find(space());
    } catch (ClientException e) {
      if (query.embedding().isEmpty()) {
        throw e;
      }
      // Another process may have given the store another model.
      store.forgetSpace();
      return find(space());
    }
  }

  /** The space to search in; empty where the query has no vector or the store holds none. */
  private Optional<StoredSpace> space() {
    if (query.embedding().isEmpty()) {
      return Optional.empty();
    }
    EmbeddingSpace space = StoredSpace.indexable(query.embedding().get());
    if (!store.space().map(StoredSpace::space).equals(Optional.of(space))) {
      store.forgetSpace();
    }
    Optional<StoredSpace> known = new VectorIndexes(store).known();
    known.ifPresent(stored -> stored.space().requireSame(space));
    return known;
  }

  // In threads of their own even where there is one alone, as an interrupt closes the connection of
  // whoever waits for it. One statement per kind, side by side: the slowest decides how long all
  // take, and the server
  // plans a few short statements rather than one long one for each choice of kinds.
  private List<Candidate> find(Optional<StoredSpace> space) {
    List<Callable<List<Candidate>>> searches =
        query.kinds().stream()
            .map(Searchable::of)
            .map(kind -> search(kind, space))
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

  private Optional<Callable<List<Candidate>>> search(Searchable kind, Optional<StoredSpace> space) {
    Map<String, Object> parameters = parameters();
    List<String> words = fullText(kind);
    parameters.put("queries", words);
    boolean around = kind == Searchable.FACT && query.wantsFactsAround();
    if (around) {
      parameters.put("entityQueries", fullText(Searchable.ENTITY));
      parameters.put("saying", asked.anywhere().pattern());
    }
    space.ifPresent(
        stored -> {
          parameters.putAll(StoredSpace.parameters(stored.space()));
          parameters.put("slot", stored.slot().name());
        });
    CandidateRows rows = new CandidateRows(kind, asked);
    return new RetrievalCypher(
            kind, !words.isEmpty(), space, !nodeSets.isEmpty(), around, store.dialect())
        .statement()
        .map(statement -> () -> new ReadRows(store).read(statement, parameters, rows::candidate));
  }

  private Map<String, Object> parameters() {
    GraphView view = query.view();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("datasets", view.datasets().stream().map(DatasetId::value).sorted().toList());
    parameters.put("scopes", scopes);
    parameters.put("reader", view.reader().value());
    parameters.put("nodeSets", nodeSets);
    parameters.put("limit", query.limit());
    query
        .embedding()
        .map(Embedding::vector)
        .ifPresent(
            vector -> {
              parameters.put("vector", Values.value(vector));
              parameters.put("realms", realms(view));
              parameters.put("several", several(view));
              parameters.put("exactUpTo", RetrievalCypher.EXACT_UP_TO);
              parameters.put("reach", query.limit() * RetrievalCypher.OVER_FETCH);
            });
    return parameters;
  }

  private static List<Map<String, String>> realms(GraphView view) {
    return view.datasets().stream()
        .flatMap(
            dataset ->
                Stream.of(Scopes.shared(dataset), Scopes.personal(dataset, view.reader()))
                    .map(realm -> Map.of("dataset", dataset.value(), "realm", realm)))
        .toList();
  }

  private static List<Map<String, String>> several(GraphView view) {
    return view.datasets().stream()
        .map(dataset -> Map.of("dataset", dataset.value(), "realm", Scopes.several(dataset)))
        .toList();
  }

  private List<String> fullText(Searchable kind) {
    return query.phrasings().stream()
        .flatMap(
            phrasing ->
                FullTextQuery.of(phrasing, query.speakers(), scopes, nodeSets, kind).stream())
        .distinct()
        .toList();
  }
}
