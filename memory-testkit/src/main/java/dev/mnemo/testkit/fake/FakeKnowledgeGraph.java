package dev.mnemo.testkit.fake;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Summary;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A knowledge graph in memory: words weighed by rarity, vectors compared one by one. */
public final class FakeKnowledgeGraph implements KnowledgeGraph {

  private final Map<DatasetId, StoredDataset> datasets = new HashMap<>();
  // Of the first vector written: the model's name and its dimension.
  private Optional<Embedding> space = Optional.empty();

  @Override
  public synchronized WriteReport write(GraphBatch batch) {
    List<Embedding> embeddings = embeddingsOf(batch);
    Optional<Embedding> expected = space.or(() -> embeddings.stream().findFirst());
    embeddings.forEach(embedding -> check(embedding, expected));
    space = expected;
    return datasets.computeIfAbsent(batch.dataset(), StoredDataset::new).write(batch);
  }

  @Override
  public synchronized Optional<DocumentParts> parts(
      DatasetId dataset, NodeId document, ContentHash content) {
    return stored(dataset).flatMap(data -> data.parts(document, content));
  }

  @Override
  public synchronized Map<EntryKey, ContentHash> persisted(
      DatasetId dataset, Set<EntryKey> entries) {
    Map<EntryKey, ContentHash> found = new LinkedHashMap<>();
    for (EntryKey entry : entries) {
      stored(dataset)
          .flatMap(data -> data.contentOf(entry))
          .ifPresent(hash -> found.put(entry, hash));
    }
    return found;
  }

  @Override
  public synchronized List<Candidate> retrieve(RetrievalQuery query) {
    query.embedding().ifPresent(embedding -> check(embedding, space));
    Retrieval retrieval = new Retrieval(query);
    return query.kinds().stream()
        .flatMap(kind -> retrieval.best(searchable(query, kind)).stream())
        .toList();
  }

  @Override
  public synchronized List<Evidence.OfFact> factsAbout(
      Set<DatasetId> among, Set<NodeId> entities, int limit) {
    return among.stream()
        .flatMap(dataset -> stored(dataset).stream())
        .flatMap(data -> data.factEvidence().keySet().stream())
        .filter(
            fact -> entities.contains(fact.subject().id()) || entities.contains(fact.object().id()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized GraphCounts count(DatasetId dataset) {
    return stored(dataset).map(StoredDataset::count).orElse(new GraphCounts(0, 0, 0, 0, 0));
  }

  @Override
  public synchronized GraphCounts forget(DatasetId dataset, Set<NodeId> documents) {
    return stored(dataset)
        .map(data -> data.forget(documents))
        .orElse(new GraphCounts(0, 0, 0, 0, 0));
  }

  @Override
  public synchronized GraphCounts forgetAll(DatasetId dataset) {
    GraphCounts taken = count(dataset);
    datasets.remove(dataset);
    return taken;
  }

  private Optional<StoredDataset> stored(DatasetId dataset) {
    return Optional.ofNullable(datasets.get(dataset));
  }

  private Map<Evidence, Optional<Embedding>> searchable(RetrievalQuery query, Evidence.Kind kind) {
    Map<Evidence, Optional<Embedding>> all = new LinkedHashMap<>();
    for (DatasetId dataset : query.datasets()) {
      stored(dataset).ifPresent(data -> all.putAll(data.evidence(kind)));
    }
    if (!query.nodeSets().isEmpty()) {
      all.keySet().removeIf(evidence -> !carriesOne(evidence, query.nodeSets()));
    }
    return all;
  }

  private static boolean carriesOne(Evidence evidence, Set<NodeSet> nodeSets) {
    return evidence.provenance().documents().stream()
        .flatMap(document -> document.nodeSets().stream())
        .anyMatch(nodeSets::contains);
  }

  private static List<Embedding> embeddingsOf(GraphBatch batch) {
    return Stream.of(
            batch.chunks().stream().map(Chunk::embedding),
            batch.facts().stream().map(Fact::embedding),
            batch.summaries().stream().map(Summary::embedding))
        .flatMap(embeddings -> embeddings)
        .flatMap(Optional::stream)
        .toList();
  }

  private static void check(Embedding embedding, Optional<Embedding> expected) {
    expected
        .filter(
            known ->
                !known.model().equals(embedding.model())
                    || known.dimension() != embedding.dimension())
        .ifPresent(
            known -> {
              throw new ConflictException(
                  "the graph holds %s, and this is %s; use the same model or a new graph"
                      .formatted(known, embedding));
            });
  }
}
