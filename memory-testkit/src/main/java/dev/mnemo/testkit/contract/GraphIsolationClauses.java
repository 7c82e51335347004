package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.OTHER_DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.dataset;
import static dev.mnemo.testkit.contract.GraphSamples.everything;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.seenBy;
import static dev.mnemo.testkit.contract.GraphSamples.texts;
import static dev.mnemo.testkit.contract.GraphSamples.titles;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.contract.GraphSamples.Found;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing outside the given datasets and node sets is ever found; everything names its sources. */
public interface GraphIsolationClauses extends KnowledgeGraphFixture {

  @Test
  default void retrieveShouldStayInsideTheDatasets() {
    KnowledgeGraph graph = twoDatasets();

    List<Candidate> mine =
        graph.retrieve(everything(view(DATASET), "Alice umbrella", Optional.of(angle(0))));
    List<Candidate> both =
        graph.retrieve(
            everything(view(DATASET, OTHER_DATASET), "Alice umbrella", Optional.of(angle(0))));

    assertThat(mine)
        .isNotEmpty()
        .allSatisfy(
            one -> {
              assertThat(one.id().dataset()).isEqualTo(DATASET);
              assertThat(one.text()).doesNotContain("secret");
            });
    assertThat(both).extracting(one -> one.id().dataset()).contains(DATASET, OTHER_DATASET);
    assertThat(both).hasSize(mine.size() * 2);
  }

  @Test
  default void retrieveShouldFindNothingInNoDataset() {
    KnowledgeGraph graph = twoDatasets();

    assertThat(graph.retrieve(everything(view(), "Alice umbrella", Optional.of(angle(0)))))
        .isEmpty();
    assertThat(
            graph.retrieve(
                everything(
                    view(dataset("alice", "unknown")), "Alice umbrella", Optional.of(angle(0)))))
        .isEmpty();
  }

