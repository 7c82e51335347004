package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.application.port.in.SearchRequest;
import dev.mnemo.application.port.in.SearchResult;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that takes less than its token budget promises. */
class LongPromptTest {

  private static final String QUESTION = "Where does Alice live?";

  private final World world = new World();

  @BeforeEach
  void rememberAndConverse() {
    for (int i = 0; i < 8; i++) {
      world.remember(
          "Alice lives in Town%d, says note %d. ".formatted(i, i) + "Very long. ".repeat(40));
    }
    world.answering(FakeLanguageModel.answering(prompt -> "In a town. ".repeat(20)));
    world.ask(QUESTION);
    world.ask(QUESTION);
  }

  @Test
  void aPromptThatIsTooLongShouldBeSentOnceMoreAtHalfItsLength() {
    world.answering(FakeLanguageModel.quoting().refusingPromptsAbove(700));

    SearchResult result = world.ask(QUESTION);

    List<Prompt> sent = world.fakeModel.prompts();
    assertThat(sent).hasSize(2);
    Prompt whole = sent.getFirst();
    Prompt half = sent.getLast();
    assertThat(whole.history()).hasSize(2);
    assertThat(half.history()).isEmpty();
    assertThat(half.context())
        .isNotEmpty()
        .isEqualTo(whole.context().subList(0, half.context().size()))
        .hasSizeLessThan(whole.context().size());
    assertThat(half.question()).isEqualTo(whole.question());
    assertThat(half.instructions()).isEqualTo(whole.instructions());
    assertThat(result.remembered()).isTrue();
  }

  @Test
  void theTurnShouldKeepTheContextThatWasAnsweredFrom() {
    world.answering(FakeLanguageModel.quoting().refusingPromptsAbove(700));

    SearchResult result = world.ask(QUESTION);

    assertThat(world.fakeModel.prompts()).hasSize(2);
    Prompt half = world.fakeModel.prompts().getLast();
    assertThat(world.history().getLast().turn().context())
        .isEqualTo(Contexts.asText(half.context()));
    assertThat(result.sources()).extracting(Ranked::evidence).isSubsetOf(half.context());
  }

  @Test
  void aPromptThatIsStillTooLongShouldBeAnErrorWithTheRemedy() {
    world.answering(FakeLanguageModel.quoting().refusingPromptsAbove(100));

    assertThatThrownBy(() -> world.ask(QUESTION))
        .isInstanceOfSatisfying(
            ModelFailureException.class,
            e -> {
              assertThat(e.promptTooLong()).isTrue();
              assertThat(e.retryable()).isFalse();
            })
        .hasMessageContainingAll("'fake model'", "MNEMO_LLM_TOKEN_BUDGET", "4096");
    assertThat(world.fakeModel.prompts()).hasSize(2);
    assertThat(world.history()).hasSize(2);
  }

  @Test
  void aPromptWithNothingToLeaveOutShouldBeSentOnce() {
    World empty = new World().answering(FakeLanguageModel.quoting().refusingPromptsAbove(1));

    assertThatThrownBy(() -> empty.ask(QUESTION)).hasMessageContaining("MNEMO_LLM_TOKEN_BUDGET");
    assertThat(empty.fakeModel.prompts()).hasSize(1);
  }

  @Test
  void anotherFailureOfTheShorterPromptShouldBeToldAsItIs() {
    AtomicInteger calls = new AtomicInteger();
    ModelFailureException overloaded =
        ModelFailureException.transientFailure("overloaded; try again", new IOException());
    world.model =
        streaming(
            pieces -> {
              throw calls.incrementAndGet() == 1 ? tooLong() : overloaded;
            });

    assertThatThrownBy(() -> world.ask(QUESTION)).isSameAs(overloaded);
  }

  @Test
  void nothingShouldBeSentAgainOnceAPieceWasShown() {
    AtomicInteger calls = new AtomicInteger();
    ModelFailureException failure = tooLong();
    world.model =
        streaming(
            pieces -> {
              calls.incrementAndGet();
              pieces.accept("In ");
              throw failure;
            });
    List<String> shown = new ArrayList<>();

    assertThatThrownBy(
            () ->
                world
                    .useCases()
                    .search()
                    .search(World.ALICE, SearchRequest.of(World.TALK, QUESTION), shown::add))
        .isSameAs(failure);
    assertThat(calls).hasValue(1);
    assertThat(shown).containsExactly("In ");
  }

  private static ModelFailureException tooLong() {
    return ModelFailureException.promptTooLong("too long; ask with less", new IOException());
  }

  private LanguageModel streaming(Consumer<Consumer<String>> answer) {
    return Intercepted.port(
        LanguageModel.class,
        FakeLanguageModel.quoting(),
        (method, arguments, original) -> {
          if (method.equals("stream")) {
            @SuppressWarnings("unchecked") // the second parameter of stream
            Consumer<String> pieces = (Consumer<String>) arguments[1];
            answer.accept(pieces);
          }
          return original.proceed();
        });
  }
}
