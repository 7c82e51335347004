package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a response an answer. One that the model's output limit cut short is kept, since its
 * head is true and paid for, and the log says so.
 */
final class ChatAnswer {

  private static final Logger log = LoggerFactory.getLogger(ChatAnswer.class);

  private ChatAnswer() {}

  /** The text of a whole answer; some servers give no reason for its end. */
  static String whole(String model, ChatResponse response) {
    return checked(model, response, text(response));
  }

  /**
   * The text of a streamed answer, {@code received} by the caller. Without a reason for its end the
   * stream was cut: a closed connection alone looks like an end.
   */
  static String streamed(String model, ChatResponse response, String received) {
    if (response.finishReason() == null || text(response).isEmpty() != received.isEmpty()) {
      throw ChatFailures.transientFailure(
          model, "broke off in the middle of its answer; try again", new IllegalStateException());
    }
    return checked(model, response, received);
  }

  /** What was answered, blank or not. */
  static String text(ChatResponse response) {
    AiMessage message = response.aiMessage();
    String text = message.text();
    return text == null ? "" : ChatPieces.wellFormed(text);
  }

  private static String checked(String model, ChatResponse response, String text) {
    FinishReason reason = response.finishReason();
    if (reason == FinishReason.CONTENT_FILTER) {
      throw ChatFailures.withheld(model);
    }
    if (text.isBlank()) {
      String what =
          reason == FinishReason.LENGTH
              ? "spent its output limit before it answered; raise the limit or ask for less"
              : "answered nothing; try again";
      throw ChatFailures.transientFailure(model, what, new IllegalStateException());
    }
    if (reason == FinishReason.LENGTH) {
      log.warn("the answer of {} ends early: the model's output limit was reached", model);
    }
    return text;
  }
}
