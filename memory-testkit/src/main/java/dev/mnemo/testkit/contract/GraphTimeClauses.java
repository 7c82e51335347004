package dev.mnemo.testkit.contract;

import static dev.mnemo.testkit.contract.GraphSamples.DATASET;
import static dev.mnemo.testkit.contract.GraphSamples.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.GraphPicture;
import dev.mnemo.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Facts over time: which ends which, whatever the order in which they arrive. */
public interface GraphTimeClauses extends KnowledgeGraphFixture {

  /** The days on which the documents of these clauses were said. */
  Instant MONDAY = TestClock.NOON;

  Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  Instant WEDNESDAY = TUESDAY.plus(Duration.ofDays(1));

  @Test
  default void aLaterFactShouldEndTheEarlierOneOfItsSlot() {
    KnowledgeGraph graph = open();
    graph.write(lives("Rome", MONDAY).build());
    Instant known = TestClock.NOON.plusSeconds(7);

    graph.write(lives("Berlin", TUESDAY).at(known).build());

    Evidence.OfFact rome = fact(graph, "Alice lives in Rome.");
    assertThat(rome.validity().invalidAt()).contains(TUESDAY);
    assertThat(rome.expiredAt()).contains(known);
    Evidence.OfFact berlin = fact(graph, "Alice lives in Berlin.");
    assertThat(berlin.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(berlin.expiredAt()).isEmpty();
  }

  @Test
  default void whatATextSaysOfItsTimeShouldGoBeforeWhenItWasSaid() {
    KnowledgeGraph graph = open();
    graph.write(lives("Rome", MONDAY).build());

    graph.write(
        BatchBuilder.in(DATASET)
            .text("Before that she lived in Berlin.")
            .time(TUESDAY)
            .fact(
                "Alice",
                "lives in",
                "Berlin",
                false,
                Validity.from(MONDAY.minusSeconds(60)),
                Optional.empty())
            .slot("residence")
            .build());

    assertThat(fact(graph, "Alice lives in Rome.").validity().invalidAt()).isEmpty();
    assertThat(fact(graph, "Alice lives in Berlin.").validity().invalidAt()).contains(MONDAY);
  }

  @Test
  default void forgettingTheEndingFactShouldOpenTheEarlierOne() {
    KnowledgeGraph graph = open();
    BatchBuilder berlin = lives("Berlin", TUESDAY);
    graph.write(lives("Rome", MONDAY).build());
    graph.write(lives("Paris", WEDNESDAY).build());
    graph.write(berlin.build());
    assertThat(fact(graph, "Alice lives in Rome.").validity().invalidAt()).contains(TUESDAY);

    graph.forget(DATASET, Set.copyOf(berlin.documentIds()), ForgetMode.FORGET);

    assertThat(fact(graph, "Alice lives in Rome.").validity().invalidAt()).contains(WEDNESDAY);
  }

  @Test
  default void aReplacedDocumentShouldEndWhatItSaysNow() {
    KnowledgeGraph graph = open();
    EntryKey entry = new EntryKey(SessionKey.of("alice", "s"), new EntryId("e"));
    graph.write(lives("Rome", MONDAY).build());
    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry, "I moved to Berlin.")
            .time(TUESDAY)
            .fact("Alice", "lives in", "Berlin")
            .slot("residence")
            .build());
    assertThat(fact(graph, "Alice lives in Rome.").validity().invalidAt()).contains(TUESDAY);

    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry, "I visited Berlin.")
            .time(TUESDAY)
            .fact("Alice", "visited", "Berlin")
            .build());

    assertThat(fact(graph, "Alice lives in Rome.").validity().invalidAt()).isEmpty();
    assertThat(fact(graph, "Alice lives in Rome.").expiredAt()).isEmpty();
  }

  @Test
  default void aDenialShouldEndWhatItDenies() {
    KnowledgeGraph graph = open();
    graph.write(lives("Rome", MONDAY).build());
    graph.write(lives("Paris", MONDAY).build());

    graph.write(
        BatchBuilder.in(DATASET)
            .text("Alice has left Rome.")
            .time(TUESDAY)
            .fact("Alice", "lives in", "Rome", true, Validity.from(TUESDAY), Optional.empty())
            .slot("residence")
            .build());

    assertThat(fact(graph, "Alice lives in Paris.").validity().invalidAt()).isEmpty();
    assertThat(graph.factsAbout(GraphSamples.view(DATASET), GraphSamples.entities("Rome"), 10))
        .filteredOn(one -> !one.negated())
        .extracting(one -> one.validity().invalidAt())
        .containsExactly(Optional.of(TUESDAY));
  }

  @Test
  default void factsWithoutASlotShouldHoldSideBySide() {
    KnowledgeGraph graph = open();
    graph.write(
        BatchBuilder.in(DATASET)
            .text("On tea.")
            .time(MONDAY)
            .fact("Alice", "likes", "tea")
            .build());

    graph.write(
        BatchBuilder.in(DATASET)
            .text("On milk.")
            .time(TUESDAY)
            .fact("Alice", "likes", "milk")
            .build());

    assertThat(fact(graph, "Alice likes tea.").validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(fact(graph, "Alice likes tea.").expiredAt()).isEmpty();
  }

  @Test
  default void theOrderOfArrivalShouldNotMatter() {
    KnowledgeGraph graph = open();
    List<BatchBuilder> batches =
        List.of(
            lives("Rome", TUESDAY).entity("Alice A", "person", "A painter."),
            lives("ROME", MONDAY).entity("ALICE A", "thing", ""),
            lives("Berlin", WEDNESDAY).entity("alice a", "woman", "A sculptor."),
            lives("Paris", WEDNESDAY.plusSeconds(1)).entity("Alice a", "person", "A poet."));
    List<GraphPicture> pictures = new ArrayList<>();
    List<BatchBuilder> order = new ArrayList<>(batches);

    for (int n = 0; n < 2 * batches.size(); n++) {
      order.forEach(batch -> graph.write(batch.build()));
      pictures.add(GraphPicture.of(graph, DATASET, new UserId("alice")));
      graph.forgetAll(DATASET, ForgetMode.FORGET);
      Collections.rotate(order, 1);
      if (n == batches.size() - 1) {
        Collections.reverse(order);
      }
    }

    assertThat(Set.copyOf(pictures)).hasSize(1);
  }

  @Test
  default void anEntityShouldBeShownAsItsEarliestDocumentTells() {
    KnowledgeGraph graph = open();
    BatchBuilder first =
        BatchBuilder.in(DATASET).text("One.").time(MONDAY).entity("New York", "place", "");
    graph.write(
        BatchBuilder.in(DATASET)
            .text("Two.")
            .time(TUESDAY)
            .entity("NEW  YORK", "city", "Big.")
            .build());
    assertThat(shown(graph)).containsExactly("NEW  YORK", "city", "Big.");

    graph.write(first.build());

    assertThat(shown(graph)).containsExactly("New York", "place", "Big.");
    graph.forget(DATASET, Set.copyOf(first.documentIds()), ForgetMode.FORGET);
    assertThat(shown(graph)).containsExactly("NEW  YORK", "city", "Big.");
  }

  @Test
  default void retrieveShouldTellWhenAFactHoldsAndWhichChunksStateIt() {
    KnowledgeGraph graph = open();
    Instant start = MONDAY.minusSeconds(60);
    BatchBuilder rome =
        BatchBuilder.in(DATASET)
            .text("Alice has a home in Rome.")
            .time(MONDAY)
            .fact("Alice", "lives in", "Rome", false, Validity.from(start), Optional.empty())
            .slot("residence");
    graph.write(rome.build());
    graph.write(lives("Berlin", TUESDAY).build());

    Candidate ended = candidate(graph, "Alice lives in Rome.");
    Candidate.Told holding = candidate(graph, "Alice lives in Berlin.").told().orElseThrow();

    assertThat(ended.told())
        .contains(
            new Candidate.Told(
                new Validity(Optional.of(start), Optional.of(TUESDAY)),
                Set.of(rome.build().chunks().getFirst().id())));
    assertThat(holding.validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(holding.statedBy())
        .hasSize(1)
        .doesNotContainAnyElementsOf(ended.told().get().statedBy());
  }

  @Test
  default void aFactShouldStayOpenToWhomTheEndingOneIsNotShown() {
    KnowledgeGraph graph = open();
    EntryKey entry = new EntryKey(SessionKey.of("bob", "s"), new EntryId("e"));
    graph.write(lives("Rome", MONDAY).build());

    graph.write(
        BatchBuilder.in(DATASET)
            .entry(entry, "I heard that Alice moved.")
            .time(TUESDAY)
            .fact("Alice", "lives in", "Berlin")
            .slot("residence")
            .build());

    RetrievalQuery asked = GraphSamples.words(Evidence.Kind.FACT, "Alice lives in Rome.");
    assertThat(graph.retrieve(asked))
        .extracting(one -> one.told().orElseThrow().validity())
        .containsExactly(Validity.UNKNOWN);
    assertThat(graph.retrieve(GraphSamples.seenBy(new UserId("bob"), asked)))
        .extracting(one -> one.told().orElseThrow().validity().invalidAt())
        .containsExactlyInAnyOrder(Optional.of(TUESDAY), Optional.empty());
  }

  private static Candidate candidate(KnowledgeGraph graph, String statement) {
    return graph.retrieve(GraphSamples.words(Evidence.Kind.FACT, statement)).stream()
        .filter(one -> one.text().equals(statement))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact reads '%s'".formatted(statement)));
  }

  private static List<String> shown(KnowledgeGraph graph) {
    Entity entity = GraphSamples.entity(graph, "york");
    return List.of(entity.name(), entity.type(), entity.description());
  }

  private static BatchBuilder lives(String place, Instant time) {
    return BatchBuilder.in(DATASET)
        .text("Alice on %s, %s".formatted(place, time))
        .time(time)
        .fact("Alice", "lives in", place)
        .slot("residence");
  }
}
