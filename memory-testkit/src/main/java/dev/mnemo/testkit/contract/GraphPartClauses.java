package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.found;
import static dev.mnemo.testkit.contract.GraphSamples.foundFacts;
import static dev.mnemo.testkit.contract.GraphSamples.texts;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.WriteReport;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.Parallel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writing one document in several batches, and going on with one that is there in part. */
public interface GraphPartClauses extends KnowledgeGraphFixture {

  /** What the document of these clauses is made of. */
  ContentHash CONTENT = ContentHash.of("Alice, a novel");

  /** Its id. */
  NodeId DOCUMENT = NodeId.document(DATASET, CONTENT);

  @Test
  default void aDocumentWrittenInPartsShouldBeOneDocument() {
    KnowledgeGraph graph = open();

    WriteReport first = graph.write(firstPart());
    WriteReport second = open().write(secondPart());
    WriteReport last = graph.write(summary("On Alice", 0));

    // Of the second: its chunk and Rome, as Alice is there; of the last, the summary.
    assertThat(List.of(first, second, last))
        .containsExactly(
            new WriteReport(1, 0, 0, 3, 1),
            new WriteReport(0, 0, 0, 2, 1),
            new WriteReport(0, 0, 0, 1, 0));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(1, 2, 3, 2, 1));
    assertThat(foundFacts(graph, "Alice"))
        .containsExactlyInAnyOrder("Alice lives in Paris.", "Alice visits Rome.");
    assertThat(find(graph, words(Evidence.Kind.ENTITY, "Alice")))
        .extracting(one -> one.evidence().text())
        .containsExactly("Alice (person): an engineer");
  }

  @Test
  default void aPartWrittenAgainShouldChangeNothing() {
    KnowledgeGraph graph = open();
    graph.write(firstPart());
    graph.write(secondPart());
    graph.write(summary("On Alice", 0));

    List<WriteReport> again =
        List.of(
            graph.write(secondPart()),
            graph.write(firstPart()),
            graph.write(summary("On Alice", 0)));

    assertThat(again).containsOnly(new WriteReport(0, 1, 0, 0, 0));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(1, 2, 3, 2, 1));
    assertThat(find(graph, words(Evidence.Kind.FACT, "Rome")).getFirst().evidence())
        .satisfies(fact -> assertThat(fact.provenance().chunks()).hasSize(1));
  }

  @Test
  default void partsByManyWritersAtOnceShouldBeOneDocument() {
    KnowledgeGraph graph = open();

    List<WriteReport> reports =
        Parallel.run(
            12,
            n -> {
              WriteReport first = graph.write(n % 2 == 0 ? firstPart() : secondPart());
              graph.write(n % 2 == 0 ? secondPart() : firstPart());
              graph.write(summary("On Alice", 0));
              return first;
            });

    assertThat(reports.stream().mapToInt(WriteReport::added).sum()).isEqualTo(1);
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(1, 2, 3, 2, 1));
  }

  @Test
  default void partsShouldTellWhatIsThereOfADocument() {
    KnowledgeGraph graph = open();
    assertThat(graph.parts(DATASET, DOCUMENT, CONTENT)).isEmpty();

    GraphBatch first = firstPart();
    graph.write(first);
    DocumentParts begun = open().parts(DATASET, DOCUMENT, CONTENT).orElseThrow();
    graph.write(secondPart());
    graph.write(summary("On Alice", 0));
    DocumentParts done = graph.parts(DATASET, DOCUMENT, CONTENT).orElseThrow();

    assertThat(begun.document()).isEqualTo(first.documents().getFirst());
    assertThat(begun.gists())
        .containsOnly(
            Map.entry(chunk(0, "Alice lives in Paris."), Optional.of("Her \u0001 home.")));
    assertThat(begun.whole()).isFalse();
    assertThat(done.gists()).hasSize(2);
    assertThat(done.whole()).isTrue();
    assertThat(graph.parts(DATASET, DOCUMENT, ContentHash.of("other"))).isEmpty();
    assertThat(graph.parts(OTHER_DATASET, DOCUMENT, CONTENT)).isEmpty();
  }

  @Test
  default void anUnreadChunkShouldBeFoundAndGetItsFactsLater() {
    KnowledgeGraph graph = open();
    graph.write(novel().chunk(0, "Alice lives in Paris.").embedded(angle(30)).unread().build());
    assertThat(found(graph, "Paris")).containsExactly("Alice lives in Paris.");
    assertThat(graph.parts(DATASET, DOCUMENT, CONTENT).orElseThrow().gists())
        .containsValue(Optional.empty());

    WriteReport report =
        graph.write(
            novel()
                .chunk(0, "Alice lives in Paris.")
                .gist("Her home.")
                .fact("Alice", "lives in", "Paris")
                .build());

    assertThat(report).isEqualTo(new WriteReport(0, 0, 0, 2, 1));
    assertThat(graph.parts(DATASET, DOCUMENT, CONTENT).orElseThrow().gists())
        .containsValue(Optional.of("Her home."));
    assertThat(foundFacts(graph, "Alice")).containsExactly("Alice lives in Paris.");
    assertThat(texts(find(graph, GraphSamples.vector(angle(30), 10))))
        .containsExactly("Alice lives in Paris.");
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(1, 1, 2, 1, 0));
  }

  @Test
  default void aChunkThatWasReadShouldStayAsItIs() {
    KnowledgeGraph graph = open();
    graph.write(firstPart());

    graph.write(
        novel().chunk(0, "Alice lives in Paris.").fact("Alice", "lives in", "Oslo").build());
    graph.write(novel().chunk(0, "Alice lives in Paris.").unread().build());

    assertThat(foundFacts(graph, "Alice")).containsExactly("Alice lives in Paris.");
    assertThat(find(graph, words(Evidence.Kind.ENTITY, "Oslo"))).isEmpty();
    assertThat(graph.parts(DATASET, DOCUMENT, CONTENT).orElseThrow().gists())
        .doesNotContainValue(Optional.empty());
  }

  @Test
  default void aLaterSummaryShouldTakeThePlaceOfAnEarlierOne() {
    KnowledgeGraph graph = open();
    graph.write(firstPart());
    graph.write(summary("On Paris", 10));

    graph.write(summary("On Alice and Rome", 100));

    assertThat(texts(find(graph, words(Evidence.Kind.SUMMARY, "Paris Rome"))))
        .containsExactly("On Alice and Rome");
    assertThat(find(graph, GraphSamples.everything(view(DATASET), "", Optional.of(angle(100)))))
        .filteredOn(one -> one.evidence().kind() == Evidence.Kind.SUMMARY)
        .singleElement()
        .satisfies(one -> assertThat(one.vectorScore()).isGreaterThan(0.99));
    assertThat(graph.count(DATASET).summaries()).isEqualTo(1);
  }

  @Test
  default void forgettingADocumentThatIsThereInPartShouldTakeAllOfIt() {
    KnowledgeGraph graph = open();
    graph.write(firstPart());
    graph.write(secondPart());

    GraphCounts taken = graph.forget(DATASET, Set.of(DOCUMENT), ForgetMode.FORGET);

    assertThat(taken).isEqualTo(new GraphCounts(1, 2, 3, 2, 0));
    assertThat(graph.count(DATASET)).isEqualTo(new GraphCounts(0, 0, 0, 0, 0));
    assertThat(graph.parts(DATASET, DOCUMENT, CONTENT)).isEmpty();
    assertThat(graph.write(secondPart()).added()).isEqualTo(1);
  }

  private static GraphBatch firstPart() {
    return novel()
        .chunk(0, "Alice lives in Paris.")
        .gist("Her \u0001 home.")
        .fact("Alice", "lives in", "Paris")
        .build();
  }

  private static GraphBatch secondPart() {
    return novel()
        .chunk(1, "Alice, an engineer, visits Rome.")
        .entity("Alice", "person", "an engineer")
        .fact("Alice", "visits", "Rome")
        .build();
  }

  private static GraphBatch summary(String text, double angle) {
    return novel().summary(text, Optional.of(angle(angle))).build();
  }

  private static BatchBuilder novel() {
    return BatchBuilder.in(DATASET).document("Alice, a novel");
  }

  private static NodeId chunk(int position, String text) {
    return NodeId.chunk(DOCUMENT, position, text);
  }
}
