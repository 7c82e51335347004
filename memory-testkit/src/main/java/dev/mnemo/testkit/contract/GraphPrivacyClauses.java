package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.angle;
import static dev.mnemo.testkit.contract.GraphSamples.everything;
import static dev.mnemo.testkit.contract.GraphSamples.find;
import static dev.mnemo.testkit.contract.GraphSamples.seenBy;
import static dev.mnemo.testkit.contract.GraphSamples.texts;
import static dev.mnemo.testkit.contract.GraphSamples.view;
import static dev.mnemo.testkit.contract.GraphSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody reads another user's sessions through a dataset that both may read. */
public interface GraphPrivacyClauses extends KnowledgeGraphFixture {

  @Test
  default void sessionsShouldBeFoundByTheirOwnUserAlone() {
    KnowledgeGraph graph = shared();
    UserId alice = new UserId("alice");
    UserId bob = new UserId("bob");

    for (NodeSet[] nodeSets : List.of(new NodeSet[] {}, new NodeSet[] {NodeSet.USER_SESSIONS})) {
      assertThat(graph.retrieve(everythingFor(alice, nodeSets)))
          .extracting(Candidate::text)
          .contains("Alice said umbrella", "Alice hides umbrella.", "Alice in short")
          .noneMatch(text -> text.contains("Bob"));
      assertThat(graph.retrieve(everythingFor(bob, nodeSets)))
          .extracting(Candidate::text)
          .contains("Bob said umbrella", "Bob hides umbrella.", "Bob in short")
          .noneMatch(text -> text.contains("Alice"));
    }
    assertThat(graph.retrieve(everythingFor(new UserId("carol"))))
        .extracting(Candidate::text)
        .containsExactlyInAnyOrder("A text on umbrella", "umbrella (thing)");
  }

  @Test
  default void describeShouldTellNothingOfOtherUsersSessions() {
    KnowledgeGraph graph = shared();
    Set<EvidenceId> ofBob =
        graph.retrieve(everythingFor(new UserId("bob"))).stream()
            .map(Candidate::id)
            .collect(Collectors.toSet());

    List<Evidence> described = graph.describe(view(new UserId("alice"), DATASET), ofBob);

    assertThat(described)
        .extracting(Evidence::text)
        .containsExactlyInAnyOrder("A text on umbrella", "umbrella (thing)");
    assertThat(graph.describe(view(new UserId("bob"), DATASET), ofBob)).hasSize(ofBob.size());
  }

  @Test
  default void factsAboutShouldTellNothingOfOtherUsersSessions() {
    KnowledgeGraph graph = shared();
    Set<NodeId> umbrella = Set.of(NodeId.entity(DATASET, "umbrella"));

    assertThat(graph.factsAbout(view(new UserId("alice"), DATASET), umbrella, 10))
        .extracting(Evidence.OfFact::statement)
        .containsExactly("Alice hides umbrella.");
    assertThat(graph.factsAbout(view(new UserId("carol"), DATASET), umbrella, 10)).isEmpty();
  }

  @Test
  default void sharedThingsShouldNameTheSeenDocumentsAlone() {
    KnowledgeGraph graph = told();

    for (Evidence.Kind kind : List.of(Evidence.Kind.ENTITY, Evidence.Kind.FACT)) {
      Evidence seen = only(graph, "carol", kind, "harbour");
      assertThat(seen.provenance().documents())
          .extracting(Document::source)
          .containsExactly(new Source.Text("on A public text."));
      assertThat(seen.provenance().chunks()).hasSize(1);
      assertThat(only(graph, "bob", kind, "harbour").provenance().documents()).hasSize(2);
    }
  }

  @Test
  default void sharedFactsShouldBeToldBySeenChunksAlone() {
    KnowledgeGraph graph = told();

    assertThat(statedBy(graph, "carol")).hasSize(1);
    assertThat(statedBy(graph, "bob")).hasSize(2).containsAll(statedBy(graph, "carol"));
  }

  @Test
  default void sharedThingsShouldSpeakInTheWordsOfSeenDocuments() {
    KnowledgeGraph graph = told();

    assertThat(only(graph, "carol", Evidence.Kind.ENTITY, "harbour").text())
        .isEqualTo("Harbour (thing)");
    assertThat(only(graph, "bob", Evidence.Kind.ENTITY, "harbour").text())
        .contains("a smugglers' den");
    Evidence.OfFact fact = (Evidence.OfFact) only(graph, "carol", Evidence.Kind.FACT, "harbour");
    assertThat(fact.statement()).isEqualTo("Harbour is in Town.");
    assertThat(fact.subject().description()).isEmpty();
    assertThat(graph.factsAbout(view(new UserId("carol"), DATASET), harbour(), 10))
        .singleElement()
        .satisfies(one -> assertThat(one.subject().description()).isEmpty());
  }

  @Test
  default void whatOnlyOthersSayOfSharedThingsShouldFindNothing() {
    KnowledgeGraph graph = told();

    assertThat(find(graph, asked("carol", Evidence.Kind.ENTITY, "smugglers"))).isEmpty();
    assertThat(find(graph, asked("bob", Evidence.Kind.ENTITY, "smugglers"))).hasSize(1);
  }

