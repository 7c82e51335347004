package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.TestClock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.Record;

/** What is in the database: all of a batch or nothing, and nobody else's data touched. */
@ParameterizedClass
@EnumSource(
    value = TestServer.class,
    names = {"NEO4J_5", "NEO4J_2026"})
final class OwnDataTest {

  private static final DatasetId DATASET =
      DatasetId.of(new UserId("alice"), new DatasetName("main"));
  private static final EntryKey ENTRY =
      new EntryKey(SessionKey.of("alice", "s"), new EntryId("e1"));
  private static final Embedding VECTOR = Embedding.of("test-model", new float[] {1, 0, 0, 0});

  private final Recording recording = new Recording();
  private final TestServer server;
  private final Neo4jConnection connection;
  private final Neo4jKnowledgeGraph graph;

  OwnDataTest(TestServer server) {
    this.server = server;
    server.clear();
    this.connection = server.connect(recording);
    this.graph = new Neo4jKnowledgeGraph(connection);
  }

  @AfterEach
  void close() {
    connection.close();
    server.run("MATCH (n:Session|Message|Document|Chunk|Entity|Fact|Dataset) DETACH DELETE n");
  }

  @Test
  void theOrderOfArrivalShouldLeaveNoTraceInAnEntity() {
    List<BatchBuilder> meetings =
        List.of(
            meeting(1, "thing", ""),
            meeting(2, "thing", ""),
            meeting(3, "person", ""),
            meeting(4, "person", "Ada draws maps."),
            meeting(5, "guest", "Ada came late."));

    assertThat(
            adasAfter(
                meetings,
                List.of(0, 1, 2, 3, 4),
                List.of(4, 3, 2, 1, 0),
                List.of(2, 0, 4, 1, 3),
                List.of(1, 3, 0, 2, 4)))
        .hasSize(1);
    assertThat(adasAfter(meetings, List.of(0, 1), List.of(1, 0)))
        .as("of whom nothing is said")
        .hasSize(1);
  }

  @SafeVarargs
  private Set<Map<String, Object>> adasAfter(List<BatchBuilder> meetings, List<Integer>... orders) {
    Set<Map<String, Object>> adas = new HashSet<>();
    for (List<Integer> order : orders) {
      server.clear();
      order.forEach(number -> graph.write(meetings.get(number).build()));
      adas.add(
          server
              .run("MATCH (e:MnemoEntity) RETURN e.name, e.type, e.description, e.shownFrom")
              .getFirst()
              .asMap());
    }
    return adas;
  }

  private static BatchBuilder meeting(int number, String type, String description) {
    return BatchBuilder.in(DATASET)
        .text("Meeting " + number)
        .time(TestClock.NOON.plusSeconds(number))
        .entity("Ada", type, description);
  }

