package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers by any model that LangChain4j speaks to. An attempt that fails is repeated as long as the
 * caller has seen nothing of it; a model tells nothing of what it drew from.
 */
final class ChatLanguageModel implements LanguageModel {

  private final String name;
  private final ChatModel whole;
  private final StreamingChatModel streaming;
  private final PromptMessages prompts;
  private final ChatTokens tokens;
  private final ChatLimits limits;
  private final ChatRetry retry;

  ChatLanguageModel(
      String name,
      ChatModel whole,
      StreamingChatModel streaming,
      PromptMessages prompts,
      ChatTokens tokens,
      ChatLimits limits,
      ChatRetry retry) {
    this.name = name;
    this.whole = whole;
    this.streaming = streaming;
    this.prompts = prompts;
    this.tokens = tokens;
    this.limits = limits;
    this.retry = retry;
  }

  private record Answered(String text, @Nullable TokenUsage reported) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public int tokenBudget() {
    return limits.tokenBudget() - tokens.count(prompts.wording());
  }

  @Override
  public int countTokens(String text) {
    // As it is sent: what marks and control tokens could be taken for is spelt longer.
    return tokens.count(PromptMessages.data(text));
  }

  @Override
  public Completion complete(Prompt prompt) {
    List<ChatMessage> messages = prompts.of(prompt);
    ChatRequest request = ChatRequest.builder().messages(messages).build();
    ChatDeadline deadline = ChatDeadline.in(limits.timeout());
    Answered answered =
        retry.run(
            name,
            deadline,
            () -> {
              var response = ChatCall.run(name, whole, request, deadline);
              return new Answered(ChatAnswer.whole(name, response), response.tokenUsage());
            },
            () -> true);
    return completion(prompt, messages, answered);
  }

  @Override
  public Completion stream(Prompt prompt, Consumer<String> pieces) {
    List<ChatMessage> messages = prompts.of(prompt);
    ChatRequest request = ChatRequest.builder().messages(messages).build();
    ChatDeadline deadline = ChatDeadline.in(limits.timeout());
    AtomicBoolean seen = new AtomicBoolean();
    Consumer<String> shown =
        piece -> {
          seen.set(true);
          pieces.accept(piece);
        };
    Answered answered =
        retry.run(
            name,
            deadline,
            () -> {
              ChatPieces received = new ChatPieces(shown);
              var response =
                  ChatStream.run(
                      name, streaming, request, limits.idleTimeout(), deadline, received::add);
              received.end();
              String text = ChatAnswer.streamed(name, response, received.text());
              return new Answered(text, response.tokenUsage());
            },
            () -> !seen.get());
    return completion(prompt, messages, answered);
  }

  private Completion completion(Prompt prompt, List<ChatMessage> sent, Answered answered) {
    return new Completion(
        answered.text(),
        name,
        prompt.context().stream().distinct().toList(),
        tokens.usage(sent, answered.text(), answered.reported()));
  }
}
