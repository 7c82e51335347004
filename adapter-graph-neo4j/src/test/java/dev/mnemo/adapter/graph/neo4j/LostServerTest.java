package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.BackendUnavailableException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Gate;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is down, goes, comes back, moves, or refuses. */
final class LostServerTest {

  private static final UserId ALICE = new UserId("alice");
  private static final DatasetName MAIN = new DatasetName("main");
  private static final DatasetId DATASET = DatasetId.of(ALICE, MAIN);
  private static final GraphView VIEW = new GraphView(new UserId("alice"), Set.of(DATASET));
  private static final int CONNECTIONS = 3;

  private final Gate gate = Gate.to(TestServer.NEO4J_2026.config().uri());
  private Neo4jGraphConfig config = at(gate.uri(), TestServer.NEO4J_2026.config().password());
  private final Neo4jConnection connection = new Neo4jConnection(() -> config);
  private final Neo4jKnowledgeGraph graph = new Neo4jKnowledgeGraph(connection);
  private final Neo4jDatasetCatalog catalog = new Neo4jDatasetCatalog(connection);

  @BeforeEach
  void clear() {
    TestServer.NEO4J_2026.clear();
  }

  @AfterEach
  void close() {
    connection.close();
    gate.close();
  }

  @Test
  void aServerThatIsDownAtFirstShouldBeReportedAndFoundWhenItIsUp() {
    gate.shut();
    assertUnavailable(() -> graph.count(DATASET), "no answer from " + gate.uri());

    gate.open();

    assertThat(graph.count(DATASET).documents()).isZero();
  }

  @Test
  void everyCallShouldReportALostServer() {
    graph.write(text().build());
    gate.shut();

    for (ThrowingCallable call : everyCall()) {
      assertUnavailable(call, "no answer from " + gate.uri());
    }
  }

  @Test
  void aServerThatIsBackShouldServeAgain() throws Throwable {
    graph.write(text().build());
    gate.shut();
    assertUnavailable(() -> graph.count(DATASET), "no answer from " + gate.uri());

    gate.open();

    for (ThrowingCallable call : everyCall()) {
      call.call();
    }
  }

  @Test
  void aServerThatRestartedInBetweenShouldNotBeNoticed() {
    graph.write(text().build());

    gate.shut();
    gate.open();

    assertThat(graph.count(DATASET).documents()).isEqualTo(1);
    assertThat(graph.forgetAll(DATASET, ForgetMode.FORGET).documents()).isEqualTo(1);
  }

  @Test
  void aConnectionThatTurnsOutToBeDeadShouldBeReplaced() {
    graph.write(text().build());
    Parallel.run(CONNECTIONS, i -> graph.count(DATASET));

    gate.cutAtNextRequest();
    assertThat(graph.count(DATASET).documents()).isEqualTo(1);

    gate.cutAtNextRequest();
    assertThat(graph.forgetAll(DATASET, ForgetMode.FORGET).documents()).isEqualTo(1);
  }

  @Test
  void anInterruptedSearchShouldEndAndLeaveTheNextOneAlone() {
    graph.write(text().build());
    Thread.currentThread().interrupt();

    assertUnavailable(() -> graph.retrieve(query()), "interrupted");

    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertThat(graph.retrieve(query())).isNotEmpty();
  }

  @Test
  void aServerThatMovedShouldBeFoundAtItsNewAddress() {
    graph.write(text().build());
    try (Gate elsewhere = Gate.to(TestServer.NEO4J_2026.config().uri())) {
      gate.shut();
      config = at(elsewhere.uri(), config.password());

      assertThat(graph.forgetAll(DATASET, ForgetMode.FORGET).documents()).isEqualTo(1);
      assertThat(graph.count(DATASET).documents()).isZero();
    }
  }

  @Test
  void aWrongPasswordShouldBeReportedAndNotShown() {
    config = at(gate.uri(), "not-the-secret");

    BackendUnavailableException failure =
        assertUnavailable(() -> graph.count(DATASET), "refused the user 'neo4j'");

    StringWriter shown = new StringWriter();
    failure.printStackTrace(new PrintWriter(shown));
    assertThat(shown.toString() + config).doesNotContain("not-the-secret");
  }

  @Test
  void anUnknownDatabaseShouldBeNamed() {
    config = config.withDatabase("nowhere");

    assertUnavailable(() -> graph.count(DATASET), "has no database 'nowhere'");
  }

  @Test
  void aClosedConnectionShouldSaySo() {
    graph.count(DATASET);

    connection.close();
    connection.close();

    assertUnavailable(() -> graph.count(DATASET), "was closed");
  }

  private List<ThrowingCallable> everyCall() {
    EntryKey entry = new EntryKey(SessionKey.of("alice", "s"), new EntryId("e"));
    return List.of(
        () -> graph.write(text().build()),
        () -> graph.persisted(DATASET, Set.of(entry)),
        () -> graph.retrieve(query()),
        () -> graph.describe(VIEW, Set.of(new EvidenceId(Evidence.Kind.CHUNK, DATASET, "chunk"))),
        () -> graph.factsAbout(VIEW, Set.of(NodeId.entity(DATASET, "Alice")), 10),
        () -> graph.count(DATASET),
        () -> graph.forget(DATASET, Set.copyOf(text().documentIds()), ForgetMode.FORGET),
        () -> graph.forgetAll(DATASET, ForgetMode.FORGET),
        () -> catalog.open(ALICE, MAIN, TestClock.NOON),
        () -> catalog.find(DATASET),
        () -> catalog.permitted(ALICE, Permission.READ),
        () -> catalog.grant(DATASET, new UserId("bob"), Permission.READ),
        () -> catalog.revoke(DATASET, new UserId("bob")),
        () -> catalog.delete(DATASET));
  }

  private static BackendUnavailableException assertUnavailable(
      ThrowingCallable call, String reason) {
    var failure =
        assertThatExceptionOfType(BackendUnavailableException.class)
            .isThrownBy(call)
            .withMessageStartingWith("knowledge graph (neo4j): ")
            .withMessageContaining(reason)
            .actual();
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.backend()).isEqualTo("knowledge graph (neo4j)");
    return failure;
  }

  private static BatchBuilder text() {
    return BatchBuilder.in(DATASET).text("Alice lives in Rome.").fact("Alice", "lives in", "Rome");
  }

  private static RetrievalQuery query() {
    return new RetrievalQuery(
        VIEW, List.of("rome"), Optional.empty(), Set.of(Evidence.Kind.CHUNK), Set.of(), 10);
  }

  private static Neo4jGraphConfig at(URI uri, String password) {
    return new Neo4jGraphConfig(
        uri,
        "neo4j",
        password,
        Optional.empty(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }
}