  @Test
  void aFailureInTheMiddleOfAWriteShouldLeaveNothingOfIt() {
    graph.write(BatchBuilder.in(DATASET).text("Bob.").fact("Bob", "is", "there").build());
    Set<Record> before = everything();

    for (String middle : List.of("MnemoSummary", "MNEMO_STATES")) {
      recording.refuse(cypher -> cypher.contains("MERGE") && cypher.contains(middle));
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> graph.write(entry("Alice lives in Rome.", "Rome")));
      recording.refuse(cypher -> false);

      assertThat(everything()).as("failed at %s", middle).isEqualTo(before);
    }
    assertThat(graph.write(entry("Alice lives in Rome.", "Rome")).added()).isEqualTo(1);
  }

  @Test
  void aFailureInTheMiddleOfAReplacementShouldKeepTheFormerContent() {
    graph.write(entry("Alice lives in Rome.", "Rome"));
    Set<Record> before = everything();

    recording.refuse(cypher -> cypher.contains("MERGE") && cypher.contains("MNEMO_STATES"));
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> graph.write(entry("Alice lives in Paris.", "Paris")));
    recording.refuse(cypher -> false);

    assertThat(everything()).isEqualTo(before);
    assertThat(texts("Alice")).contains("Alice lives in Rome.");
    assertThat(graph.write(entry("Alice lives in Paris.", "Paris")).replaced()).isEqualTo(1);
    assertThat(texts("Alice")).contains("Alice lives in Paris.").doesNotContain("Rome");
  }

  @Test
  void nodesOfOthersShouldNeitherBeFoundNorTouched() {
    server.run(
        """
        CREATE (:Session {id: 'mine', text: 'Alice'})-[:HAS]->(:Message {text: 'Alice'}),
          (:Document:Chunk {id: 'x', dataset: '%s', text: 'Alice'}),
          (:Entity {id: 'x', name: 'Alice', scope: ['x']}), (:Fact), (:Dataset {id: '%s'})"""
            .formatted(DATASET.value(), DATASET.value()));
    Set<Record> before = foreign();

    graph.write(entry("Alice lives in Rome.", "Rome"));
    assertThat(texts("Alice"))
        .containsExactlyInAnyOrder(
            "Alice lives in Rome.", "Alice lives in Rome.", "Alice (thing)", "Alice in Rome");
    graph.forgetAll(DATASET, ForgetMode.FORGET);

    assertThat(before).hasSize(6);
    assertThat(foreign()).isEqualTo(before);
  }

  @Test
  void allLabelsAndRelationshipsShouldCarryThePrefix() {
    graph.write(entry("Alice lives in Rome.", "Rome"));

    assertThat(server.run("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label AS name"))
        .isNotEmpty()
        .allMatch(row -> row.get("name").asString().startsWith("Mnemo"));
    assertThat(server.run("MATCH ()-[r]->() RETURN DISTINCT type(r) AS name"))
        .isNotEmpty()
        .allMatch(row -> row.get("name").asString().startsWith("MNEMO_"));
  }

  @Test
  void anAbsentEmbeddingShouldNotBeStored() {
    graph.write(
        BatchBuilder.in(DATASET)
            .text("with")
            .embedded(VECTOR)
            .text("without")
            .fact("Alice", "is", "there")
            .summary("without", Optional.empty())
            .build());

    assertThat(server.run("MATCH (n) WHERE 'embedding' IN keys(n) RETURN n.text AS text"))
        .extracting(row -> row.get("text").asString())
        .containsExactly("with");
  }

  @Test
  void aNodeThatCannotBeReadShouldNotHideTheOthers() {
    graph.write(BatchBuilder.in(DATASET).text("Alice one").text("Alice two").build());
    server.run("MATCH (c:MnemoChunk {text: 'Alice one'}) SET c.position = 'first'");

    assertThat(texts("Alice")).containsExactly("Alice two");
  }

  @Test
  void theLargestQueryShouldBeAnswered() {
    Set<DatasetId> datasets = new HashSet<>();
    Set<NodeSet> nodeSets = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      datasets.add(DatasetId.of(new UserId("user"), new DatasetName("dataset " + i)));
      nodeSets.add(new NodeSet("node set " + i));
    }
    String words = String.join(" ", IntStream.range(0, 500).mapToObj(n -> "漢a.b" + n).toList());

    List<Candidate> found =
        graph.retrieve(
            new RetrievalQuery(
                new GraphView(new UserId("user"), datasets),
                List.of(words, "漢字".repeat(90) + " " + words, "x ".repeat(10_000)),
                Optional.of(VECTOR),
                EnumSet.allOf(Evidence.Kind.class),
                nodeSets,
                1_000));

    assertThat(found).isEmpty();
  }

  private List<String> texts(String words) {
    return graph
        .retrieve(
            new RetrievalQuery(
                new GraphView(ENTRY.session().user(), Set.of(DATASET)),
                List.of(words),
                Optional.of(VECTOR),
                EnumSet.allOf(Evidence.Kind.class),
                Set.of(),
                10))
        .stream()
        .map(Candidate::text)
        .toList();
  }

  private Set<Record> everything() {
    return new HashSet<>(
        server.run(
            """
            MATCH (n) WHERE any(l IN labels(n) WHERE l STARTS WITH 'Mnemo') AND NOT n:MnemoSchema
            RETURN labels(n) AS labels, properties(n) AS properties, COUNT {(n)--()} AS degree"""));
  }

  private Set<Record> foreign() {
    return new HashSet<>(
        server.run(
            """
            MATCH (n) WHERE none(l IN labels(n) WHERE l STARTS WITH 'Mnemo')
            RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties,
              COUNT {(n)--()} AS degree"""));
  }

  private static GraphBatch entry(String text, String place) {
    return BatchBuilder.in(DATASET)
        .entry(ENTRY, text)
        .embedded(VECTOR)
        .fact("Alice", "lives in", place, false, Validity.UNKNOWN, Optional.of(VECTOR))
        .summary("Alice in " + place, Optional.of(VECTOR))
        .build();
  }
}
