package dev.mnemo.adapter.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.TurnBuilder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Extraction, rewriting and answering together, as the offline module binds them. */
final class OfflineConversationTest {

  private static final Memory MEMORY =
      Memory.of(
          "Alice moved to Paris in 2010. She works as a software engineer.",
          "Bob lives in New York. He is a data scientist.",
          "Alice and Bob met at a conference in 2015.");

  private final Injector injector =
      Guice.createInjector(
          new OfflineLlmModule(),
          new AbstractModule() {
            @Override
            protected void configure() {
              binder().requireExplicitBindings();
              bind(Clock.class).toInstance(Clock.fixed(Memory.NOW, ZoneOffset.UTC));
            }
          });
  private final LanguageModel model = injector.getInstance(LanguageModel.class);
  private final QuestionRewriter rewriter = injector.getInstance(QuestionRewriter.class);
  private final List<QAEntry> window = new ArrayList<>();

  @Test
  void aFollowUpShouldBeUnderstoodFromTheWindow() {
    assertThat(ask("Where does Alice live?")).isEqualTo("Alice moved to Paris in 2010.");
    assertThat(ask("What does she do for work?")).isEqualTo("Alice works as a software engineer.");
    assertThat(ask("And Bob?")).isEqualTo("Bob is a data scientist.");
    assertThat(ask("Where does he live?")).isEqualTo("Bob lives in New York.");
    assertThat(ask("Does she live there?"))
        .isEqualTo("Memory does not say so. It says: Alice moved to Paris in 2010.");
  }

  @Test
  void whatTwoPersonsDidTogetherShouldBeUnderstoodFromTheWindow() {
    assertThat(ask("Where did Alice and Bob meet?"))
        .isEqualTo("Alice and Bob met at a conference in 2015.");
    assertThat(ask("When did they meet?")).isEqualTo("Alice and Bob met at a conference in 2015.");
  }

  @Test
  void withoutAWindowNobodyShouldBeMeant() {
    assertThat(ask("What does she do for work?"))
        .isEqualTo("I cannot know who \"she\" is: nothing asked before tells.");
    assertThat(ask("And what does she like?")).startsWith("I cannot know who \"she\" is");
  }

  @Test
  void whatWasNeverRememberedShouldBeAdmitted() {
    assertThat(ask("What is the capital of France?"))
        .isEqualTo("I find nothing about France in memory.");
    assertThat(ask("Where does Carol live?")).isEqualTo("I find nothing about Carol in memory.");
    assertThat(ask("What does she do for work?"))
        .isEqualTo("I find nothing about Carol in memory.");
  }

  @Test
  void theModuleShouldBindOneInstanceOfEachPort() {
    assertThat(injector.getInstance(LanguageModel.class)).isSameAs(model);
    assertThat(injector.getInstance(QuestionRewriter.class)).isSameAs(rewriter);
    assertThat(injector.getInstance(KnowledgeExtractor.class))
        .isSameAs(injector.getInstance(KnowledgeExtractor.class));
  }

  private String ask(String question) {
    String standalone = rewriter.rewrite(question, window).standalone().orElse(question);
    Completion completion =
        model.complete(
            new Prompt("Answer.", List.copyOf(window), MEMORY.evidence(), question, standalone));
    window.add(
        new QAEntry(
            SessionKey.of("alice", "conversation_1"),
            window.size() + 1L,
            TurnBuilder.turn("e" + window.size())
                .question(question)
                .answer(completion.text())
                .build(),
            Optional.empty()));
    return completion.text();
  }
}
