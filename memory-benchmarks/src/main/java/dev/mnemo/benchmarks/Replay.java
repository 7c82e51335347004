package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.language.Embeddings;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adapters that search and embed each question once and then repeat the answer, so that only the
 * ranking runs again.
 */
final class Replay {

  private final Adapters plain;
  private final Map<String, Evidence> written;
  private final Map<String, List<Candidate>> found = new ConcurrentHashMap<>();
  private final Map<String, Embeddings> embedded = new ConcurrentHashMap<>();

  /**
   * @param written all evidence by its id, as {@link #keep} puts it there
   */
  Replay(Adapters plain, Map<String, Evidence> written) {
    this.plain = plain;
    this.written = written;
  }

  static void keep(
      DatasetId dataset, Document document, Chunk chunk, Map<String, Evidence> written) {
    written.put(
        chunk.id().value(),
        new Evidence.OfChunk(
            chunk.id(),
            chunk.position(),
            chunk.text(),
            chunk.spoken(),
            new Provenance(dataset, List.of(document), List.of(chunk.id()))));
  }

  Adapters adapters(boolean withEmbeddings) {
    return new Adapters(
        plain.sessions(),
        plain.ledger(),
        graph(),
        plain.datasets(),
        plain.model(),
        plain.extractor(),
        plain.rewriter(),
        withEmbeddings ? plain.embedder().map(this::once) : Optional.empty(),
        plain.reranker(),
        plain.embeddingIndex(),
        plain.shared(),
        plain.clock(),
        plain.random());
  }

  private KnowledgeGraph graph() {
    return (KnowledgeGraph)
        Proxy.newProxyInstance(
            KnowledgeGraph.class.getClassLoader(),
            new Class<?>[] {KnowledgeGraph.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "retrieve" -> retrieve((RetrievalQuery) arguments[0]);
                  case "describe" -> describe((Set<?>) arguments[1]);
                  default -> {
                    try {
                      yield method.invoke(plain.graph(), arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }
                });
  }

  private List<Candidate> retrieve(RetrievalQuery query) {
    String key =
        query.view() + " " + query.phrasings() + query.limit() + query.embedding().isPresent();
    return found.computeIfAbsent(key, one -> plain.graph().retrieve(query));
  }

  private List<Evidence> describe(Set<?> chosen) {
    return chosen.stream()
        .map(EvidenceId.class::cast)
        .flatMap(one -> Optional.ofNullable(written.get(one.id())).stream())
        .toList();
  }

  private Embedder once(Embedder embedder) {
    return new Embedder() {
      @Override
      public String name() {
        return embedder.name();
      }

      @Override
      public int dimension() {
        return embedder.dimension();
      }

      @Override
      public Embeddings embed(List<String> texts, Purpose purpose) {
        return embedded.computeIfAbsent(
            purpose + " " + texts, one -> embedder.embed(texts, purpose));
      }
    };
  }
}