  @Test
  default void describeShouldTellOfWhatIsInTheDatasetsAlone() {
    KnowledgeGraph graph = twoDatasets();
    Set<EvidenceId> all =
        graph
            .retrieve(
                everything(view(DATASET, OTHER_DATASET), "Alice umbrella", Optional.of(angle(0))))
            .stream()
            .map(Candidate::id)
            .collect(Collectors.toSet());

    List<Evidence> described = graph.describe(view(DATASET), all);

    assertThat(described)
        .extracting(Evidence::evidenceId)
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(one -> one.dataset().equals(DATASET)).toList());
    assertThat(graph.describe(view(), all)).isEmpty();
    assertThat(graph.describe(view(DATASET), Set.of())).isEmpty();
    assertThat(
            graph.describe(
                view(DATASET), Set.of(new EvidenceId(Evidence.Kind.CHUNK, DATASET, "unknown"))))
        .isEmpty();
  }

  @Test
  default void retrieveShouldFindOnlyWhatCarriesOneOfTheNodeSets() {
    KnowledgeGraph graph = open();
    NodeSet work = new NodeSet("work");
    NodeSet home = new NodeSet("home: 'x' \\");
    graph.write(
        BatchBuilder.in(DATASET)
            .text("umbrella at work", work)
            .embedded(angle(0))
            .fact("umbrella", "is at", "work")
            .text("umbrella at home", home)
            .embedded(angle(0))
            .text("umbrella at both", home, work)
            .text("umbrella without any")
            .embedded(angle(0))
            .fact("umbrella", "is", "lost")
            .build());

    assertThat(inNodeSets(graph, work))
        .contains("umbrella at work", "umbrella at both", "umbrella is at work.")
        .doesNotContain("umbrella at home", "umbrella without any", "umbrella is lost.");
    assertThat(inNodeSets(graph, home))
        .containsExactlyInAnyOrder("umbrella at home", "umbrella at both");
    assertThat(inNodeSets(graph, home, work))
        .contains("umbrella at work", "umbrella at home", "umbrella at both");
    assertThat(inNodeSets(graph, new NodeSet("unknown"))).isEmpty();
    assertThat(inNodeSets(graph)).contains("umbrella without any", "umbrella is lost.");
  }

  @Test
  default void factsAboutShouldReturnTheFactsAroundTheEntities() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("A text.")
            .fact("Alice", "knows", "Bob")
            .fact("Bob", "lives in", "Rome")
            .fact("Carol", "lives in", "Oslo")
            .build());

    assertThat(factsAbout(graph, 10, "Bob"))
        .containsExactlyInAnyOrder("Alice knows Bob.", "Bob lives in Rome.");
    assertThat(factsAbout(graph, 10, "Alice", "Bob", "Oslo"))
        .containsExactlyInAnyOrder(
            "Alice knows Bob.", "Bob lives in Rome.", "Carol lives in Oslo.");
    assertThat(factsAbout(graph, 10, "Nobody")).isEmpty();
    assertThat(factsAbout(graph, 1, "Bob")).hasSize(1);
    assertThat(factsAbout(graph, 10)).isEmpty();
  }

  @Test
  default void factsAboutShouldStayInsideTheDatasets() {
    KnowledgeGraph graph = twoDatasets();
    Set<NodeId> everyAlice =
        Set.of(NodeId.entity(DATASET, "Alice"), NodeId.entity(OTHER_DATASET, "Alice"));

    assertThat(graph.factsAbout(view(DATASET), everyAlice, 10))
        .singleElement()
        .satisfies(fact -> assertThat(fact.provenance().dataset()).isEqualTo(DATASET));
    assertThat(graph.factsAbout(view(), everyAlice, 10)).isEmpty();
    assertThat(graph.factsAbout(view(DATASET, OTHER_DATASET), everyAlice, 10)).hasSize(2);
  }

  @Test
  default void evidenceShouldNameItsDocumentsAndChunks() {
    KnowledgeGraph graph = open();
    BatchBuilder batch =
        BatchBuilder.in(DATASET)
            .text("Alice knows Bob well.")
            .fact("Alice", "knows", "Bob")
            .text("Bob is known to Alice.")
            .fact("Alice", "knows", "Bob")
            .summary("An acquaintance", Optional.empty());
    GraphBatch written = batch.build();
    graph.write(written);
    NodeId first = written.chunks().get(0).id();
    NodeId second = written.chunks().get(1).id();

    Evidence chunk = only(graph, Evidence.Kind.CHUNK, "well");
    assertThat(chunk.id()).isEqualTo(first.value());
    assertThat(((Evidence.OfChunk) chunk).position()).isZero();
    assertThat(chunk.provenance().documents()).containsExactly(written.documents().get(0));
    assertThat(chunk.provenance().chunks()).containsExactly(first);

    Evidence fact = only(graph, Evidence.Kind.FACT, "knows");
    assertThat(fact.id()).isEqualTo(written.facts().getFirst().id().value());
    assertThat(fact.provenance().documents())
        .containsExactlyInAnyOrderElementsOf(written.documents());
    assertThat(fact.provenance().chunks()).containsExactlyInAnyOrder(first, second);

    Evidence entity = only(graph, Evidence.Kind.ENTITY, "Bob");
    assertThat(titles(entity)).hasSize(2);
    assertThat(entity.provenance().chunks()).containsExactlyInAnyOrder(first, second);

    Evidence summary = only(graph, Evidence.Kind.SUMMARY, "acquaintance");
    assertThat(summary.id()).isEqualTo(written.summaries().getFirst().id().value());
    assertThat(summary.provenance().documents()).containsExactly(written.documents().get(1));
  }

  @Test
  default void evidenceShouldNameTheSessionEntryItComesFrom() {
    KnowledgeGraph graph = open();
    EntryKey entry =
        new EntryKey(SessionKey.of("ali:ce \"x\"", "s/1 👩"), new EntryId("e{1} \\ 'y'"));
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry, 3, "We spoke.")
            .fact("Alice", "spoke to", "Bob")
            .build());

    for (Evidence.Kind kind : Set.of(Evidence.Kind.CHUNK, Evidence.Kind.FACT)) {
      Evidence evidence = only(graph, entry.session().user(), kind, "spoke");
      assertThat(evidence.provenance().documents())
          .singleElement()
          .satisfies(
              document -> {
                assertThat(document.source()).isEqualTo(new Source.SessionEntry(entry, 3));
                assertThat(document.nodeSets()).containsExactly(NodeSet.USER_SESSIONS);
              });
    }
  }

  private static Evidence only(KnowledgeGraph graph, Evidence.Kind kind, String word) {
    return only(graph, GraphSamples.READER, kind, word);
  }

  private static Evidence only(
      KnowledgeGraph graph, UserId reader, Evidence.Kind kind, String word) {
    List<Found> candidates = find(graph, seenBy(reader, words(kind, word)));
    assertThat(candidates).as("%s found by '%s'", kind, word).hasSize(1);
    return candidates.getFirst().evidence();
  }

  private static List<String> inNodeSets(KnowledgeGraph graph, NodeSet... nodeSets) {
    return texts(
            find(graph, everything(view(DATASET), "umbrella", Optional.of(angle(0)), nodeSets)))
        .stream()
        .filter(text -> !text.endsWith("(thing)"))
        .toList();
  }

  private static List<String> factsAbout(KnowledgeGraph graph, int limit, String... names) {
    Set<NodeId> entities = new HashSet<>();
    for (String name : names) {
      entities.add(NodeId.entity(DATASET, name));
    }
    return graph.factsAbout(view(DATASET), entities, limit).stream()
        .map(Evidence.OfFact::statement)
        .toList();
  }

  private KnowledgeGraph twoDatasets() {
    KnowledgeGraph graph = open();
    graph.write(owned(DATASET, ""));
    graph.write(owned(OTHER_DATASET, " secret"));
    return graph;
  }

  private static GraphBatch owned(DatasetId dataset, String mark) {
    return BatchBuilder.in(dataset)
        .text("Alice has an umbrella." + mark)
        .embedded(angle(0))
        .fact("Alice", "has", "umbrella" + mark, false, Validity.UNKNOWN, Optional.of(angle(0)))
        .summary("Alice and the umbrella" + mark, Optional.of(angle(0)))
        .build();
  }
}
