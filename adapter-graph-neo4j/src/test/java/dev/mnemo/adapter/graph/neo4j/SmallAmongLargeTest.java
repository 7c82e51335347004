package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.testkit.BatchBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.QueryProfile;
import org.neo4j.driver.summary.ResultSummary;

/**
 * A dataset of 1 % of its neighbour's size, a node set of 1 % of its dataset's, and a crowd that
 * lies nearer to one of the questions than anything else.
 */
@ParameterizedClass
@EnumSource(TestServer.class)
final class SmallAmongLargeTest {

  private static final int LARGE_SIZE = 6_000;
  private static final int SMALL_SIZE = LARGE_SIZE / 100;
  private static final int CROWD_SIZE = 500;
  private static final int AT_ONCE = 500;
  private static final int DIMENSION = 8;
  private static final int LIMIT = 10;

  private static final DatasetId LARGE = dataset("large");
  private static final DatasetId SMALL = dataset("small");
  private static final DatasetId CROWD = dataset("crowd");
  private static final NodeSet RARE = new NodeSet("rare");

  private static final Map<String, Embedding> LARGE_VECTORS = scattered("large", LARGE_SIZE, 1);
  private static final Map<String, Embedding> RARE_VECTORS = scattered("rare", SMALL_SIZE, 2);
  private static final Map<String, Embedding> SMALL_VECTORS = scattered("small", SMALL_SIZE, 3);
  private static final Embedding CROWDED = scattered("question", 1, 4).get("question 0");
  private static final List<Embedding> QUESTIONS =
      List.copyOf(scattered("question", 5, 5).values());

  private final Recording recording = new Recording();
  private final TestServer server;
  private final Neo4jConnection connection;
  private final Neo4jKnowledgeGraph graph;

  SmallAmongLargeTest(TestServer server) {
    this.server = server;
    this.connection = server.connect(recording);
    this.graph = new Neo4jKnowledgeGraph(connection);
  }

