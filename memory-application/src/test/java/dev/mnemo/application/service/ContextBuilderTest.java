package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Spoken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Room is counted in words here. */
class ContextBuilderTest {

  private static final String QUESTION = "Ann: What is your hobby?";
  private static final Evidence ANSWER = turn("Ben: Sailing.", "Cara: It rains.\n" + QUESTION);
  private static final Evidence REMARK = turn("Ann: How nice.", QUESTION + "\nBen: Sailing.");

  private final ContextBuilder contexts = new ContextBuilder(Words::count);

  @Test
  void theBestShouldBeTakenWholeUntilOneDoesNotFit() {
    List<Evidence> found = List.of(text("one two three"), text("four five"), text("six"));

    assertThat(texts(contexts.within(4, found))).containsExactly("one two three");
    assertThat(texts(contexts.within(5, found))).containsExactly("one two three", "four five");
    assertThat(texts(contexts.within(0, found))).isEmpty();
  }

  @Test
  void anAnswerShouldHaveItsQuestionWithItWhereRoomIsLeft() {
    assertThat(before(contexts.within(7, List.of(ANSWER)))).containsExactly(QUESTION);
  }

  @Test
  void aQuestionShouldNeverBeCutNorTakeThePlaceOfWhatWasFound() {
    assertThat(before(contexts.within(6, List.of(ANSWER)))).containsExactly("");
    assertThat(texts(contexts.within(7, List.of(ANSWER, text("one two three four five")))))
        .containsExactly("Ben: Sailing.", "one two three four five");
  }

  @Test
  void aTurnBeforeThatAsksNothingShouldNotBeAdded() {
    assertThat(before(contexts.within(100, List.of(REMARK)))).containsExactly("");
  }

  @Test
  void aQuestionThatWasFoundItselfShouldNotBeToldTwice() {
    List<Evidence> context = contexts.within(100, List.of(ANSWER, turn(QUESTION, "")));

    assertThat(before(context)).containsExactly("", "");
  }

  @Test
  void aQuestionShouldBeToldOnceWhereTwoTurnsFollowIt() {
    List<Evidence> context = contexts.within(100, List.of(ANSWER, turn("Ben: I sail.", QUESTION)));

    assertThat(before(context)).containsExactly(QUESTION, "");
  }

  @Test
  void sizeShouldCountWhatIsToldBefore() {
    assertThat(contexts.size(ANSWER)).isEqualTo(2 + 8);
    assertThat(contexts.size(ContextBuilder.alone(ANSWER))).isEqualTo(2);
  }

  private static Evidence turn(String text, String preceding) {
    return chunk(text, Optional.of(new Spoken("somebody", preceding)));
  }

  private static Evidence text(String text) {
    return chunk(text, Optional.empty());
  }

  private static Evidence chunk(String text, Optional<Spoken> spoken) {
    return new Evidence.OfChunk(
        new NodeId(text),
        0,
        text,
        spoken,
        new Provenance(new DatasetId("d"), List.of(), List.of()));
  }

  private static List<String> texts(List<Evidence> context) {
    return context.stream().map(Evidence::text).toList();
  }

  private static List<String> before(List<Evidence> context) {
    return context.stream()
        .map(piece -> ((Evidence.OfChunk) piece).spoken().map(Spoken::preceding).orElse(""))
        .toList();
  }
}
