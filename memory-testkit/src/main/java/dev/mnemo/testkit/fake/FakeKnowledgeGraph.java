package dev.mnemo.testkit.fake;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.IndexedCounts;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A knowledge graph in memory: words weighed by rarity, vectors compared one by one. */
public final class FakeKnowledgeGraph implements KnowledgeGraph, EmbeddingIndex {

  private static final Comparator<IndexedText> IN_ONE_ORDER =
      Comparator.comparing(
          IndexedText::place,
          Comparator.comparing(EvidenceId::kind)
              .thenComparing(place -> place.dataset().value())
              .thenComparing(EvidenceId::id));

  private static final List<Evidence.Kind> EMBEDDED =
      List.of(Evidence.Kind.CHUNK, Evidence.Kind.FACT, Evidence.Kind.SUMMARY);

  private static final GraphCounts NOTHING = new GraphCounts(0, 0, 0, 0, 0);

  private final Map<DatasetId, StoredDataset> datasets = new HashMap<>();
  private final FakeVectors vectors = new FakeVectors();
  private final FakeSessionClaims claims = new FakeSessionClaims();

  /** The claims under which batches are written here. */
  public FakeSessionClaims claims() {
    return claims;
  }

  @Override
  public synchronized WriteReport write(GraphBatch batch) {
    Map<IndexedText, Embedding> embeddings = embeddingsOf(batch);
    embeddings.values().forEach(vectors::check);
    batch.under().ifPresent(claims::require);
    embeddings.values().stream().findFirst().map(EmbeddingSpace::of).ifPresent(vectors::claim);
    WriteReport report = datasets.computeIfAbsent(batch.dataset(), StoredDataset::new).write(batch);
    vectors.retain(texts().keySet());
    embeddings.forEach(vectors::add);
    return report;
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
    query.embedding().ifPresent(vectors::check);
    Retrieval retrieval = new Retrieval(query);
    Set<NodeId> named = retrieval.centres(searchable(query, Evidence.Kind.ENTITY).keySet());
    return query.kinds().stream()
        .flatMap(kind -> retrieval.best(searchable(query, kind), named).stream())
        .toList();
  }

  @Override
  public synchronized Set<String> speakers(GraphView view, String text) {
    Set<String> speaking =
        seen(view).stream()
            .flatMap(data -> data.findable(Evidence.Kind.CHUNK).stream())
            .flatMap(one -> one.candidate().setting().flatMap(Candidate.Setting::spoken).stream())
            .flatMap(spoken -> Words.capitalised(spoken.speaker()))
            .collect(Collectors.toSet());
    return Words.capitalised(text).filter(speaking::contains).collect(Collectors.toSet());
  }

  @Override
  public synchronized List<Evidence> describe(GraphView view, Set<EvidenceId> chosen) {
    return seen(view).stream()
        .flatMap(
            data -> Stream.of(Evidence.Kind.values()).flatMap(of -> data.evidence(of).stream()))
        .filter(evidence -> chosen.contains(evidence.evidenceId()))
        .toList();
  }

