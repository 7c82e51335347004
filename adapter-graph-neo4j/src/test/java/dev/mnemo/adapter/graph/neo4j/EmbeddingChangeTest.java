package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.EmbeddingSpace;
import dev.mnemo.domain.model.graph.IndexedText;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Values;

/** What a change of the embedding model does to the store, and to writes that are under way. */
@ParameterizedClass
@EnumSource(
    value = TestServer.class,
    names = {"NEO4J_5", "NEO4J_2026"})
final class EmbeddingChangeTest {

  private static final DatasetId DATASET =
      DatasetId.of(new UserId("alice"), new DatasetName("main"));
  private static final Embedding OLD = Embedding.of("old-model", new float[] {1, 0, 0, 0});
  private static final Embedding NEW = Embedding.of("new-model", new float[] {0, 1, 0, 0});
  private static final EmbeddingSpace NEXT = EmbeddingSpace.of(NEW);

  private final TestServer server;
  private final OpenConnections connections;

  EmbeddingChangeTest(TestServer server) {
    this.server = server;
    this.connections = new OpenConnections(server);
  }

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void theOldVectorsAndTheirIndexesShouldBeGone() {
    Neo4jConnection connection = connections.open();
    server.clearSchema();
    graph().write(batch("umbrella", OLD).build());
    Neo4jEmbeddingIndex index = new Neo4jEmbeddingIndex(connection);

    index.prepare(NEXT);
    fill(index);
    index.use(NEXT);
    assertThat(index.discardOthers()).isEqualTo(1);

    assertThat(server.run("MATCH (n) WHERE n.embedding IS NOT NULL RETURN n")).isEmpty();
    assertThat(server.run("MATCH (n) WHERE n.embedding2 IS NOT NULL RETURN n")).hasSize(1);
    assertThat(server.mnemoNames("SHOW INDEXES YIELD name, type WHERE type = 'VECTOR'"))
        .hasSize(3)
        .allMatch(name -> name.endsWith("_vector2"));
    assertThat(server.mnemoNames("SHOW INDEXES YIELD name WHERE name = 'mnemo_barrier'")).isEmpty();
  }

  @Test
  void aChangeShouldWaitForTheWritesThatBeganBefore() throws Exception {
    graph().write(batch("umbrella", OLD).build());
    Neo4jEmbeddingIndex index = new Neo4jEmbeddingIndex(connections.open());
    index.prepare(NEXT);
    fill(index);

    try (Session session = server.session();
        Transaction late = session.beginTransaction()) {
      begin(late, "late");
      CompletableFuture<Void> change = CompletableFuture.runAsync(() -> index.use(NEXT));
      awaitTheBarrier(change);
      assertThat(change).isNotDone();
      assertThat(index.space()).as("others use the new vectors already").contains(NEXT);

      late.run(
          """
          MATCH (d:MnemoDocument {id: 'late'})
          CREATE (d)-[:MNEMO_HAS_CHUNK]->(:MnemoChunk {dataset: d.dataset, id: 'c', text: 'late',
            position: 0, embedding: $vector})""",
          Map.of("vector", Values.value(OLD.vector())));
      late.commit();
      change.get(60, TimeUnit.SECONDS);
    }

    assertThat(index.missing(NEXT, Optional.empty(), 10))
        .extracting(IndexedText::text)
        .containsExactly("late");
  }