  @BeforeParameterizedClassInvocation
  static void fill(TestServer server) {
    server.clear();
    try (Neo4jConnection connection = server.connect()) {
      Neo4jKnowledgeGraph graph = new Neo4jKnowledgeGraph(connection);
      write(graph, LARGE, "A harbour, a harbour: ", LARGE_VECTORS);
      write(graph, LARGE, "A harbour too: ", RARE_VECTORS, RARE);
      write(graph, SMALL, "Only at its very end does this text name a harbour: ", SMALL_VECTORS);
      write(graph, CROWD, "A harbour, a harbour: ", crowd());
    }
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void aSmallDatasetShouldGetAllItsNearestVectors() {
    for (Embedding question : QUESTIONS) {
      assertThat(near(SMALL, question)).isEqualTo(nearest(SMALL_VECTORS, question));
    }
  }

  @Test
  void aSmallDatasetShouldGetAllItsNearestVectorsBehindACrowd() {
    assertThat(near(SMALL, CROWDED)).isEqualTo(nearest(SMALL_VECTORS, CROWDED));
  }

  @Test
  void aLargeDatasetShouldGetItsNearestVectors() {
    Map<String, Embedding> all = new LinkedHashMap<>(LARGE_VECTORS);
    all.putAll(RARE_VECTORS);
    int found = 0;
    for (Embedding question : QUESTIONS) {
      Set<String> expected = nearest(all, question);
      expected.retainAll(near(LARGE, question));
      found += expected.size();
    }

    assertThat(found).isGreaterThanOrEqualTo(QUESTIONS.size() * LIMIT * 9 / 10);
  }

  @Test
  void aLargeDatasetShouldGetItsNearestVectorsBehindACrowd() {
    Map<String, Embedding> all = new LinkedHashMap<>(LARGE_VECTORS);
    all.putAll(RARE_VECTORS);
    Set<String> expected = nearest(all, CROWDED);

    expected.retainAll(near(LARGE, CROWDED));

    assertThat(expected).hasSizeGreaterThanOrEqualTo(LIMIT * 9 / 10);
  }

  @Test
  void aRareNodeSetShouldGetAllItsNearestVectors() {
    for (Embedding question : QUESTIONS) {
      assertThat(near(LARGE, question, RARE)).isEqualTo(nearest(RARE_VECTORS, question));
    }
  }

  @Test
  void aSmallDatasetAndARareNodeSetShouldGetAllTheirWords() {
    assertThat(found(SMALL)).isEqualTo(SMALL_VECTORS.keySet());
    assertThat(found(LARGE, RARE)).isEqualTo(RARE_VECTORS.keySet());
  }

  @Test
  void aSmallDatasetShouldNotPayForALargeOne() {
    near(SMALL, CROWDED);
    found(SMALL);
    recording.take();

    near(SMALL, CROWDED);
    found(SMALL);

    List<Recording.Sent> sent = recording.take();
    assertThat(sent).as("one round trip each").hasSize(2);
    assertThat(sent).allSatisfy(one -> assertThat(hits(one)).isBetween(1L, 50L * SMALL_SIZE));
  }

  private long hits(Recording.Sent sent) {
    try (Session session = server.session()) {
      String profiled = sent.cypher().replaceFirst("^CYPHER \\d+", "$0 PROFILE");
      ResultSummary summary = session.run(profiled, sent.parameters()).consume();
      return hits(summary.queryProfile().orElseThrow());
    }
  }

  private static long hits(QueryProfile operator) {
    return operator.dbHits().orElse(0)
        + operator.children().stream().mapToLong(SmallAmongLargeTest::hits).sum();
  }

  private Set<String> near(DatasetId dataset, Embedding question, NodeSet... nodeSets) {
    return names(
        new RetrievalQuery(
            new GraphView(new UserId("alice"), Set.of(dataset)),
            List.of(),
            Optional.of(question),
            Set.of(Evidence.Kind.CHUNK),
            Set.of(nodeSets),
            LIMIT));
  }

  private Set<String> found(DatasetId dataset, NodeSet... nodeSets) {
    return names(
        new RetrievalQuery(
            new GraphView(new UserId("alice"), Set.of(dataset)),
            List.of("Where is the harbour?"),
            Optional.empty(),
            Set.of(Evidence.Kind.CHUNK),
            Set.of(nodeSets),
            SMALL_SIZE));
  }

  private Set<String> names(RetrievalQuery query) {
    Set<String> names = new HashSet<>();
    graph.retrieve(query).forEach(one -> names.add(one.text().replaceFirst(".*: ", "")));
    return names;
  }

  private static DatasetId dataset(String name) {
    return DatasetId.of(new UserId("alice"), new DatasetName(name));
  }

  private static void write(
      Neo4jKnowledgeGraph graph,
      DatasetId dataset,
      String prefix,
      Map<String, Embedding> vectors,
      NodeSet... nodeSets) {
    List<String> names = new ArrayList<>(vectors.keySet());
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
      BatchBuilder batch =
          BatchBuilder.in(dataset)
              .text(prefix + some.getFirst(), nodeSets)
              .embedded(vectors.get(some.getFirst()));
      some.stream().skip(1).forEach(name -> batch.chunk(prefix + name).embedded(vectors.get(name)));
      graph.write(batch.build());
    }
  }

  private static Map<String, Embedding> scattered(String name, int count, long seed) {
    Random random = new Random(seed);
    Map<String, Embedding> vectors = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[DIMENSION];
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] = (float) random.nextGaussian();
      }
      vectors.put(name + " " + i, Embedding.of("test-model", vector));
    }
    return vectors;
  }

  private static Map<String, Embedding> crowd() {
    Random random = new Random(6);
    Map<String, Embedding> vectors = new LinkedHashMap<>();
    for (int i = 0; i < CROWD_SIZE; i++) {
      float[] vector = CROWDED.vector();
      vector[i % DIMENSION] += (float) (random.nextGaussian() / 100);
      vectors.put("crowd " + i, Embedding.of("test-model", vector));
    }
    return vectors;
  }

  private static Set<String> nearest(Map<String, Embedding> vectors, Embedding question) {
    Set<String> nearest = new HashSet<>();
    vectors.entrySet().stream()
        .sorted(Comparator.comparingDouble(one -> -cosine(one.getValue(), question)))
        .limit(LIMIT)
        .forEach(one -> nearest.add(one.getKey()));
    return nearest;
  }

  private static double cosine(Embedding one, Embedding other) {
    float[] a = one.vector();
    float[] b = other.vector();
    double dot = 0;
    double lengths = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      lengths += a[i] * a[i];
    }
    return dot / Math.sqrt(lengths);
  }
}