  @Override
  public synchronized List<Evidence.OfFact> factsAbout(
      GraphView view, Set<NodeId> entities, int limit) {
    return seen(view).stream()
        .flatMap(data -> data.factEvidence().stream())
        .filter(
            fact -> entities.contains(fact.subject().id()) || entities.contains(fact.object().id()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized GraphCounts count(DatasetId dataset) {
    return stored(dataset).map(StoredDataset::count).orElse(NOTHING);
  }

  @Override
  public synchronized Map<FactId, Set<NodeId>> statements(DatasetId dataset, Set<FactId> facts) {
    return stored(dataset).map(data -> data.statements(facts)).orElse(Map.of());
  }

  @Override
  public synchronized List<DocumentContent> documents(DocumentQuery query) {
    return stored(query.dataset()).map(data -> data.documents(query)).orElse(List.of());
  }

  @Override
  public synchronized GraphCounts forget(
      DatasetId dataset, Set<NodeId> documents, ForgetMode mode) {
    return stored(dataset).map(data -> forget(data, documents, mode)).orElse(NOTHING);
  }

  @Override
  public synchronized Map<DatasetId, GraphCounts> forgetEntries(
      SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
    return forgetEntries(
        key -> key.session().equals(session) && entry.map(key.entry()::equals).orElse(true), mode);
  }

  @Override
  public synchronized Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode) {
    return forgetEntries(key -> key.session().user().equals(user), mode);
  }

  private Map<DatasetId, GraphCounts> forgetEntries(Predicate<EntryKey> which, ForgetMode mode) {
    Map<DatasetId, GraphCounts> taken = new HashMap<>();
    datasets.forEach(
        (id, data) -> {
          Set<NodeId> documents = data.entries(which);
          if (!documents.isEmpty()) {
            taken.put(id, forget(data, documents, mode));
          }
        });
    return Map.copyOf(taken);
  }

  @Override
  public synchronized GraphCounts forgetAll(DatasetId dataset, ForgetMode mode) {
    return stored(dataset).map(data -> forget(data, data.ids(), mode)).orElse(NOTHING);
  }

  private static GraphCounts forget(StoredDataset data, Set<NodeId> documents, ForgetMode mode) {
    return switch (mode) {
      case FORGET -> data.forget(documents);
      case DRY_RUN -> data.wouldForget(documents);
    };
  }

  /** Those of some datasets that hold an element. */
  Set<DatasetId> holding(Set<DatasetId> among, String element) {
    return among.stream()
        .filter(dataset -> stored(dataset).filter(data -> data.holds(element)).isPresent())
        .collect(Collectors.toSet());
  }

  /** Sets an element's weight. */
  void weigh(DatasetId dataset, String element, double weight) {
    stored(dataset).ifPresent(data -> data.weigh(element, weight));
  }

  private Optional<StoredDataset> stored(DatasetId dataset) {
    return Optional.ofNullable(datasets.get(dataset));
  }

  /** The datasets of a view, each with the documents that it shows. */
  private List<StoredDataset> seen(GraphView view) {
    return view.datasets().stream()
        .flatMap(dataset -> stored(dataset).stream())
        .map(data -> data.seenBy(view))
        .toList();
  }

  private Map<Findable, Optional<Embedding>> searchable(RetrievalQuery query, Evidence.Kind kind) {
    Map<Findable, Optional<Embedding>> all = new LinkedHashMap<>();
    for (StoredDataset data : seen(query.view())) {
      data.findable(kind).forEach(one -> all.put(one, vectors.inUse(text(one.evidence()))));
    }
    if (!query.nodeSets().isEmpty()) {
      all.keySet().removeIf(one -> !carriesOne(one.evidence(), query.nodeSets()));
    }
    return all;
  }

  private static boolean carriesOne(Evidence evidence, Set<NodeSet> nodeSets) {
    return evidence.provenance().documents().stream()
        .flatMap(document -> document.nodeSets().stream())
        .anyMatch(nodeSets::contains);
  }

  private static Map<IndexedText, Embedding> embeddingsOf(GraphBatch batch) {
    Map<IndexedText, Embedding> embeddings = new LinkedHashMap<>();
    BiConsumer<IndexedText, Optional<Embedding>> each =
        (text, embedding) -> embedding.ifPresent(known -> embeddings.putIfAbsent(text, known));
    batch
        .chunks()
        .forEach(
            chunk ->
                each.accept(
                    text(batch.dataset(), Evidence.Kind.CHUNK, chunk.id().value(), chunk.text()),
                    chunk.embedding()));
    batch
        .facts()
        .forEach(
            fact ->
                each.accept(
                    text(batch.dataset(), Evidence.Kind.FACT, fact.id().value(), fact.statement()),
                    fact.embedding()));
    batch
        .summaries()
        .forEach(
            summary ->
                each.accept(
                    text(
                        batch.dataset(),
                        Evidence.Kind.SUMMARY,
                        summary.id().value(),
                        summary.text()),
                    summary.embedding()));
    return embeddings;
  }

  private static IndexedText text(DatasetId dataset, Evidence.Kind kind, String id, String text) {
    return new IndexedText(new EvidenceId(kind, dataset, id), text);
  }

  private static IndexedText text(Evidence evidence) {
    return text(evidence.provenance().dataset(), evidence.kind(), evidence.id(), evidence.text());
  }

  /** Every text that can have a vector, in one order. */
  private SortedMap<IndexedText, Evidence> texts() {
    SortedMap<IndexedText, Evidence> texts = new TreeMap<>(IN_ONE_ORDER);
    for (StoredDataset dataset : datasets.values()) {
      for (Evidence.Kind kind : EMBEDDED) {
        dataset.evidence(kind).forEach(evidence -> texts.put(text(evidence), evidence));
      }
    }
    return texts;
  }

  @Override
  public synchronized Optional<EmbeddingSpace> space() {
    return vectors.inUse();
  }

  @Override
  public synchronized void prepare(EmbeddingSpace next) {
    vectors.prepare(next);
  }

  @Override
  public synchronized IndexedCounts count(EmbeddingSpace space) {
    Set<IndexedText> texts = texts().keySet();
    return new IndexedCounts(
        texts.stream().filter(text -> vectors.of(space, text).isPresent()).count(), texts.size());
  }

  @Override
  public synchronized List<IndexedText> missing(
      EmbeddingSpace space, Optional<EvidenceId> after, int limit) {
    return texts().keySet().stream()
        .filter(text -> vectors.of(space, text).isEmpty())
        .filter(
            text ->
                after
                    .map(place -> IN_ONE_ORDER.compare(text, new IndexedText(place, "")) > 0)
                    .orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int add(Map<IndexedText, Embedding> embeddings) {
    Set<IndexedText> texts = texts().keySet();
    int added = 0;
    for (Map.Entry<IndexedText, Embedding> one : embeddings.entrySet()) {
      // Refused even where the text is gone.
      vectors.require(EmbeddingSpace.of(one.getValue()));
      added += present(texts, one.getKey()) && vectors.add(one.getKey(), one.getValue()) ? 1 : 0;
    }
    return added;
  }

  // The order knows places alone.
  private static boolean present(Set<IndexedText> texts, IndexedText text) {
    return texts.stream().anyMatch(text::equals);
  }

  @Override
  public synchronized void use(EmbeddingSpace space) {
    vectors.use(space);
  }

  @Override
  public synchronized long discardOthers() {
    return vectors.discardOthers();
  }
}