  @Test
  void whatAnotherChangeMakesMeanwhileShouldNotBeCleared() {
    graph().write(batch("umbrella", OLD).build());
    Neo4jConnection connection = connections.open();
    Neo4jEmbeddingIndex index = new Neo4jEmbeddingIndex(connection);
    index.prepare(NEXT);
    fill(index);

    for (VectorSlot slot : VectorSlot.values()) {
      long cleared = connection.use(store -> new SpaceChange(store).clear(slot));
      assertThat(cleared).isZero();
    }

    assertThat(index.missing(NEXT, Optional.empty(), 10)).isEmpty();
    assertThat(index.missing(EmbeddingSpace.of(OLD), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void vectorsThatAreLeftShouldNeverBeTakenForThoseOfTheNextModel() {
    graph().write(batch("umbrella", OLD).build());
    Neo4jConnection connection = connections.open();
    Neo4jEmbeddingIndex index = new Neo4jEmbeddingIndex(connection);
    index.prepare(NEXT);
    fill(index);
    server.run(EmbeddingCypher.CLEAR_NEXT);
    EmbeddingSpace third = new EmbeddingSpace("third-model", 4);

    connection.use(
        store -> {
          new SpaceChange(store).begin(third);
          return third;
        });

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> index.missing(third, Optional.empty(), 10))
        .withMessageContaining("another model was chosen meanwhile");
    index.prepare(third);
    assertThat(index.missing(third, Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void theIndexesShouldBeThereBeforeTheVectorsAreUsed() throws Exception {
    graph().write(batch("umbrella", OLD).build());
    Neo4jEmbeddingIndex index = new Neo4jEmbeddingIndex(connections.open());
    index.prepare(NEXT);
    fill(index);
    String indexes =
        "SHOW INDEXES YIELD name, state WHERE name ENDS WITH 'vector2' AND state = 'ONLINE'";
    server.mnemoNames(indexes).forEach(name -> server.run("DROP INDEX " + name));

    try (Session session = server.session();
        Transaction lock = session.beginTransaction()) {
      lock.run("MATCH (s:MnemoSchema {id: 'embedding'}) SET s.lock = true").consume();
      CompletableFuture<Void> change = CompletableFuture.runAsync(() -> index.use(NEXT));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (server.mnemoNames(indexes).size() < 3) {
        assertThat(change).as("it does not need the lock").isNotDone();
        assertThat(System.nanoTime()).as("they are not made").isLessThan(deadline);
        Parallel.letOthersRun();
      }

      assertThat(index.space()).contains(EmbeddingSpace.of(OLD));
      lock.rollback();
      change.get(60, TimeUnit.SECONDS);
    }
    assertThat(index.space()).contains(NEXT);
  }

  @Test
  void aWriteUnderWayShouldKeepAnEmptyStoreFromChangingItsModel() throws Exception {
    Neo4jKnowledgeGraph graph = graph();
    graph.write(batch("umbrella", OLD).build());
    graph.forgetAll(DATASET, ForgetMode.FORGET);

    try (Session session = server.session();
        Transaction late = session.beginTransaction()) {
      begin(late, "late");
      CompletableFuture<?> change =
          CompletableFuture.supplyAsync(() -> graph.write(batch("lantern", NEW).build()));
      awaitTheBarrier(change);
      late.commit();

      assertThat(change)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(ConflictException.class)
          .withMessageContaining("mnemo reembed");
    }
  }

  @Test
  void writersWithTwoModelsIntoAnEmptiedStoreShouldNeverMixThem() {
    List<Neo4jKnowledgeGraph> graphs = List.of(graph(), graph());
    List<Embedding> models = List.of(OLD, NEW);
    for (int round = 0; round < 6; round++) {
      int number = round;

      Parallel.run(
          2,
          writer -> {
            try {
              graphs
                  .get(writer)
                  .write(batch("%d %d".formatted(number, writer), models.get(writer)).build());
            } catch (ConflictException refused) {
              assertThat(refused).hasMessageContaining("mnemo reembed");
            }
            return writer;
          });

      EmbeddingSpace inUse = new Neo4jEmbeddingIndex(connections.open()).space().orElseThrow();
      Embedding expected = inUse.equals(NEXT) ? NEW : OLD;
      assertThat(
              server.run(
                  """
                  MATCH (s:MnemoSchema {id: 'embedding'})
                  MATCH (c:MnemoChunk)
                  WITH CASE s.slot WHEN 'FIRST' THEN c.embedding ELSE c.embedding2 END AS vector
                  WHERE vector IS NOT NULL
                  RETURN vector"""))
          .as("round %d", round)
          .allSatisfy(
              row ->
                  assertThat(row.get("vector").asList(value -> value.asFloat()).indexOf(1f))
                      .isEqualTo(expected.equals(NEW) ? 1 : 0));
      graphs.getFirst().forgetAll(DATASET, ForgetMode.FORGET);
    }
  }

  @Test
  void vectorsThatCannotBeIndexedShouldBeRefusedBeforeAnythingChanges() {
    graph().write(batch("umbrella", OLD).build());
    Neo4jEmbeddingIndex index = new Neo4jEmbeddingIndex(connections.open());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> index.prepare(new EmbeddingSpace("huge-model", 5_000)))
        .withMessageContaining("at most 4096");

    assertThat(index.space()).contains(EmbeddingSpace.of(OLD));
  }

  /** What a write does first. */
  private static void begin(Transaction write, String document) {
    write
        .run(
            "CYPHER 5 " + WriteCypher.LOCK_DOCUMENTS,
            Map.of("dataset", DATASET.value(), "documents", List.of(document)))
        .consume();
  }

  // The server tells no statement of who waits for a schema lock, nor of the late write, which
  // rests.
  private void awaitTheBarrier(CompletableFuture<?> change) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (server
            .run(
                "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE currentQuery = ''"
                    + " RETURN transactionId AS id")
            .size()
        < 2) {
      assertThat(change).as("it did not wait").isNotDone();
      assertThat(System.nanoTime()).as("it never came to wait").isLessThan(deadline);
      Parallel.letOthersRun();
    }
  }

  private Neo4jKnowledgeGraph graph() {
    return new Neo4jKnowledgeGraph(connections.open());
  }

  private static void fill(Neo4jEmbeddingIndex index) {
    Map<IndexedText, Embedding> vectors = new LinkedHashMap<>();
    index.missing(NEXT, Optional.empty(), 100).forEach(text -> vectors.put(text, NEW));
    index.add(vectors);
  }

  private static BatchBuilder batch(String text, Embedding embedding) {
    return BatchBuilder.in(DATASET).text(text).embedded(embedding);
  }
}
