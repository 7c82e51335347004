package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets a model rewrite a follow-up. What is no rewriting (blank, cut, an essay) leaves the question
 * as asked; what it cost is reported all the same. A model that fails is for the caller to handle.
 */
final class ChatQuestionRewriter implements QuestionRewriter {

  // Longer questions stand alone, and are texts rather than questions.
  private static final int LONGEST_QUESTION = 2_000;
  private static final int LONGEST_ADDED = 300;
  private static final int TOKENS_ADDED = 100;
  // Someone waits for the answer that comes after it.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final String name;
  private final ChatModel model;
  private final String instructions;
  private final ChatTokens tokens;
  private final Duration timeout;
  private final ChatRetry retry;

  ChatQuestionRewriter(
      String name,
      ChatModel model,
      String instructions,
      ChatTokens tokens,
      ChatLimits limits,
      ChatRetry retry) {
    this.name = name;
    this.model = model;
    this.instructions = instructions;
    this.tokens = tokens;
    this.timeout = limits.timeout().compareTo(LONGEST) < 0 ? limits.timeout() : LONGEST;
    this.retry = retry;
  }

  @Override
  public Rewriting rewrite(String question, List<QAEntry> window) {
    if (window.isEmpty() || question.length() > LONGEST_QUESTION || question.isBlank()) {
      return new Rewriting(Optional.empty(), Usage.NONE);
    }
    List<ChatMessage> messages =
        List.of(
            SystemMessage.from(instructions),
            UserMessage.from(ChatTranscript.of(window) + "\n\nQuestion: " + question));
    ChatRequest request =
        ChatRequest.builder()
            .messages(messages)
            .temperature(0.0)
            .maxOutputTokens(2 * tokens.count(question) + TOKENS_ADDED)
            .build();
    ChatDeadline deadline = ChatDeadline.in(timeout);
    ChatResponse response =
        retry.run(name, deadline, () -> ChatCall.run(name, model, request, deadline), () -> true);
    String reply = ChatAnswer.text(response);
    return new Rewriting(
        response.finishReason() == FinishReason.LENGTH
            ? Optional.empty()
            : rewritten(reply.strip(), question.strip()),
        tokens.usage(messages, reply, response.tokenUsage()));
  }

  private static Optional<String> rewritten(String reply, String question) {
    String unquoted = unquoted(reply, question);
    boolean usable =
        !unquoted.isBlank()
            && unquoted.length() <= question.length() + LONGEST_ADDED
            && (unquoted.lines().count() == 1 || question.lines().count() > 1)
            && !unquoted.equalsIgnoreCase(question);
    return usable ? Optional.of(unquoted) : Optional.empty();
  }

  // Models like to put what they were asked for into quotation marks.
  private static String unquoted(String reply, String question) {
    boolean quoted =
        reply.length() > 1
            && reply.startsWith("\"")
            && reply.endsWith("\"")
            && !question.startsWith("\"");
    return quoted ? reply.substring(1, reply.length() - 1).strip() : reply;
  }
}
