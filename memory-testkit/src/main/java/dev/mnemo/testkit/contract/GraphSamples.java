package dev.mnemo.testkit.contract;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the clauses of the knowledge graph share: datasets, vectors and short ways to ask. */
final class GraphSamples {

  static final DatasetId DATASET = dataset("alice", "main");
  static final DatasetId OTHER_DATASET = dataset("alice", "other");

  /** Whose sessions the clauses write. */
  static final UserId READER = new UserId("alice");

  /** Evidence as it is described, with the scores of its candidate. */
  record Found(Evidence evidence, double textScore, double vectorScore) {}

  private GraphSamples() {}

  static GraphView view(DatasetId... datasets) {
    return view(READER, datasets);
  }

  static GraphView view(UserId reader, DatasetId... datasets) {
    return new GraphView(reader, Set.of(datasets));
  }

  /** What is found and can be described. */
  static List<Found> find(KnowledgeGraph graph, RetrievalQuery query) {
    List<Candidate> candidates = graph.retrieve(query);
    Map<EvidenceId, Evidence> described = new HashMap<>();
    graph
        .describe(query.view(), candidates.stream().map(Candidate::id).collect(Collectors.toSet()))
        .forEach(one -> described.put(one.evidenceId(), one));
    return candidates.stream()
        .flatMap(
            one ->
                Stream.ofNullable(described.get(one.id()))
                    .map(evidence -> new Found(evidence, one.textScore(), one.vectorScore())))
        .toList();
  }

  static DatasetId dataset(String owner, String name) {
    return DatasetId.of(new UserId(owner), new DatasetName(name));
  }

  /** The unit vector at an angle in one plane: the cosine of two is that of their difference. */
  static Embedding angle(double degrees) {
    return angle(KnowledgeGraphFixture.EMBEDDING_MODEL, KnowledgeGraphFixture.DIMENSION, degrees);
  }

  static Embedding angle(String model, int dimension, double degrees) {
    float[] vector = new float[dimension];
    vector[0] = (float) Math.cos(Math.toRadians(degrees));
    vector[1] = (float) Math.sin(Math.toRadians(degrees));
    return Embedding.of(model, vector);
  }

  static double cosine(Embedding one, Embedding other) {
    float[] a = one.vector();
    float[] b = other.vector();
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return dot / Math.sqrt(squaresA * squaresB);
  }

  static RetrievalQuery words(String... phrasings) {
    return words(Evidence.Kind.CHUNK, phrasings);
  }

  static RetrievalQuery words(Evidence.Kind kind, String... phrasings) {
    return new RetrievalQuery(
        view(DATASET), List.of(phrasings), Optional.empty(), Set.of(kind), Set.of(), 100);
  }

  static RetrievalQuery vector(Embedding embedding, int limit) {
    return new RetrievalQuery(
        view(DATASET),
        List.of(),
        Optional.of(embedding),
        Set.of(Evidence.Kind.CHUNK),
        Set.of(),
        limit);
  }

  /** Everything of every kind that a question finds. */
  static RetrievalQuery everything(
      GraphView view, String words, Optional<Embedding> embedding, NodeSet... nodeSets) {
    return new RetrievalQuery(
        view,
        List.of(words),
        embedding,
        EnumSet.allOf(Evidence.Kind.class),
        Set.of(nodeSets),
        1_000);
  }

  /** The same asked by another reader. */
  static RetrievalQuery seenBy(UserId reader, RetrievalQuery query) {
    return new RetrievalQuery(
        new GraphView(reader, query.view().datasets()),
        query.phrasings(),
        query.speakers(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        query.limit());
  }

  static RetrievalQuery limited(RetrievalQuery query, int limit) {
    return new RetrievalQuery(
        query.view(),
        query.phrasings(),
        query.speakers(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        limit);
  }

  static List<String> texts(List<Found> found) {
    return found.stream().map(one -> one.evidence().text()).toList();
  }

  static List<String> found(KnowledgeGraph graph, String words) {
    return texts(find(graph, words(words)));
  }

  static List<String> foundFacts(KnowledgeGraph graph, String words) {
    return texts(find(graph, words(Evidence.Kind.FACT, words)));
  }

  /** The feedback weight of the one fact in {@link #DATASET} that a word finds. */
  static double weightOfFact(KnowledgeGraph graph, String word) {
    Evidence fact = find(graph, words(Evidence.Kind.FACT, word)).getFirst().evidence();
    return ((Evidence.OfFact) fact).weight();
  }

  /** The one fact in {@link #DATASET} that reads so. */
  static Evidence.OfFact fact(KnowledgeGraph graph, String statement) {
    return find(graph, words(Evidence.Kind.FACT, statement)).stream()
        .map(Found::evidence)
        .map(Evidence.OfFact.class::cast)
        .filter(one -> one.statement().equals(statement))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact reads '%s'".formatted(statement)));
  }

  /** The entity in {@link #DATASET} that a word finds. */
  static Entity entity(KnowledgeGraph graph, String word) {
    Evidence found = find(graph, words(Evidence.Kind.ENTITY, word)).getFirst().evidence();
    return ((Evidence.OfEntity) found).entity();
  }

  /** The id in {@link #DATASET} of the entity of that name. */
  static Set<NodeId> entities(String name) {
    return Set.of(NodeId.entity(DATASET, name));
  }

  static Set<String> titles(Evidence evidence) {
    Set<String> titles = new HashSet<>();
    for (Document document : evidence.provenance().documents()) {
      titles.add(document.source().title());
    }
    return titles;
  }
}
