package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.testkit.BatchBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionVectorsTest {

  private final World world = new World();
  private final List<String> embedded = world.recordEmbedded();

  @Test
  void namesOfThoseWhoSpeakShouldBeLeftOut() {
    spoken("Jon");

    ask("When did Jon move to Rome?");

    assertThat(embedded).containsExactly("When did move to Rome?");
  }

  @Test
  void namesOfOthersShouldStay() {
    spoken("User");

    ask("When did Jon move to Rome?");

    assertThat(embedded).containsExactly("When did Jon move to Rome?");
  }

  @Test
  void aNameShouldGoWithWhatBelongsToIt() {
    assertThat(QuestionVectors.without(Set.of("Jon", "Ann"), "Is Jon's boat with Ann, Jon?"))
        .isEqualTo("Is boat with?");
    assertThat(QuestionVectors.without(Set.of("Jon"), "Did Jonas or jon sail?"))
        .isEqualTo("Did Jonas or jon sail?");
  }

  @Test
  void aQuestionThatAsksForNothingElseShouldStayWhole() {
    assertThat(QuestionVectors.without(Set.of("Jon"), "Who is Jon?")).isEqualTo("Who is Jon?");
  }

  private void spoken(String speaker) {
    DatasetId dataset =
        world.catalog.open(ALICE.user(), DatasetName.DEFAULT, world.clock.instant()).id();
    world.graph.write(
        BatchBuilder.in(dataset)
            .entry(new EntryKey(SessionKey.of("alice", "s1"), new EntryId("e1")), "I moved.")
            .spoken(speaker, "")
            .build());
  }

  private void ask(String question) {
    world.useCases().recall().recall(ALICE, RecallRequest.of(question, 10));
  }
}
