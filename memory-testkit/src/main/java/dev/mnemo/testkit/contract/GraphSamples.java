package dev.mnemo.testkit.contract;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the clauses of the knowledge graph share: datasets, vectors and short ways to ask. */
final class GraphSamples {

  static final DatasetId DATASET = dataset("alice", "main");
  static final DatasetId OTHER_DATASET = dataset("alice", "other");

  private GraphSamples() {}

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
        Set.of(DATASET), List.of(phrasings), Optional.empty(), Set.of(kind), Set.of(), 100);
  }

  static RetrievalQuery vector(Embedding embedding, int limit) {
    return new RetrievalQuery(
        Set.of(DATASET),
        List.of(),
        Optional.of(embedding),
        Set.of(Evidence.Kind.CHUNK),
        Set.of(),
        limit);
  }

  /** Everything of every kind that a question finds in some datasets. */
  static RetrievalQuery everything(
      Set<DatasetId> datasets, String words, Optional<Embedding> embedding, NodeSet... nodeSets) {
    return new RetrievalQuery(
        datasets,
        List.of(words),
        embedding,
        EnumSet.allOf(Evidence.Kind.class),
        Set.of(nodeSets),
        1_000);
  }

  static RetrievalQuery limited(RetrievalQuery query, int limit) {
    return new RetrievalQuery(
        query.datasets(),
        query.phrasings(),
        query.embedding(),
        query.kinds(),
        query.nodeSets(),
        limit);
  }

  static List<String> texts(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.evidence().text()).toList();
  }

  static List<String> found(KnowledgeGraph graph, String words) {
    return texts(graph.retrieve(words(words)));
  }

  static List<String> foundFacts(KnowledgeGraph graph, String words) {
    return texts(graph.retrieve(words(Evidence.Kind.FACT, words)));
  }

  /** The feedback weight of the one fact in {@link #DATASET} that a word finds. */
  static double weightOfFact(KnowledgeGraph graph, String word) {
    Evidence fact = graph.retrieve(words(Evidence.Kind.FACT, word)).getFirst().evidence();
    return ((Evidence.OfFact) fact).weight();
  }

  /** The one fact in {@link #DATASET} that reads so. */
  static Evidence.OfFact fact(KnowledgeGraph graph, String statement) {
    return graph.retrieve(words(Evidence.Kind.FACT, statement)).stream()
        .map(Candidate::evidence)
        .map(Evidence.OfFact.class::cast)
        .filter(one -> one.statement().equals(statement))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact reads '%s'".formatted(statement)));
  }

  /** The entity in {@link #DATASET} that a word finds. */
  static Entity entity(KnowledgeGraph graph, String word) {
    Evidence found = graph.retrieve(words(Evidence.Kind.ENTITY, word)).getFirst().evidence();
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
