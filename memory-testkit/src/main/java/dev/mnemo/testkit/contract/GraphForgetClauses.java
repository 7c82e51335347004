package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.everything;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.found;
import static dev.mnemo.testkit.contract.GraphSamples.foundFacts;
import static dev.mnemo.testkit.contract.GraphSamples.titles;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Forgetting: what only the forgotten supported goes, all else stays. */
public interface GraphForgetClauses extends KnowledgeGraphFixture {

  /** What forgetting nothing takes. */
  GraphCounts NOTHING = new GraphCounts(0, 0, 0, 0, 0);

  @Test
  default void forgetShouldTakeADocumentAndWhatOnlyItSupported() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = shared(DATASET);
    graph.write(batch.build());

    GraphCounts taken =
        graph.forget(DATASET, Set.of(batch.documentIds().getFirst()), ForgetMode.FORGET);

    // Only the first text names Rome, lives in Rome, and has two chunks and a summary.
    assertThat(taken).isEqualTo(new GraphCounts(1, 2, 1, 1, 1));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(1, 1, 2, 1, 0));
    assertThat(found(graph, "Rome Alice")).containsExactly("Alice likes tea.");
    assertThat(find(graph, everything(view(DATASET), "Rome", Optional.of(angle(0))))).isEmpty();
    assertThat(open().count(DATASET).documents()).isEqualTo(1);
  }

  @Test
  default void forgetShouldTakeAShareOfWhatOthersSupportToo() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = shared(DATASET);
    graph.write(batch.build());

    graph.forget(DATASET, Set.of(batch.documentIds().getFirst()), ForgetMode.FORGET);

    Evidence fact = find(graph, words(Evidence.Kind.FACT, "tea")).getFirst().evidence();
    assertThat(fact.text()).isEqualTo("Alice likes tea.");
    assertThat(titles(fact)).containsExactly("on Alice likes tea.");
    assertThat(fact.provenance().chunks()).hasSize(1);
    Evidence entity = find(graph, words(Evidence.Kind.ENTITY, "Alice")).getFirst().evidence();
    assertThat(titles(entity)).containsExactly("on Alice likes tea.");
  }

  @Test
  default void forgetShouldTakeSharedThingsWithTheLastOfTheirDocuments() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = shared(DATASET);
    graph.write(batch.build());

    graph.forget(DATASET, Set.of(batch.documentIds().get(0)), ForgetMode.FORGET);
    graph.forget(DATASET, Set.of(batch.documentIds().get(1)), ForgetMode.FORGET);

    assertThat(graph.count(DATASET)).isEqualTo(NOTHING);
    assertThat(foundFacts(graph, "Alice tea Rome")).isEmpty();
  }

  @Test
  default void forgetShouldTakeSeveralDocumentsAtOnce() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = shared(DATASET);
    graph.write(batch.build());

    GraphCounts taken = graph.forget(DATASET, Set.copyOf(batch.documentIds()), ForgetMode.FORGET);

    assertThat(taken).isEqualTo(new GraphCounts(2, 3, 3, 2, 1));
    assertThat(graph.count(DATASET)).isEqualTo(NOTHING);
  }

  @Test
  default void forgetOfAbsentDocumentsShouldDoNothing() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = shared(DATASET);
    graph.write(batch.build());
    graph.forget(DATASET, Set.of(batch.documentIds().getFirst()), ForgetMode.FORGET);
    GraphCounts left = graph.count(DATASET);

    assertThat(graph.forget(DATASET, Set.of(batch.documentIds().getFirst()), ForgetMode.FORGET))
        .isEqualTo(NOTHING);
    assertThat(graph.forget(DATASET, Set.of(new NodeId("unknown")), ForgetMode.FORGET))
        .isEqualTo(NOTHING);
    assertThat(graph.forget(DATASET, Set.of(), ForgetMode.FORGET)).isEqualTo(NOTHING);
    assertThat(graph.count(DATASET)).isEqualTo(left);
  }

  @Test
  default void forgetShouldTakeNothingOfAnotherDataset() {
    KnowledgeGraph graph = open();
    BatchBuilder mine = shared(DATASET);
    BatchBuilder others = shared(OTHER_DATASET);
    graph.write(mine.build());
    graph.write(others.build());
    GraphCounts before = graph.count(OTHER_DATASET);

    graph.forget(DATASET, Set.copyOf(mine.documentIds()), ForgetMode.FORGET);
    GraphCounts byAStranger =
        graph.forget(DATASET, Set.copyOf(others.documentIds()), ForgetMode.FORGET);

    assertThat(byAStranger).isEqualTo(NOTHING);
    assertThat(graph.count(OTHER_DATASET)).isEqualTo(before);
  }

  @Test
  default void whatWasForgottenShouldBeWritableAgain() {
    KnowledgeGraph graph = open();
    BatchBuilder batch = shared(DATASET);
    graph.write(batch.build());
    GraphCounts before = graph.count(DATASET);
    graph.forget(DATASET, Set.copyOf(batch.documentIds()), ForgetMode.FORGET);

    assertThat(graph.write(batch.build()).added()).isEqualTo(2);

    assertThat(graph.count(DATASET)).isEqualTo(before);
    assertThat(found(graph, "Rome")).hasSize(1);
  }

  @Test
  default void forgetAllShouldTakeOneDatasetAndNoOther() {
    KnowledgeGraph graph = open();
    graph.write(shared(DATASET).build());
    graph.write(shared(OTHER_DATASET).build());
    GraphCounts before = graph.count(DATASET);

    GraphCounts taken = graph.forgetAll(DATASET, ForgetMode.FORGET);

    assertThat(taken).isEqualTo(before);
    assertThat(graph.count(DATASET)).isEqualTo(NOTHING);
    assertThat(found(graph, "Alice Rome tea")).isEmpty();
    assertThat(graph.count(OTHER_DATASET)).isEqualTo(before);
    assertThat(find(graph, everything(view(OTHER_DATASET), "Rome", Optional.of(angle(0)))))
        .isNotEmpty();
    assertThat(graph.forgetAll(DATASET, ForgetMode.FORGET)).isEqualTo(NOTHING);
  }

  @Test
  default void forgettingWhileOthersWriteShouldLeaveNothingHalfSupported() {
    KnowledgeGraph graph = open();

    List<Boolean> done =
        Parallel.run(
            16,
            n -> {
              BatchBuilder batch =
                  BatchBuilder.in(DATASET).text("Text " + n).fact("Alice", "likes", "tea");
              graph.write(batch.build());
              if (n % 2 == 0) {
                graph.forget(DATASET, Set.copyOf(batch.documentIds()), ForgetMode.FORGET);
              }
              return true;
            });

    assertThat(done).hasSize(16);
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(8, 8, 2, 1, 0));
    Evidence fact = find(graph, words(Evidence.Kind.FACT, "tea")).getFirst().evidence();
    assertThat(fact.provenance().documents()).hasSize(8);
  }

  private static BatchBuilder shared(DatasetId dataset) {
    return BatchBuilder.in(dataset)
        .text("Alice lives in Rome.")
        .embedded(angle(0))
        .fact("Alice", "lives in", "Rome")
        .chunk("She likes green tea.")
        .fact("Alice", "likes", "tea")
        .summary("Rome and tea", Optional.of(angle(0)))
        .text("Alice likes tea.")
        .fact("Alice", "likes", "tea");
  }
}
