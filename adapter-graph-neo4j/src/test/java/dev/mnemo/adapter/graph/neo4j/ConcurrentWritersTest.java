package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writers and forgetters at the same entities and facts at once, more of them than the contract.
 */
final class ConcurrentWritersTest {

  private static final DatasetId DATASET =
      DatasetId.of(new UserId("alice"), new DatasetName("crowded"));
  private static final GraphView VIEW = new GraphView(new UserId("alice"), Set.of(DATASET));
  private static final List<String> NAMES =
      List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jon");

  private Optional<OpenConnections> connections = Optional.empty();

  @AfterEach
  void close() {
    connections.ifPresent(OpenConnections::close);
  }

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"NEO4J_5", "NEO4J_2026"})
  void writersAtTheSameEntitiesShouldLoseAndDoubleNothing(TestServer server) {
    var graph = open(server);
    int writers = 8;
    int batches = 6;

    List<Integer> facts =
        Parallel.run(
            writers,
            writer -> {
              Random random = new Random(writer);
              int made = 0;
              for (int batch = 0; batch < batches; batch++) {
                made += graph.write(meeting(writer, batch, random).build()).facts();
              }
              return made;
            });

    GraphCounts counts = graph.count(DATASET);
    assertThat(counts.documents()).isEqualTo((long) writers * batches);
    assertThat(counts.entities()).isEqualTo(NAMES.size());
    assertThat(counts.facts()).isEqualTo(facts.stream().mapToInt(Integer::intValue).sum());
    assertThat(found(graph, Evidence.Kind.ENTITY, "Ada"))
        .first()
        .satisfies(
            ada ->
                assertThat(ada.provenance().documents())
                    .as("every meeting names Ada")
                    .hasSize(writers * batches));
  }

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"NEO4J_5", "NEO4J_2026"})
  void writersAndForgettersShouldLeaveWhatTheLastDocumentsSupport(TestServer server) {
    var graph = open(server);
    int rounds = 10;

    List<Set<NodeId>> kept =
        Parallel.run(
            8,
            writer -> {
              Random random = new Random(writer);
              Set<NodeId> left = new HashSet<>();
              for (int round = 0; round < rounds; round++) {
                BatchBuilder batch = meeting(writer, round, random);
                graph.write(batch.build());
                if (round < rounds - 1) {
                  graph.forget(DATASET, Set.copyOf(batch.documentIds()), ForgetMode.FORGET);
                } else {
                  left.addAll(batch.documentIds());
                }
              }
              return left;
            });

    assertThat(graph.count(DATASET).documents()).isEqualTo(8);
    assertThat(found(graph, Evidence.Kind.FACT, "Ada meets"))
        .flatExtracting(one -> one.provenance().documents())
        .as("every document left has its fact")
        .hasSize(8);
    GraphCounts taken =
        kept.stream()
            .map(documents -> graph.forget(DATASET, documents, ForgetMode.FORGET))
            .reduce((one, other) -> other)
            .orElseThrow();
    assertThat(taken.documents()).isEqualTo(1);
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = TestServer.class,
      names = {"NEO4J_5", "NEO4J_2026"})
  void readersShouldSeeWholeThingsWhileOthersWriteAndForget(TestServer server) {
    var graph = open(server);
    AtomicInteger writing = new AtomicInteger(3);

    List<Integer> readings =
        Parallel.run(
            5,
            number -> {
              if (number < 3) {
                writeAndForget(graph, number);
                writing.decrementAndGet();
                return 1;
              }
              int read = 0;
              do {
                read += readEverything(graph);
                Parallel.letOthersRun();
              } while (writing.get() > 0);
              return read;
            });

    assertThat(readings).allSatisfy(read -> assertThat(read).isPositive());
  }

  private static void writeAndForget(Neo4jKnowledgeGraph graph, int writer) {
    Random random = new Random(writer);
    for (int round = 0; round < 5; round++) {
      BatchBuilder batch = meeting(writer, round, random);
      graph.write(batch.build());
      graph.forget(DATASET, Set.copyOf(batch.documentIds()), ForgetMode.FORGET);
    }
  }

  private static int readEverything(Neo4jKnowledgeGraph graph) {
    for (Evidence.Kind kind : Evidence.Kind.values()) {
      found(graph, kind, "Ada meets Ben");
    }
    graph.factsAbout(VIEW, Set.of(NodeId.entity(DATASET, "Ada")), 100);
    graph.count(DATASET);
    return 1;
  }

  // Ada is at every meeting, and meets one or the other in whatever order.
  private static BatchBuilder meeting(int writer, int number, Random random) {
    BatchBuilder batch =
        BatchBuilder.in(DATASET).text("Meeting %d of %d".formatted(number, writer));
    String other = NAMES.get(1 + random.nextInt(NAMES.size() - 1));
    List<String> order = new ArrayList<>(NAMES);
    Collections.shuffle(order, random);
    order.forEach(name -> batch.entity(name, "person", ""));
    return batch.fact("Ada", "meets", other);
  }

  private static RetrievalQuery query(Evidence.Kind kind, String words) {
    return new RetrievalQuery(VIEW, List.of(words), Optional.empty(), Set.of(kind), Set.of(), 100);
  }

  private static List<Evidence> found(Neo4jKnowledgeGraph graph, Evidence.Kind kind, String words) {
    List<Candidate> candidates = graph.retrieve(query(kind, words));
    return graph.describe(VIEW, candidates.stream().map(Candidate::id).collect(Collectors.toSet()));
  }

  private Neo4jKnowledgeGraph open(TestServer server) {
    connections = Optional.of(new OpenConnections(server));
    return new Neo4jKnowledgeGraph(connections.get().open());
  }
}
