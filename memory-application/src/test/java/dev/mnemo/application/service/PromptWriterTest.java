package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.service.FollowUps.Question;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake model counts a token per four characters; a part's frame takes 32 more. */
class PromptWriterTest {

  private static final Question QUESTION = Question.plain("q".repeat(40));
  private static final String INSTRUCTIONS = "i".repeat(40);
  private static final int FIXED = 2 * (10 + 32);
  private static final int TURN = 20 + 32;
  private static final int PIECE = 10 + 32;

  @Test
  void everythingShouldBeSentWhereItFits() {
    Prompt prompt = write(FIXED + 3 * TURN + 3 * PIECE);

    assertThat(turns(prompt)).containsExactly("1", "2", "3");
    assertThat(pieces(prompt)).containsExactly("1", "2", "3");
    assertThat(prompt.instructions()).isEqualTo(INSTRUCTIONS);
    assertThat(prompt.question()).isEqualTo(QUESTION.asked());
  }

  @Test
  void theOldestTurnShouldGoFirst() {
    Prompt prompt = write(FIXED + 3 * TURN + 3 * PIECE - 1);

    assertThat(turns(prompt)).containsExactly("2", "3");
    assertThat(pieces(prompt)).containsExactly("1", "2", "3");
  }

  @Test
  void allTurnsShouldGoBeforeAnyEvidence() {
    Prompt prompt = write(FIXED + 3 * PIECE);

    assertThat(turns(prompt)).isEmpty();
    assertThat(pieces(prompt)).containsExactly("1", "2", "3");
  }

  @Test
  void theLeastRelevantEvidenceShouldGoNext() {
    Prompt prompt = write(FIXED + 3 * PIECE - 1);

    assertThat(turns(prompt)).isEmpty();
    assertThat(pieces(prompt)).containsExactly("1", "2");
  }

  @Test
  void instructionsAndQuestionShouldStay() {
    Prompt prompt = write(FIXED);

    assertThat(prompt.history()).isEmpty();
    assertThat(prompt.context()).isEmpty();
    assertThat(prompt.question()).isEqualTo(QUESTION.asked());
  }

  @Test
  void aQuestionThatDoesNotFitShouldBeRefused() {
    assertThatThrownBy(() -> write(FIXED - 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("takes %d tokens".formatted(FIXED))
        .hasMessageContaining("the model takes %d".formatted(FIXED - 1));
  }

  @Test
  void aRewrittenQuestionShouldCountInBothForms() {
    Question rewritten = new Question(QUESTION.asked(), "r".repeat(40));
    int fixed = FIXED + 10 + 32;

    assertThat(turns(write(rewritten, fixed + 3 * TURN + 3 * PIECE))).hasSize(3);
    assertThat(turns(write(rewritten, fixed + 3 * TURN + 3 * PIECE - 1))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {FIXED, 100, 150, 200, 250, 300, 350, 400})
  void noPromptShouldExceedItsBudget(int budget) {
    Prompt prompt = write(budget);

    int size = FIXED + TURN * prompt.history().size() + PIECE * prompt.context().size();
    assertThat(size).isLessThanOrEqualTo(budget);
  }

  private static Prompt write(int budget) {
    return write(QUESTION, budget);
  }

  private static Prompt write(Question question, int budget) {
    return new PromptWriter(FakeLanguageModel.quoting().withTokenBudget(budget), INSTRUCTIONS)
        .write(
            question,
            IntStream.rangeClosed(1, 3).mapToObj(PromptWriterTest::turn).toList(),
            IntStream.rangeClosed(1, 3).mapToObj(PromptWriterTest::piece).toList());
  }

  private static QAEntry turn(int number) {
    return new QAEntry(
        SessionKey.of("user", "session"),
        number,
        TurnBuilder.turn(Integer.toString(number))
            .question("q".repeat(40))
            .answer("a".repeat(40))
            .context("c".repeat(4_000))
            .build(),
        Optional.empty());
  }

  private static Ranked piece(int rank) {
    return new Ranked(
        rank,
        1.0 / rank,
        new Evidence.OfChunk(
            new NodeId(Integer.toString(rank)),
            0,
            "e".repeat(40),
            new Provenance(new DatasetId("d"), List.of(), List.of())));
  }

  private static List<String> turns(Prompt prompt) {
    return prompt.history().stream().map(turn -> turn.id().value()).toList();
  }

  private static List<String> pieces(Prompt prompt) {
    return prompt.context().stream().map(Evidence::id).toList();
  }
}
