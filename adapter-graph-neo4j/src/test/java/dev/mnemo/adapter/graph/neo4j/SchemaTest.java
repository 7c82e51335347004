package dev.mnemo.adapter.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema from nothing, from several starters at once, and beside somebody else's. */
@ParameterizedClass
@EnumSource(
    value = TestServer.class,
    names = {"NEO4J_5", "NEO4J_2026"})
final class SchemaTest {

  private static final DatasetId DATASET =
      DatasetId.of(new UserId("alice"), new DatasetName("main"));

  private final TestServer server;

  SchemaTest(TestServer server) {
    this.server = server;
    server.clearSchema();
  }

  @AfterEach
  void clear() {
    server.clearSchema();
  }

  @Test
  void startersAtOnceShouldAllSucceedAndMakeOneSchema() {
    List<Long> counts =
        Parallel.run(
            4,
            starter -> {
              try (Neo4jConnection connection = server.connect()) {
                Neo4jKnowledgeGraph graph = new Neo4jKnowledgeGraph(connection);
                graph.write(text("the same of all").build());
                return graph.count(DATASET).documents();
              }
            });

    assertThat(counts).containsOnly(1L);
    assertThat(
            server.mnemoNames(
                "SHOW CONSTRAINTS YIELD name, type WHERE type ENDS WITH 'UNIQUENESS'"))
        .containsExactlyInAnyOrder(
            "mnemo_schema_id",
            "mnemo_dataset_id",
            "mnemo_claim_session",
            "mnemo_user_id",
            "mnemo_job_id",
            "mnemo_feedback_entry",
            "mnemo_rating_id",
            "mnemo_grant_id",
            "mnemo_document_id",
            "mnemo_chunk_id",
            "mnemo_summary_id",
            "mnemo_entity_id",
            "mnemo_fact_id");
    assertThat(server.mnemoNames("SHOW INDEXES YIELD name, type, state WHERE type = 'VECTOR'"))
        .hasSize(3);
    assertThat(server.mnemoNames("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE'"))
        .isEmpty();
  }

  @Test
  void anotherProcessShouldFindTheSchemaInPlaceAndChangeNothing() {
    open();
    Recording recording = new Recording();

    try (Neo4jConnection connection = server.connect(recording)) {
      connection.use(Store::dialect);
    }

    assertThat(recording.take()).as("the version, and what is there").hasSize(2);
  }

  @Test
  void aConstraintOfAnotherThatTakesANameShouldBeNamedAsTheCause() {
    server.run("CREATE CONSTRAINT mnemo_chunk_id FOR (n:Book) REQUIRE n.isbn IS UNIQUE");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(this::open)
        .withMessageContaining("mnemo_chunk_id")
        .withMessageContaining("drop that");

    assertThat(
            server.mnemoNames(
                "SHOW CONSTRAINTS YIELD name, labelsOrTypes WHERE 'Book' IN labelsOrTypes"))
        .as("it was left alone")
        .containsExactly("mnemo_chunk_id");
  }

  @Test
  void anIndexOfAnotherThatTakesThePropertiesShouldBeNamedAsTheCause() {
    server.run("CREATE INDEX mnemo_mine FOR (n:MnemoChunk) ON (n.dataset, n.id)");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(this::open)
        .withMessageContaining("mnemo_chunk_id")
        .withMessageContaining("MnemoChunk(dataset, id)");
  }

  @Test
  void anEqualConstraintOfAnotherNameShouldDo() {
    server.run(
        "CREATE CONSTRAINT mnemo_mine FOR (n:MnemoChunk) REQUIRE (n.dataset, n.id) IS UNIQUE");

    open();

    assertThat(
            server.mnemoNames(
                "SHOW CONSTRAINTS YIELD name, labelsOrTypes WHERE 'MnemoChunk' IN"
                    + " labelsOrTypes"))
        .containsExactly("mnemo_mine");
  }

  @Test
  void anEmptiedStoreShouldTakeVectorsOfAnotherModel() {
    try (Neo4jConnection connection = server.connect()) {
      Neo4jKnowledgeGraph graph = new Neo4jKnowledgeGraph(connection);
      graph.write(text("before").build());
      graph.forgetAll(DATASET, ForgetMode.FORGET);
      Embedding longer = Embedding.of("longer-model", new float[] {1, 0, 0, 0, 0, 0});

      graph.write(BatchBuilder.in(DATASET).text("after").embedded(longer).build());

      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> graph.write(text("before").build()))
          .withMessageContaining("test-model (4 dimensions)")
          .withMessageContaining("longer-model (6 dimensions)");
      assertThat(graph.count(DATASET).documents()).isEqualTo(1);
    }
  }

  private void open() {
    try (Neo4jConnection connection = server.connect()) {
      connection.use(Store::dialect);
    }
  }

  private static BatchBuilder text(String text) {
    return BatchBuilder.in(DATASET)
        .text(text)
        .embedded(Embedding.of("test-model", new float[] {1, 0, 0, 0}));
  }
}
