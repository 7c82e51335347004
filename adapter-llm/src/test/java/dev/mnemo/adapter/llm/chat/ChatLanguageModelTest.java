package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static dev.mnemo.adapter.llm.chat.Replies.answer;
import static dev.mnemo.adapter.llm.chat.Replies.body;
import static dev.mnemo.adapter.llm.chat.Replies.frames;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mnemo.adapter.llm.chat.Dialect.End;
import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.contract.LanguageModelContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ChatLanguageModelTest {

  private static final OpenAiDialect OPEN_AI = new OpenAiDialect();

  private final List<ProviderSetup> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(ProviderSetup::close);
  }

  @Nested
  class OpenAi implements LanguageModelContract {
    @Override
    public LanguageModel openModel() {
      return attentive(OPEN_AI);
    }
  }

  @Nested
  class Anthropic implements LanguageModelContract {
    @Override
    public LanguageModel openModel() {
      return attentive(new AnthropicDialect());
    }
  }

  @Nested
  class Gemini implements LanguageModelContract {
    @Override
    public LanguageModel openModel() {
      return attentive(new GeminiDialect());
    }
  }

  @Nested
  class Ollama implements LanguageModelContract {
    @Override
    public LanguageModel openModel() {
      return attentive(new OllamaDialect());
    }
  }

  private LanguageModel attentive(Dialect dialect) {
    return setup(dialect, answer(dialect, call -> "You asked: " + dialect.asked(call.request())))
        .model();
  }

  private ProviderSetup setup(Dialect dialect, Reply... replies) {
    ProviderSetup setup = ProviderSetup.with(dialect, replies);
    open.add(setup);
    return setup;
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void usageShouldBeWhatTheServerReports(Dialect dialect) {
    LanguageModel model = setup(dialect, answer(dialect, "Paris.")).model();

    Usage whole = model.complete(prompt("Where?")).usage();
    Usage streamed = model.stream(prompt("Where?"), piece -> {}).usage();

    assertThat(whole).isEqualTo(new Usage(120, 7, Optional.empty(), false)).isEqualTo(streamed);
  }

  @Test
  void usageShouldBeEstimatedWhereTheServerReportsNone() {
    ProviderSetup setup =
        setup(
            OPEN_AI,
            body(200, OpenAiDialect.whole("Alice lives in Paris.", "stop", null)),
            frames(
                OPEN_AI.piece("Alice lives in Paris."),
                OPEN_AI.endWithoutUsage(End.STOP),
                OPEN_AI.frame("[DONE]")));

    Usage whole = setup.model().complete(prompt("Where does Alice live?")).usage();
    Usage streamed = setup.model().stream(prompt("Where does Alice live?"), p -> {}).usage();

    assertThat(whole).isEqualTo(streamed);
    assertThat(whole.estimated()).isTrue();
    assertThat(whole.costUsd()).isEmpty();
    assertThat(whole.tokensIn()).isBetween(20L, 120L);
    assertThat(whole.tokensOut()).isBetween(4L, 6L);
  }

  @Test
  void aCountThatIsNotReportedShouldBeEstimatedBesideOneThatIs() {
    String reply = OpenAiDialect.whole("Paris.", "stop", Map.of("prompt_tokens", 50));
    ProviderSetup setup = setup(OPEN_AI, body(200, reply));

    Usage usage = setup.model().complete(prompt("Where?")).usage();

    assertThat(usage.tokensIn()).isEqualTo(50);
    assertThat(usage.tokensOut()).isEqualTo(2);
    assertThat(usage.estimated()).isTrue();
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void anAnswerThatTheOutputLimitCutShouldBeKept(Dialect dialect) {
    ProviderSetup setup =
        setup(
            dialect,
            body(200, dialect.whole("Alice lives in", End.LENGTH)),
            frames(dialect.start(), dialect.piece("Alice lives in"), dialect.end(End.LENGTH)));

    Completion whole = setup.model().complete(prompt("Where?"));
    Completion streamed = setup.model().stream(prompt("Where?"), p -> {});

    assertThat(List.of(whole.text(), streamed.text())).containsOnly("Alice lives in");
  }

  @Test
  void aWholeAnswerShouldNeedNoReasonForItsEnd() {
    ProviderSetup setup = setup(OPEN_AI, body(200, OpenAiDialect.whole("Paris.", null, null)));

    assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void piecesShouldComeAsTheServerSendsThem(Dialect dialect) {
    List<String> pieces = new ArrayList<>();
    CountDownLatch seen = new CountDownLatch(1);
    Reply slow =
        call -> {
          frames(dialect.start(), dialect.piece("Alice ")).send(call);
          // The next piece is sent only after this one was seen.
          seen.await();
          for (String frame : new String[] {dialect.piece("lives."), dialect.end(End.STOP)}) {
            call.exchange().getResponseBody().write(frame.getBytes(StandardCharsets.UTF_8));
          }
        };
    ProviderSetup setup = setup(dialect, slow);

    Completion streamed =
        setup.model().stream(
            prompt("Where?"),
            piece -> {
              pieces.add(piece);
              seen.countDown();
            });

    assertThat(pieces).containsExactly("Alice ", "lives.");
    assertThat(streamed.text()).isEqualTo("Alice lives.");
  }

  @ParameterizedTest
  @FieldSource(Dialect.EACH)
  void charactersThatTheServerToreApartShouldBeJoined(Dialect dialect) {
    ProviderSetup setup =
        setup(
            dialect,
            frames(
                dialect.start(),
                dialect.piece("a\uD83D"),
                dialect.piece("\uDE00b"),
                dialect.piece("\uDE00c"),
                dialect.piece("\uD83D"),
                dialect.end(End.STOP)),
            body(200, dialect.whole("a\uD83Db", End.STOP)));
    List<String> pieces = new ArrayList<>();

    Completion streamed = setup.model().stream(prompt("Where?"), pieces::add);
    Completion whole = setup.model().complete(prompt("Where?"));

    assertThat(pieces).containsExactly("a", "\uD83D\uDE00b", "\uFFFDc", "\uFFFD");
    assertThat(streamed.text()).isEqualTo("a\uD83D\uDE00b\uFFFDc\uFFFD");
    assertThat(whole.text()).isEqualTo("a\uFFFDb");
  }

  @Test
  void tokensShouldBeCountedForAnyModelName() {
    assertThat(ChatTokens.of("gpt-3.5-turbo").count("Alice lives in Paris.")).isEqualTo(5);
    assertThat(ChatTokens.of("gpt-4o-mini").count("Alice lives in Paris.")).isEqualTo(5);
    assertThat(ChatTokens.of("no/such model:7b").count("Alice lives in Paris.")).isEqualTo(5);
    assertThat(ChatTokens.of("gpt-4o").count("<|endoftext|>")).isGreaterThan(1);
  }
}
