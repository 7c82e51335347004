package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.BOB;
import static dev.mnemo.application.service.World.MAIN;
import static dev.mnemo.application.service.World.TALK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.MemoryRequest;
import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.application.port.in.UserMemory;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserMemoriesTest {

  private static final SessionId EARLIER = new SessionId("earlier");

  private final PersistWorld given = new PersistWorld();
  private final World world = given.world;

  @Test
  void whatMattersToTheLatestTurnsShouldBeToldFromOtherSessionsAndTexts() {
    given.say(ALICE, EARLIER, "Erin lives in Oslo.", "Noted.", GraphElementIds.NONE);
    given.persist(new SessionSelection.All());
    world.remember(ALICE, MAIN, "Erin moved to Rome in 2020.");
    given.say("What of Erin?", "Erin is well.");

    UserMemory memory = recall(MemoryRequest.of(TALK));

    assertThat(memory.facts())
        .extracting(one -> one.evidence().text())
        .contains("Erin lives in Oslo.", "Erin moved to Rome.");
    assertThat(memory.facts()).extracting(Ranked::rank).startsWith(1, 2);
    assertThat(memory.messages()).extracting(QAEntry::question).containsExactly("What of Erin?");
    assertThat(memory.withoutMessages()).isEmpty();
    assertThat(memory.text())
        .startsWith("Facts:\n- ")
        .containsSubsequence(
            "Facts:", "Erin moved to Rome. (from 2020-01-01", "Entities:", "Erin (thing)")
        .containsSubsequence("Entities:", "Previous conversation:", "QUESTION: What of Erin?");
  }

  @Test
  void noMoreShouldBeToldThanIsWanted() {
    world.remember(ALICE, MAIN, "Erin likes tea. Erin likes milk. Erin likes wine.");
    given.say("What of Erin?", "She is well.");
    given.say("Really?", "Yes.");

    UserMemory memory =
        recall(new MemoryRequest(TALK, Optional.of("What does Erin like?"), 2, 1, 1));

    assertThat(memory.facts()).hasSize(2);
    assertThat(memory.entities()).hasSize(1);
    assertThat(memory.messages()).extracting(QAEntry::question).containsExactly("Really?");
  }

  @Test
  void aNewSessionWithoutAQuestionShouldHaveNothingToTell() {
    UserMemory memory = recall(MemoryRequest.of(TALK));

    assertThat(memory.text()).isEmpty();
    assertThat(memory.facts()).isEmpty();
    assertThat(memory.withoutMessages()).isEmpty();
  }

  @Test
  void aQuestionShouldBeEnoughWhereTheCacheIsOff() {
    world.cacheOn = false;

    UserMemory memory =
        recall(new MemoryRequest(TALK, Optional.of("Whom does Carol know?"), 5, 0, 5));

    assertThat(memory.facts())
        .extracting(one -> one.evidence().text())
        .containsExactly("Carol knows Dave.");
    assertThat(memory.entities()).isEmpty();
    assertThat(memory.withoutMessages())
        .hasValueSatisfying(reason -> assertThat(reason).contains("MNEMO_CACHE"));
  }

  @Test
  void anotherUsersDatasetsAndSessionsShouldStayUnseen() {
    given.say("What of Carol?", "She is well.");

    UserMemory memory =
        world
            .useCases()
            .recallMemory()
            .recall(BOB, new MemoryRequest(TALK, Optional.of("Carol?"), 5, 5, 5));

    assertThat(memory.text()).isEmpty();
  }

  private UserMemory recall(MemoryRequest request) {
    return world.useCases().recallMemory().recall(ALICE, request);
  }
}
