package dev.mnemo.adapter.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.contract.LanguageModelContract;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtractiveLanguageModelTest implements LanguageModelContract {

  private static final Memory MEMORY =
      Memory.of(
          "Alice moved to Paris in 2010. She works as a software engineer.",
          "Bob lives in New York. He is a data scientist.",
          "Alice and Bob met at a conference in 2015.",
          "Dave lived in London from 2005 to 2010. He moved to Rome in 2011. He moved to Oslo in 2018.",
          "Dave likes tea, coffee and jazz. He doesn't like beer.",
          "Carla Jones works at Google. Her husband is Tom. She has three children.",
          "The Eiffel Tower is located in Paris. It is 330 metres tall.",
          "Eve wants to live in Berlin. Frank was hired by Eve in 2019. Frank plays the violin.",
          "Grace's favorite color is blue. Grace's brother Henry lives in Lyon.",
          "We use PostgreSQL as our main database. The meeting is on Monday at 10am.",
          "I live in Hamburg. I'm allergic to peanuts.",
          "Ivan left because the noise was loud. Ivan is 42 years old. Ivan was born in Minsk in 1982.");

  @Override
  public LanguageModel openModel() {
    return new ExtractiveLanguageModel(Clock.fixed(Memory.NOW, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where does Alice live?             | Alice moved to Paris in 2010.
          where does alice live              | Alice moved to Paris in 2010.
          In which city does Alice live?     | Alice moved to Paris in 2010.
          Do you know where Bob lives?       | Bob lives in New York.
          What does Alice do for work?       | Alice works as a software engineer.
          What is Bob's job?                 | Bob is a data scientist.
          Where did Alice and Bob meet?      | Alice and Bob met at a conference in 2015.
          When did Alice and Bob meet?       | Alice and Bob met at a conference in 2015.
          Who did Alice meet?                | Alice and Bob met at a conference in 2015.
          Who lives in New York?             | Bob lives in New York.
          What does Dave like?               | Dave likes tea, coffee and jazz.
          What does Dave not like?           | Dave does not like beer.
          Where does Carla work?             | Carla Jones works at Google.
          Which company does Carla work for? | Carla Jones works at Google.
          Who is Carla's husband?            | Carla Jones's husband is Tom.
          How many children does Carla have? | Carla Jones has three children.
          Where is the Eiffel Tower?         | The Eiffel Tower is located in Paris.
          How tall is the Eiffel Tower?      | Eiffel Tower is 330 metres tall.
          Where does Eve want to live?       | Eve wants to live in Berlin.
          Who hired Frank?                   | Frank was hired by Eve in 2019.
          Who did Eve hire?                  | Frank was hired by Eve in 2019.
          What instrument does Frank play?   | Frank plays the violin.
          What is Grace's favorite color?    | Grace's favorite color is blue.
          Where does Grace's brother live?   | Grace's brother Henry lives in Lyon.
          Which database do we use?          | We use PostgreSQL as our main database.
          When is the meeting?               | The meeting is on Monday at 10am.
          Where do I live?                   | The user lives in Hamburg.
          Why did Ivan leave?                | Ivan left because the noise was loud.
          How old is Ivan?                   | Ivan is 42 years old.
          What year was Ivan born?           | Ivan was born in Minsk in 1982.
          Does Bob live in New York?         | Yes. Bob lives in New York.
          Is Alice a software engineer?      | Yes. Alice works as a software engineer.
          Did Alice meet Bob in 2015?        | Yes. Alice and Bob met at a conference in 2015.
          Does Dave like beer?               | No. Dave does not like beer.
          Does Bob live in Paris?            | Memory does not say so. It says: Bob lives in New York.
          Did Alice meet Bob in 2016?        | Memory does not say so. It says: Alice and Bob met at a conference in 2015.
          Who is Bob?                        | Bob lives in New York. Bob is a data scientist. Alice and Bob met at a conference in 2015.
          Tell me about Frank.               | Frank was hired by Eve in 2019. Frank plays the violin.
          """)
  void whatMemoryStatesShouldBeQuoted(String question, String answer) {
    assertThat(ask(question, MEMORY.evidence()).text()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where does Carol live?           | I find nothing about Carol in memory.
          Where does Carla Smith work?     | I find nothing about Carla Smith in memory.
          What is the capital of France?   | I find nothing about France in memory.
          Who is the president of France?  | I find nothing about France in memory.
          Where does Eve live?             | I find nothing in memory about Eve that answers this.
          Does Eve live in Berlin?         | I find nothing in memory about Eve and Berlin that answers this.
          Where does Grace live?           | I find nothing in memory about Grace that answers this.
          Who did Frank hire?              | I find nothing in memory about Frank that answers this.
          What color does Grace like?      | I find nothing in memory about Grace that answers this.
          Is Alice a doctor?               | I find nothing in memory about Alice that answers this.
          When was Alice born?             | I find nothing in memory about Alice that answers this.
          Who is Alice married to?         | I find nothing in memory about Alice that answers this.
          Where does Alice work?           | I find nothing in memory about Alice that answers this.
          Why does Alice live in Paris?    | I find nothing in memory about Alice and Paris that answers this.
          Does Dave like wine?             | I find nothing in memory about Dave that answers this.
          Is Ivan 43 years old?            | I find nothing in memory about Ivan that answers this.
          Who moved to Paris in 2011?      | I find nothing in memory about Paris that answers this.
          Is it raining in Paris?          | I find nothing in memory about Paris that answers this.
          What is love?                    | I find nothing in memory that answers this.
          How are you?                     | I find nothing in memory that answers this.
          """)
  void whatMemoryDoesNotStateShouldBeAdmitted(String question, String answer) {
    Completion completion = ask(question, MEMORY.evidence());

    assertThat(completion.text()).isEqualTo(answer);
    assertThat(completion.drawnFrom()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What does she do for work?   | I cannot know who "she" is: nothing asked before tells.
          Where does he live?          | I cannot know who "he" is: nothing asked before tells.
          What is her job?             | I cannot know who "her" is: nothing asked before tells.
          Where did they meet?         | I cannot know who "they" are: nothing asked before tells.
          How tall is it?              | I cannot know what "it" means: nothing asked before tells.
          Does she know Bob?           | I cannot know who "she" is: nothing asked before tells.
          """)
  void anUnexplainedPronounShouldNotBeGuessed(String question, String answer) {
    Completion completion = ask(question, MEMORY.evidence());

    assertThat(completion.text()).isEqualTo(answer);
    assertThat(completion.drawnFrom()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where does Dave live?           | Dave moved to Oslo in 2018.
          Where did Dave live in 2007?    | Dave lived in London from 2005 to 2010.
          Where did Dave live in 2012?    | Dave moved to Rome in 2011.
          Who lives in Oslo?              | Dave moved to Oslo in 2018.
          Who lived in Rome in 2012?      | Dave moved to Rome in 2011.
          When did Dave move to Rome?     | Dave moved to Rome in 2011.
          Does Dave live in Rome?         | Memory does not say so. It says: Dave moved to Oslo in 2018.
          Who lives in Rome?              | I find nothing in memory about Rome that answers this.
          Where did Dave live in 2001?    | I find nothing in memory about Dave that answers this.
          """)
  void aFactShouldAnswerForTheTimeAtWhichItHeld(String question, String answer) {
    assertThat(ask(question, MEMORY.evidence()).text()).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where does Bob live?       | Bob lives in New York.
          What does Alice do?        | Alice moved to Paris in 2010. She works as a software engineer.
          Is Bob a data scientist?   | Bob lives in New York. He is a data scientist.
          Where do I live?           | I live in Hamburg.
          Does Dave like beer?       | Dave likes tea, coffee and jazz. He doesn't like beer.
          Where does Grace live?     | I find nothing in memory about Grace that answers this.
          Where does Eve live?       | I find nothing in memory about Eve that answers this.
          Who did Frank hire?        | I find nothing in memory about Frank that answers this.
          """)
  void textsAloneShouldBeQuotedAsTheyStand(String question, String answer) {
    assertThat(ask(question, MEMORY.chunks()).text()).isEqualTo(answer);
  }

  @Test
  void aSpeakersOwnWordsShouldBeQuotedWithTheName() {
    Memory dialogue = Memory.of("Alice: Hi Bob!\nBob: I moved to Lyon last month.");

    assertThat(ask("Where does Bob live?", dialogue.chunks()).text())
        .isEqualTo("Bob: I moved to Lyon last month.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Maybe Bob lives in Oslo.",
        "Alice said that Bob lives in Oslo.",
        "Does Bob live in Oslo?",
        "Bob wants to live in Oslo.",
        "Bob might live in Oslo.",
        "Bob does not live in Oslo.",
        "Bob no longer lives in Oslo.",
        "Bob's brother lives in Oslo.",
        "Bob lived in Oslo until 2015.",
        "Bobby lives in Oslo.",
        "Bob met Alice, who lives in Oslo."
      })
  void whatIsDoubtfulOrOfSomebodyElseShouldNotAnswer(String text) {
    Completion completion = ask("Where does Bob live?", Memory.of(text).evidence());

    assertThat(completion.text()).startsWith("I find nothing");
  }

  @Test
  void anAnswerShouldNameTheEvidenceItQuotesAndNoOther() {
    Completion completion = ask("Where does Bob live?", MEMORY.evidence());

    assertThat(completion.drawnFrom())
        .singleElement()
        .isInstanceOf(Evidence.OfFact.class)
        .extracting(Evidence::text)
        .isEqualTo("Bob lives in New York.");
  }

  @Test
  void anAnswerShouldCostNothingAndSayWhoGaveIt() {
    Completion completion = ask("Where does Bob live?", MEMORY.evidence());

    assertThat(completion.usage()).isEqualTo(Usage.NONE);
    assertThat(completion.model()).isEqualTo("offline, extractive");
  }

  @Test
  void streamShouldHandOverWordByWord() {
    List<String> pieces = new ArrayList<>();

    openModel().stream(prompt("Where does Bob live?", MEMORY.evidence()), pieces::add);

    assertThat(pieces).containsExactly("Bob ", "lives ", "in ", "New ", "York.");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void longContextsShouldTakeBoundedTime() {
    List<Evidence> context = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      context.addAll(MEMORY.evidence());
    }
    context.addAll(Memory.of("Alice lives. ".repeat(2_000), "x".repeat(1 << 20)).chunks());

    assertThat(ask("Where does Bob live?", context).text()).isEqualTo("Bob lives in New York.");
    assertThat(ask("Where does Alice work?", context).text()).startsWith("I find nothing");
  }

  private Completion ask(String question, List<Evidence> context) {
    return openModel().complete(prompt(question, context));
  }

  private static Prompt prompt(String question, List<Evidence> context) {
    return new Prompt("Answer from the context.", List.of(), context, question, question);
  }
}