  @Test
  default void whatOnlyOthersSayOfAnEntityShouldNotLeadToItsFacts() {
    KnowledgeGraph graph = told();

    assertThat(graph.retrieve(together("carol", "smugglers", Optional.empty()))).isEmpty();
    assertThat(graph.retrieve(together("bob", "smugglers", Optional.empty()))).hasSize(2);
    assertThat(graph.retrieve(together("carol", "harbour", Optional.empty())))
        .extracting(Candidate::text)
        .containsExactlyInAnyOrder("Harbour (thing)", "Harbour is in Town.");
  }

  @Test
  default void whatIsSeenOfASharedEntityShouldLeadToItsFactsHoweverElseTheyAreFound() {
    KnowledgeGraph graph = told();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("A later text.")
            .entity("Harbour", "thing", "where the ferry leaves")
            .build());

    for (Optional<Embedding> vector : List.of(Optional.<Embedding>empty(), Optional.of(angle(0)))) {
      assertThat(graph.retrieve(together("carol", "ferry", vector)))
          .as("with the vector %s", vector)
          .extracting(Candidate::text)
          .containsExactlyInAnyOrder(
              "Harbour (thing): where the ferry leaves", "Harbour is in Town.");
    }
  }

  @Test
  default void whatSeveralUsersSaidShouldBeFoundByEachOfThem() {
    KnowledgeGraph graph = open();
    for (String user : List.of("bob", "carol")) {
      graph.write(
          BatchBuilder.in(DATASET)
              .entry(entry(user), user + " spoke.")
              .fact("Dora", "likes", "plums", false, Validity.UNKNOWN, Optional.of(angle(0)))
              .build());
    }
    RetrievalQuery words = words(Evidence.Kind.FACT, "plums");
    RetrievalQuery vector =
        new RetrievalQuery(
            view(DATASET),
            List.of(),
            Optional.of(angle(0)),
            Set.of(Evidence.Kind.FACT),
            Set.of(),
            10);

    for (RetrievalQuery query : List.of(words, vector)) {
      assertThat(graph.retrieve(seenBy(new UserId("alice"), query))).isEmpty();
      for (String user : List.of("bob", "carol")) {
        assertThat(find(graph, seenBy(new UserId(user), query)))
            .singleElement()
            .satisfies(one -> assertThat(one.evidence().provenance().documents()).hasSize(1));
      }
    }
  }

  private static RetrievalQuery everythingFor(UserId reader, NodeSet... nodeSets) {
    return seenBy(
        reader, everything(view(DATASET), "umbrella short", Optional.of(angle(0)), nodeSets));
  }

  private static RetrievalQuery together(
      String reader, String word, Optional<Embedding> embedding) {
    return new RetrievalQuery(
        view(new UserId(reader), DATASET),
        List.of(word),
        embedding,
        Set.of(Evidence.Kind.ENTITY, Evidence.Kind.FACT),
        Set.of(),
        10);
  }

  private static RetrievalQuery asked(String reader, Evidence.Kind kind, String word) {
    return seenBy(new UserId(reader), words(kind, word));
  }

  private static Evidence only(
      KnowledgeGraph graph, String reader, Evidence.Kind kind, String word) {
    var found = find(graph, asked(reader, kind, word));
    assertThat(texts(found)).as("%s found by %s", kind, reader).hasSize(1);
    return found.getFirst().evidence();
  }

  private static Set<NodeId> statedBy(KnowledgeGraph graph, String reader) {
    List<Candidate> found = graph.retrieve(asked(reader, Evidence.Kind.FACT, "harbour"));
    assertThat(found).hasSize(1);
    return found.getFirst().told().orElseThrow().statedBy();
  }

  private static Set<NodeId> harbour() {
    return Set.of(NodeId.entity(DATASET, "Harbour"));
  }

  private static EntryKey entry(String user) {
    return new EntryKey(SessionKey.of(user, "s"), new EntryId("e1"));
  }

  /** A dataset with a text, and a session of Alice and one of Bob. */
  private KnowledgeGraph shared() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("A text on umbrella")
            .embedded(angle(0))
            .entity("umbrella", "thing", "")
            .build());
    for (String name : List.of("Alice", "Bob")) {
      graph.write(
          BatchBuilder.in(DATASET)
              .entry(entry(name.toLowerCase(Locale.ROOT)), name + " said umbrella")
              .embedded(angle(0))
              .fact(name, "hides", "umbrella", false, Validity.UNKNOWN, Optional.of(angle(0)))
              .summary(name + " in short", Optional.of(angle(0)))
              .build());
    }
    return graph;
  }

  /** A fact and its entities that a session of Bob tells first, and a text later. */
  private KnowledgeGraph told() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry("bob"), "Bob tells.")
            .entity("HARBOUR", "thing", "a smugglers' den by the ferry")
            .fact("HARBOUR", "is in", "TOWN", false, Validity.UNKNOWN, Optional.of(angle(0)))
            .build());
    graph.write(
        BatchBuilder.in(DATASET).text("A public text.").fact("Harbour", "is in", "Town").build());
    return graph;
  }
}
