package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.mnemo.domain.exception.ModelFailureException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of models that use threads of their own. */
@Timeout(30)
class ChatStreamTest {

  private static final ChatRequest REQUEST =
      ChatRequest.builder().messages(UserMessage.from("Where?")).build();

  @Test
  void aStreamThatBeginsAfterItsCallHasEndedShouldBeCancelled() throws Exception {
    CompletableFuture<StreamingChatResponseHandler> begun = new CompletableFuture<>();
    StreamingChatModel model =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            begun.complete(handler);
          }
        };
    Handle handle = new Handle();
    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(
            () ->
                ChatStream.run(
                    "model",
                    model,
                    REQUEST,
                    Duration.ofSeconds(1),
                    ChatDeadline.in(Duration.ofMillis(1)),
                    piece -> {}));

    begun.get().onPartialResponse(new PartialResponse("In"), new PartialResponseContext(handle));

    assertThat(handle.isCancelled()).isTrue();
  }

  private static final class Handle implements StreamingHandle {

    private final AtomicBoolean cancelled = new AtomicBoolean();

    @Override
    public void cancel() {
      cancelled.set(true);
    }

    @Override
    public boolean isCancelled() {
      return cancelled.get();
    }
  }
}
