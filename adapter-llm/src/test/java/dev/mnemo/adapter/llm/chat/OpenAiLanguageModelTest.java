package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.OpenAiReplies.answer;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.end;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.events;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.piece;
import static dev.mnemo.adapter.llm.chat.OpenAiReplies.whole;
import static dev.mnemo.adapter.llm.chat.OpenAiSetup.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.adapter.llm.chat.OpenAiServer.Reply;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.contract.LanguageModelContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiLanguageModelTest implements LanguageModelContract {

  private final List<OpenAiSetup> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(OpenAiSetup::close);
  }

  @Override
  public LanguageModel openModel() {
    return setup(answer(call -> "You asked: " + call.asked())).model();
  }

  private OpenAiSetup setup(Reply... replies) {
    OpenAiSetup setup = OpenAiSetup.with(replies);
    open.add(setup);
    return setup;
  }

  @Test
  void usageShouldBeWhatTheServerReports() {
    LanguageModel model = setup(answer("Paris.")).model();

    Usage whole = model.complete(prompt("Where?")).usage();
    Usage streamed = model.stream(prompt("Where?"), piece -> {}).usage();

    assertThat(whole).isEqualTo(new Usage(120, 7, Optional.empty(), false)).isEqualTo(streamed);
  }

  @Test
  void usageShouldBeEstimatedWhereTheServerReportsNone() {
    OpenAiSetup setup =
        setup(
            whole("Alice lives in Paris.", "stop", null),
            events(piece("Alice lives in Paris."), end("stop"), "[DONE]"));

    Usage whole = setup.model().complete(prompt("Where does Alice live?")).usage();
    Usage streamed = setup.model().stream(prompt("Where does Alice live?"), p -> {}).usage();

    assertThat(whole).isEqualTo(streamed);
    assertThat(whole.estimated()).isTrue();
    assertThat(whole.costUsd()).isEmpty();
    assertThat(whole.tokensIn()).isBetween(100L, 200L);
    assertThat(whole.tokensOut()).isBetween(4L, 6L);
  }

  @Test
  void aCountThatIsNotReportedShouldBeEstimatedBesideOneThatIs() {
    OpenAiSetup setup = setup(whole("Paris.", "stop", Map.of("prompt_tokens", 50)));

    Usage usage = setup.model().complete(prompt("Where?")).usage();

    assertThat(usage.tokensIn()).isEqualTo(50);
    assertThat(usage.tokensOut()).isEqualTo(2);
    assertThat(usage.estimated()).isTrue();
  }

  @Test
  void theRequestShouldNameModelAndKeyAndSpeakPlainHttp() {
    OpenAiSetup setup = setup(answer("Paris."));

    setup.model().complete(prompt("Where?"));

    assertThat(setup.server.protocols()).containsExactly("HTTP/1.1");
    assertThat(setup.server.headers().getFirst().getFirst("Authorization"))
        .isEqualTo("Bearer " + OpenAiSetup.KEY);
    assertThat(setup.server.headers().getFirst()).doesNotContainKey("Upgrade");
    JsonNode request = setup.server.requests().getFirst();
    assertThat(request.path("model").asText()).isEqualTo(OpenAiSetup.MODEL);
    assertThat(request.path("messages").findValuesAsText("role")).containsExactly("system", "user");
  }

  @Test
  void anAnswerThatTheOutputLimitCutShouldBeKept() {
    OpenAiSetup setup =
        setup(
            whole("Alice lives in", "length", null),
            events(piece("Alice lives in"), end("length"), "[DONE]"));

    Completion whole = setup.model().complete(prompt("Where?"));
    Completion streamed = setup.model().stream(prompt("Where?"), p -> {});

    assertThat(List.of(whole.text(), streamed.text())).containsOnly("Alice lives in");
  }

  @Test
  void aWholeAnswerShouldNeedNoReasonForItsEnd() {
    OpenAiSetup setup = setup(whole("Paris.", null, null));

    assertThat(setup.model().complete(prompt("Where?")).text()).isEqualTo("Paris.");
  }

  @Test
  void charactersThatTheServerToreApartShouldBeJoined() {
    OpenAiSetup setup =
        setup(
            events(
                piece("a\uD83D"), piece("\uDE00b"), piece("\uDE00c"), piece("\uD83D"), end("stop")),
            whole("a\uD83Db", "stop", null));
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
