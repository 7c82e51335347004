package dev.mnemo.adapter.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.TurnBuilder;
import dev.mnemo.testkit.contract.QuestionRewriterContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowQuestionRewriterTest implements QuestionRewriterContract {

  private static final String ALICE = "Where does Alice live? > Alice moved to Paris in 2010.";
  private static final String BOB = "Where does Bob live? > Bob lives in New York.";

  @Override
  public QuestionRewriter openRewriter() {
    return new WindowQuestionRewriter();
  }

  @ParameterizedTest
  @CsvSource({
    "What does she do for work?, What does Alice do for work?",
    "what does she do for work, what does Alice do for work",
    "What is her job?, What is Alice's job?",
    "Who hired her?, Who hired Alice?",
    "Who hired her in 2012?, Who hired Alice in 2012?",
    "Is Berlin her home?, Is Berlin Alice's home?",
    "What did she do there?, What did Alice do in Paris?",
    "When did she move there?, When did Alice move to Paris?",
    "How big is it?, How big is Paris?",
    "Who else lives there?, Who else lives in Paris?",
    "And Bob?, Where does Bob live?",
    "What about Bob?, Where does Bob live?",
    "How about Bob?, Where does Bob live?",
    "And what about bob?, Where does Bob live?",
    "and Bob Smith, Where does Bob Smith live?"
  })
  void whatTheLastTurnExplainsShouldBeSpelledOut(String question, String standalone) {
    assertThat(rewritten(question, ALICE)).contains(standalone);
  }

  @ParameterizedTest
  @CsvSource({
    "What does he do?, What does Bob do?",
    "What does she do?, What does Alice do?",
    "What is his job?, What is Bob's job?",
    "Does he know her?, Does Bob know Alice?",
    "And Carol?, Where does Carol live?"
  })
  void everyPronounShouldFindTheLatestItCanMean(String question, String standalone) {
    assertThat(rewritten(question, ALICE, BOB)).contains(standalone);
  }

  @ParameterizedTest
  @CsvSource({
    "When did they meet?, When did Alice and Bob meet?",
    "What are their jobs?, What are Alice and Bob's jobs?",
    "Who introduced them?, Who introduced Alice and Bob?"
  })
  void twoTogetherShouldBeMeantByThey(String question, String standalone) {
    assertThat(
            rewritten(
                question,
                "Where did Alice and Bob meet? > Alice and Bob met at a conference in 2015."))
        .contains(standalone);
  }

  @Test
  void threeTogetherShouldBeMeantByThey() {
    assertThat(rewritten("When did they meet?", "Do Alice, Bob and Carol know each other? > Yes."))
        .contains("When did Alice, Bob and Carol meet?");
  }

  @ParameterizedTest
  @CsvSource({
    "Where does Bob live?",
    "Does Bob love his job?",
    "When did Mary leave her home?",
    "Is it raining in Rome?",
    "What time is it?",
    "Is there a museum in Rome?",
    "Are there any facts?",
    "What is the capital of France?",
    "My sister lost her keys?",
    "And then?",
    "What about it being late?",
    "And Paris?",
    "What about the weather?"
  })
  void aQuestionThatNeedsNothingOrCannotBeCompletedShouldStay(String question) {
    assertThat(rewritten(question, ALICE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Did Alice meet Carol? > Alice met Carol.; What does she do?",
    "Who is Alice's sister? > Alice's sister is Mary.; Where does she live?",
    "Did Tom hire Jerry? > Yes.; Where does he live?",
    "Where does Bob live? > Bob lives in Rome.; What does she do?",
    "Where does Bob live? > I find nothing about Bob in memory.; Who lives there?",
    "Where does Bob live? > Bob lives in Rome.; When did they meet?",
    "Does Alice know Bob? > Yes.; And Carol?"
  })
  void whatIsAmbiguousOrUnknownShouldStay(String turnAndQuestion) {
    String[] parts = turnAndQuestion.split("; ");

    assertThat(rewritten(parts[1], parts[0])).isEmpty();
  }

  @Test
  void aPersonOfUnknownGenderShouldBeMeantByTheAnswersPronoun() {
    String turn = "Where does Xochitl live? > She lives in Lima.";

    assertThat(rewritten("What does she do?", turn)).contains("What does Xochitl do?");
    assertThat(rewritten("What does he do?", turn)).isEmpty();
  }

  @Test
  void aFollowUpOfAFollowUpShouldStillKnowWhoIsMeant() {
    assertThat(
            rewritten(
                "Is she happy?",
                ALICE,
                "What does she do for work? > She works as a software engineer.",
                "And where? > I find nothing about that in memory."))
        .contains("Is Alice happy?");
    assertThat(rewritten("What does he do?", ALICE, "And Bob? > Bob lives in New York."))
        .contains("What does Bob do?");
  }

  @Test
  void anAnswerThatCouldNotTellShouldNotNameAnybody() {
    assertThat(rewritten("What does she do?", "What does she do? > I cannot know who “she” is."))
        .isEmpty();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void longWindowsAndLongTextsShouldTakeBoundedTime() {
    List<String> turns = new ArrayList<>(Collections.nCopies(1_000, BOB));
    turns.add(0, ALICE);
    turns.add("x".repeat(1 << 20) + " > " + "she ".repeat(1 << 18));

    assertThat(rewritten("What does she do?", turns.toArray(String[]::new)))
        .contains("What does Alice do?");
    assertThat(rewritten("she ".repeat(1 << 18), ALICE)).isEmpty();
  }

  private Optional<String> rewritten(String question, String... turns) {
    List<QAEntry> window = new ArrayList<>();
    for (String turn : turns) {
      String[] parts = turn.split(" > ");
      window.add(
          new QAEntry(
              SessionKey.of("alice", "conversation_1"),
              window.size() + 1L,
              TurnBuilder.turn("e" + window.size()).question(parts[0]).answer(parts[1]).build(),
              Optional.empty()));
    }
    return openRewriter().rewrite(question, window).standalone();
  }
}
