package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchType;
import dev.mnemo.domain.exception.NotFoundException;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Evidence.Kind;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Permission;
import dev.mnemo.testkit.BatchBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecallTest {

  private static final DatasetName WORK = new DatasetName("work");

  private final World world = new World();

  @Test
  void recallShouldRankWhatWasRememberedBestFirst() {
    world.remember("Alice moved to Paris in 2010. She works as a software engineer.");
    world.remember("Bob lives in New York. He is a data scientist.");

    List<Ranked> found = recall(ALICE, "Where did Alice move to?", Optional.empty());

    assertThat(found.getFirst().evidence().text()).contains("Paris");
    assertThat(found).extracting(Ranked::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(found)
        .allSatisfy(one -> assertThat(one.evidence().provenance().documents()).isNotEmpty());
  }

  @Test
  void whatHoldsNowShouldAnswerAQuestionAboutNowAndWhatHeldThenOneAboutThen() {
    world.remember("Alice moved to Berlin in 2020.");
    world.remember("Alice lives in Paris in 2010.");

    List<Ranked> now = recall(ALICE, "Where does Alice live?", Optional.empty());
    List<Ranked> then = recall(ALICE, "Where did Alice live in 2012?", Optional.empty());
    List<Ranked> before = recall(ALICE, "Where did she live before that?", Optional.empty());

    assertThat(now.getFirst().evidence().text()).contains("Berlin");
    assertThat(then.getFirst().evidence().text()).contains("Paris");
    assertThat(before.getFirst().evidence().text()).contains("Paris");
  }

  @Test
  void recallShouldGiveNoMoreThanAskedFor() {
    world.remember("Alice moved to Paris in 2010. She works as a software engineer.");

    assertThat(world.useCases().recall().recall(ALICE, RecallRequest.of("Alice", 1))).hasSize(1);
  }

  @Test
  void anotherUsersDatasetShouldStayUnseen() {
    world.remember(BOB, MAIN, "Bob lives in New York.");
    world.remember(ALICE, MAIN, "Alice moved to Paris.");

    List<Ranked> found = recall(ALICE, "Where does Bob live?", Optional.empty());

    assertThat(found).isNotEmpty();
    assertThat(found)
        .extracting(one -> one.evidence().provenance().dataset())
        .containsOnly(DatasetId.of(ALICE.user(), MAIN));
  }

  @Test
  void aNamedDatasetShouldBeTheOnlyOneSearched() {
    world.remember(ALICE, MAIN, "Alice moved to Paris.");
    world.remember(ALICE, WORK, "Alice works at Acme.");

    assertThat(recall(ALICE, "Alice", Optional.of(WORK)))
        .extracting(one -> one.evidence().provenance().dataset())
        .containsOnly(DatasetId.of(ALICE.user(), WORK));
  }

  @Test
  void aGrantedDatasetShouldBeSearchedUntilTheGrantIsTakenBack() {
    world.remember(BOB, WORK, "Bob lives in New York.");
    DatasetId shared = DatasetId.of(BOB.user(), WORK);

    world.catalog.grant(shared, ALICE.user(), Permission.READ);
    List<Ranked> granted = recall(ALICE, "Bob", Optional.of(WORK));
    world.catalog.revoke(shared, ALICE.user());
    List<Ranked> revoked = recall(ALICE, "Bob", Optional.empty());

    assertThat(granted).isNotEmpty();
    assertThat(revoked).isEmpty();
  }

  @Test
  void aDatasetThatIsNotReadableShouldBeNotFoundAndTellWhatToDo() {
    world.remember(BOB, WORK, "Bob lives in New York.");

    assertThatThrownBy(() -> recall(ALICE, "Bob", Optional.of(WORK)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("work")
        .hasMessageContaining("remember");
    for (SearchType type : SearchType.values()) {
      SearchRequest request =
          new SearchRequest(
              "Bob?", type, TALK, Optional.of(DatasetRef.of(WORK)), 10, IfEnded.REJECT);
      assertThatThrownBy(() -> world.ask(request)).isInstanceOf(NotFoundException.class);
    }
    assertThat(world.history()).isEmpty();
  }

  @Test
  void aGrantedDatasetShouldNotShowItsOwnersConversation() {
    world.remember(BOB, WORK, "Bob lives in New York.");
    world
        .useCases()
        .search()
        .search(BOB, SearchRequest.of(TALK, "Where does Bob live?"), piece -> {});
    world.catalog.grant(DatasetId.of(BOB.user(), WORK), ALICE.user(), Permission.READ);

    world.ask("Where does Bob live?");

    assertThat(world.fakeModel.prompts().getLast().history()).isEmpty();
  }

  @Test
  void factsAroundTheNamedEntitiesShouldBeFoundToo() {
    DatasetId dataset = world.catalog.open(ALICE.user(), MAIN, world.clock.instant()).id();
    world.graph.write(
        BatchBuilder.in(dataset)
            .text("On the harbour.")
            .entity("Zoe", "person", "the captain")
            .fact("Zoe", "owns", "Seagull")
            .build());
    world.embedder = Optional.empty();

    // The fact shares no word with the question; what is known of its subject does.
    List<Ranked> found =
        world
            .useCases()
            .recall()
            .recall(
                ALICE,
                new RecallRequest(
                    "What has the captain got?",
                    Optional.empty(),
                    Set.of(Kind.ENTITY, Kind.FACT),
                    Set.of(),
                    10));

    assertThat(found)
        .extracting(Ranked::evidence)
        .anySatisfy(
            evidence ->
                assertThat(evidence)
                    .isInstanceOfSatisfying(
                        Evidence.OfFact.class,
                        fact -> assertThat(fact.subject().name()).isEqualTo("Zoe")));
  }

  @Test
  void nodeSetsShouldLimitFactsAroundEntitiesToo() {
    DatasetId dataset = world.catalog.open(ALICE.user(), MAIN, world.clock.instant()).id();
    NodeSet tag = new NodeSet("tag");
    world.graph.write(
        BatchBuilder.in(dataset)
            .text("Tagged: Zoe owns Seagull.", tag)
            .fact("Zoe", "owns", "Seagull")
            .text("Plain: Zoe sold Albatross.")
            .fact("Zoe", "sold", "Albatross")
            .build());

    List<Ranked> found =
        world
            .useCases()
            .recall()
            .recall(
                ALICE,
                new RecallRequest(
                    "Zoe", Optional.empty(), Set.of(Kind.ENTITY, Kind.FACT), Set.of(tag), 10));

    assertThat(found).extracting(one -> one.evidence().text()).contains("Zoe owns Seagull.");
    assertThat(found)
        .extracting(one -> one.evidence().text())
        .noneMatch(text -> text.contains("Albatross"));
  }

  private List<Ranked> recall(UserScope scope, String question, Optional<DatasetName> dataset) {
    return world
        .useCases()
        .recall()
        .recall(
            scope,
            new RecallRequest(
                question,
                dataset.map(DatasetRef::of),
                Set.of(Kind.CHUNK, Kind.FACT, Kind.SUMMARY),
                Set.of(),
                10));
  }
}
