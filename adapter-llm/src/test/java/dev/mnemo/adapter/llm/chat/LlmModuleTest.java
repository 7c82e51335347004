package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.ProviderSetup.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Injector;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.port.LanguageModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model of LangChain4j that mnemo knows nothing of; the example in docs/models.md. */
class LlmModuleTest {

  /** Answers in capital letters. */
  private static final class Shouting implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      return ChatResponse.builder()
          .aiMessage(AiMessage.from("PARIS."))
          .finishReason(FinishReason.STOP)
          .tokenUsage(new TokenUsage(12, 2))
          .build();
    }
  }

  /** Does so word by word. */
  private static final class ShoutingSlowly implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      handler.onPartialResponse("IN ");
      handler.onPartialResponse("PARIS.");
      handler.onCompleteResponse(
          ChatResponse.builder()
              .aiMessage(AiMessage.from("IN PARIS."))
              .finishReason(FinishReason.STOP)
              .build());
    }
  }

  @Test
  void anyModelOfLangChain4jShouldAnswer() {
    Injector injector =
        ProviderModuleTest.injector(
            new LlmModule(LlmConfig.of("shouting"), new Shouting(), new ShoutingSlowly()));
    LanguageModel model = injector.getInstance(LanguageModel.class);
    List<String> pieces = new ArrayList<>();

    Completion whole = model.complete(prompt("Where?"));
    Completion streamed = model.stream(prompt("Where?"), pieces::add);

    assertThat(whole.text()).isEqualTo("PARIS.");
    assertThat(whole.model()).isEqualTo("shouting");
    assertThat(whole.usage().tokensIn()).isEqualTo(12);
    assertThat(streamed.text()).isEqualTo("IN PARIS.");
    assertThat(pieces).containsExactly("IN ", "PARIS.");
  }

  @Test
  void itsFailuresShouldBeTheDomains() {
    ChatModel strict =
        new ChatModel() {
          @Override
          public ChatResponse doChat(ChatRequest request) {
            throw new InvalidRequestException("maximum context length is 12 tokens, sk-secret");
          }
        };
    Injector injector =
        ProviderModuleTest.injector(
            new LlmModule(LlmConfig.of("strict"), strict, new ShoutingSlowly()));

    ModelFailureException failure =
        catchThrowableOfType(
            ModelFailureException.class,
            () -> injector.getInstance(LanguageModel.class).complete(prompt("Where?")));

    assertThat(failure.promptTooLong()).isTrue();
    assertThat(ProviderFaultsTest.printed(failure)).doesNotContain("sk-secret");
  }
}
