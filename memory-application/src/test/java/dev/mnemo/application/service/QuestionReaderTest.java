package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.application.port.in.RecallRequest;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.BatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionReaderTest {

  private final World world = new World();
  private final List<String> embedded = world.recordEmbedded();

  @Test
  void namesOfThoseWhoSpeakShouldBeLeftOut() {
    spoken("Jon");

    ask("When did Jon move to Rome?");

    assertThat(embedded).containsExactly("When did move to Rome?");
  }

  @Test
  void namesOfRolesShouldStay() {
    spoken("User");
    List<RetrievalQuery> asked = asked();

    ask("What does the User Guide say to the Assistant?");

    assertThat(embedded).containsExactly("What does the User Guide say to the Assistant?");
    assertThat(asked).extracting(RetrievalQuery::speakers).containsExactly(Set.of());
  }

  @Test
  void theGraphShouldBeToldWhoOfThoseNamedSpeaks() {
    spoken("Jon");
    spoken("Ann");
    List<RetrievalQuery> asked = asked();

    ask("Did Jon sail with Ann and Ben?");

    assertThat(asked).extracting(RetrievalQuery::speakers).containsExactly(Set.of("Jon", "Ann"));
  }

  @Test
  void namesOfOthersShouldStay() {
    spoken("Ann");

    ask("When did Jon move to Rome?");

    assertThat(embedded).containsExactly("When did Jon move to Rome?");
  }

  @Test
  void aNameShouldGoWithWhatBelongsToIt() {
    assertThat(QuestionReader.without(Set.of("Jon", "Ann"), "Is Jon's boat with Ann, Jon?"))
        .isEqualTo("Is boat with?");
    assertThat(QuestionReader.without(Set.of("Jon"), "Did Jonas or jon sail?"))
        .isEqualTo("Did Jonas or jon sail?");
  }

  @Test
  void aQuestionThatAsksForNothingElseShouldStayWhole() {
    assertThat(QuestionReader.without(Set.of("Jon"), "Who is Jon?")).isEqualTo("Who is Jon?");
  }

  /** What the graph is asked from now on. */
  private List<RetrievalQuery> asked() {
    List<RetrievalQuery> asked = new ArrayList<>();
    world.graph =
        Intercepted.port(
            KnowledgeGraph.class,
            world.graph,
            (method, arguments, original) -> {
              if (arguments[0] instanceof RetrievalQuery query) {
                asked.add(query);
              }
              return original.proceed();
            });
    return asked;
  }

  private void spoken(String speaker) {
    DatasetId dataset =
        world.catalog.open(ALICE.user(), DatasetName.DEFAULT, world.clock.instant()).id();
    world.graph.write(
        BatchBuilder.in(dataset)
            .entry(new EntryKey(SessionKey.of("alice", "s1"), new EntryId(speaker)), "I moved.")
            .spoken(speaker, "")
            .build());
  }

  private void ask(String question) {
    world.useCases().recall().recall(ALICE, RecallRequest.of(question, 10));
  }
}
