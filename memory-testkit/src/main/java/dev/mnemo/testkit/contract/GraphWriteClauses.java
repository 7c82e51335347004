package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.found;
import static dev.mnemo.testkit.contract.GraphSamples.foundFacts;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mnemo.domain.exception.ConflictException;
import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import dev.mnemo.testkit.TestClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writing batches: counts, repetition, replacement, concurrency, and what was persisted. */
public interface GraphWriteClauses extends KnowledgeGraphFixture {

  /** An entry that the clauses of this interface persist. */
  EntryKey ENTRY = new EntryKey(SessionKey.of("alice", "s:1"), new EntryId("e1"));

  @Test
  default void writeShouldReportAndCountWhatItAdded() {
    KnowledgeGraph graph = open();

    WriteReport report = graph.write(threeTexts());

    // Chunks 4, entities 4 (Alice, Paris, Bob, engineer), summary 1.
    assertThat(report).isEqualTo(new WriteReport(3, 0, 0, 9, 3));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(3, 4, 4, 3, 1));
    assertThat(open().count(DATASET)).isEqualTo(new GraphCounts(3, 4, 4, 3, 1));
    assertThat(graph.count(OTHER_DATASET)).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
  }

  @Test
  default void writeOfAnEmptyBatchShouldDoNothing() {
    KnowledgeGraph graph = open();

    WriteReport report = graph.write(BatchBuilder.in(DATASET).build());

    assertThat(report).isEqualTo(new WriteReport(0, 0, 0, 0, 0));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
  }

  @Test
  default void writeShouldChangeNothingWhenRepeated() {
    KnowledgeGraph graph = open();
    graph.write(threeTexts());
    var before = graph.retrieve(words("Alice Paris Bob"));

    WriteReport again = open().write(threeTexts());

    assertThat(again).isEqualTo(new WriteReport(0, 3, 0, 0, 0));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(3, 4, 4, 3, 1));
    assertThat(graph.retrieve(words("Alice Paris Bob")))
        .containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  default void writeOfOneBatchBySeveralWritersShouldHappenOnce() {
    KnowledgeGraph graph = open();

    List<WriteReport> reports = Parallel.run(12, n -> graph.write(threeTexts()));

    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(3, 4, 4, 3, 1));
    assertThat(reports.stream().mapToInt(WriteReport::added).sum()).isEqualTo(3);
    assertThat(reports.stream().mapToInt(WriteReport::unchanged).sum()).isEqualTo(33);
  }

  @Test
  default void concurrentWritersShouldShareOneNodePerEntity() {
    KnowledgeGraph graph = open();
    List<String> names = List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal");

    Parallel.run(
        16,
        n -> {
          // Every writer names the same entities, each in another order.
          List<String> order = new ArrayList<>(names);
          Collections.rotate(order, n);
          if (n % 2 == 0) {
            Collections.reverse(order);
          }
          BatchBuilder batch = BatchBuilder.in(DATASET).text("Meeting number " + n);
          order.forEach(name -> batch.entity(name, "person", ""));
          return graph.write(batch.fact("Ada", "knows", "Ben").build());
        });

    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(16, 16, 8, 1, 0));
    Evidence fact =
        graph.retrieve(words(Evidence.Kind.FACT, "Ada knows Ben")).getFirst().evidence();
    assertThat(fact.provenance().documents()).hasSize(16);
  }

  @Test
  default void theSameContentInTwoDatasetsShouldBeTwoDocuments() {
    KnowledgeGraph graph = open();
    graph.write(BatchBuilder.in(DATASET).text("Alice lives in Paris.").build());

    WriteReport report =
        graph.write(BatchBuilder.in(OTHER_DATASET).text("Alice lives in Paris.").build());

    assertThat(report.added()).isEqualTo(1);
    assertThat(graph.count(DATASET).documents()).isEqualTo(1);
    assertThat(graph.count(OTHER_DATASET).documents()).isEqualTo(1);
  }

  @Test
  default void aReplacedDocumentShouldLoseWhatOnlyItSupported() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(ENTRY, "Alice lives in Rome.")
            .fact("Alice", "lives in", "Rome")
            .chunk("She likes gelato.")
            .fact("Alice", "likes", "gelato")
            .summary("Rome and gelato", Optional.empty())
            .build());
    graph.write(
        BatchBuilder.in(DATASET)
            .text("Alice likes gelato.")
            .fact("Alice", "likes", "gelato")
            .build());

    WriteReport report =
        graph.write(
            BatchBuilder.in(DATASET)
                .entry(ENTRY, "Alice lives in Paris.")
                .fact("Alice", "lives in", "Paris")
                .build());

    assertThat(report.replaced()).isEqualTo(1);
    assertThat(report.added()).isZero();
    assertThat(found(graph, "Rome")).isEmpty();
    assertThat(found(graph, "Paris")).containsExactly("Alice lives in Paris.");
    assertThat(found(graph, "gelato")).containsExactly("Alice likes gelato.");
    assertThat(foundFacts(graph, "Alice"))
        .containsExactlyInAnyOrder("Alice likes gelato.", "Alice lives in Paris.");
    assertThat(graph.retrieve(words(Evidence.Kind.ENTITY, "Rome"))).isEmpty();
    assertThat(graph.retrieve(words(Evidence.Kind.SUMMARY, "Rome"))).isEmpty();
    assertThat(graph.retrieve(words(Evidence.Kind.FACT, "gelato")).getFirst().evidence())
        .satisfies(
            fact -> assertThat(fact.provenance().documents()).as("its other support").hasSize(1));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(2, 2, 3, 2, 0));
  }

  @Test
  default void aReplacedDocumentShouldGetTheVectorsOfItsNewContent() {
    KnowledgeGraph graph = open();
    graph.write(BatchBuilder.in(DATASET).entry(ENTRY, "before").embedded(angle(0)).build());

    graph.write(BatchBuilder.in(DATASET).entry(ENTRY, "after").embedded(angle(90)).build());

    var candidates = graph.retrieve(GraphSamples.vector(angle(90), 10));
    assertThat(GraphSamples.texts(candidates)).containsExactly("after");
    assertThat(candidates.getFirst().vectorScore()).isGreaterThan(0.99);
  }

  @Test
  default void aRefusedWriteShouldLeaveWhatItWouldHaveReplaced() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(ENTRY, "Alice lives in Rome.")
            .embedded(angle(0))
            .fact("Alice", "lives in", "Rome")
            .build());

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                graph.write(
                    BatchBuilder.in(DATASET)
                        .text("Bob lives in Oslo.")
                        .entry(ENTRY, "Alice lives in Paris.")
                        .embedded(angle("another-model", DIMENSION, 0))
                        .fact("Alice", "lives in", "Paris")
                        .build()));

    assertThat(found(graph, "Alice Bob")).containsExactly("Alice lives in Rome.");
    assertThat(foundFacts(graph, "Alice")).containsExactly("Alice lives in Rome.");
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(1, 1, 2, 1, 0));
    assertThat(graph.persisted(DATASET, Set.of(ENTRY)))
        .containsOnly(Map.entry(ENTRY, ContentHash.of("Alice lives in Rome.")));
  }

  @Test
  default void writeShouldKeepTextsTimesAndNumbers() {
    KnowledgeGraph graph = open();
    Instant known = Instant.parse("2026-01-02T03:04:05.678901Z");
    Validity validity =
        new Validity(
            Optional.of(Instant.parse("1867-05-09T00:00:00.000001Z")),
            Optional.of(Instant.parse("2999-12-31T23:59:59.999999Z")));
    String text =
        "Ärger 👩 \"quoted\" 'text' \\ {x} $y \n\t\u0001 e\u0301 " + "word ".repeat(20_000);
    graph.write(
        BatchBuilder.in(DATASET)
            .at(known)
            .text(text)
            .fact(
                "Marie \"M.\" Curie",
                "was not at",
                "Paris \\ 1er",
                true,
                validity,
                Optional.empty())
            .build());

    Evidence chunk = open().retrieve(words("Ärger")).getFirst().evidence();
    var fact =
        (Evidence.OfFact) open().retrieve(words(Evidence.Kind.FACT, "Curie")).getFirst().evidence();

    assertThat(chunk.text().equals(text)).as("the same long text").isTrue();
    assertThat(fact.subject().name()).isEqualTo("Marie \"M.\" Curie");
    assertThat(fact.object().name()).isEqualTo("Paris \\ 1er");
    assertThat(fact.predicate()).isEqualTo("was not at");
    assertThat(fact.statement()).isEqualTo("Marie \"M.\" Curie was not at Paris \\ 1er.");
    assertThat(fact.negated()).isTrue();
    assertThat(fact.confidence()).isEqualTo(0.75);
    assertThat(fact.validity()).isEqualTo(validity);
    assertThat(fact.createdAt()).isEqualTo(known);
    assertThat(fact.expiredAt()).isEmpty();
    assertThat(fact.weight()).isEqualTo(0.5);
  }

  @Test
  default void persistedShouldNameTheEntriesThatTheDatasetHolds() {
    KnowledgeGraph graph = open();
    EntryKey other = new EntryKey(SessionKey.of("alice", "s"), new EntryId("1:e1"));
    EntryKey absent = new EntryKey(SessionKey.of("alice:s", "1"), new EntryId("e1"));
    graph.write(
        BatchBuilder.in(DATASET).entry(ENTRY, "first").entry(other, "second \u0001").build());

    Map<EntryKey, ContentHash> persisted = graph.persisted(DATASET, Set.of(ENTRY, other, absent));

    assertThat(persisted)
        .containsOnly(
            Map.entry(ENTRY, ContentHash.of("first")),
            Map.entry(other, ContentHash.of("second \u0001")));
    assertThat(open().persisted(DATASET, Set.of(ENTRY))).hasSize(1);
    assertThat(graph.persisted(DATASET, Set.of())).isEmpty();
    assertThat(graph.persisted(OTHER_DATASET, Set.of(ENTRY, other))).isEmpty();
  }

  @Test
  default void persistedShouldFollowReplacementAndForgetting() {
    KnowledgeGraph graph = open();
    graph.write(BatchBuilder.in(DATASET).entry(ENTRY, "before").build());

    graph.write(BatchBuilder.in(DATASET).entry(ENTRY, "after").at(TestClock.NOON).build());
    assertThat(graph.persisted(DATASET, Set.of(ENTRY)))
        .containsOnly(Map.entry(ENTRY, ContentHash.of("after")));

    graph.forget(DATASET, Set.of(NodeId.document(DATASET, ENTRY)), ForgetMode.FORGET);
    assertThat(graph.persisted(DATASET, Set.of(ENTRY))).isEmpty();
  }

  private static GraphBatch threeTexts() {
    return BatchBuilder.in(DATASET)
        .text("Alice moved to Paris. She is an engineer.")
        .fact("Alice", "lives in", "Paris")
        .fact("Alice", "is", "engineer")
        .chunk("Paris is large.")
        .entity("Paris", "place", "")
        .summary("Alice in Paris", Optional.of(angle(10)))
        .text("Bob visits Paris.")
        .embedded(angle(20))
        .fact("Bob", "visits", "Paris")
        .entry(ENTRY, "Who is Bob?")
        .entity("Bob", "person", "")
        .build();
  }
}
