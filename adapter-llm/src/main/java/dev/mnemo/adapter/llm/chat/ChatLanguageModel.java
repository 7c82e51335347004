package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers by any model that LangChain4j speaks to. An attempt that fails is repeated as long as the
 * caller has seen nothing of it, and what it cost is counted; a model tells nothing of what it drew
 * from.
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
    Question question = new Question(prompt);
    return question.answered(
        () -> {
          ChatResponse response = ChatCall.run(name, whole, question.request, question.deadline);
          String text = ChatAnswer.text(response);
          return question.paid(response, text, () -> ChatAnswer.whole(name, response));
        },
        () -> true);
  }

  @Override
  public Completion stream(Prompt prompt, Consumer<String> pieces) {
    Question question = new Question(prompt);
    AtomicBoolean seen = new AtomicBoolean();
    Consumer<String> shown =
        piece -> {
          seen.set(true);
          pieces.accept(piece);
        };
    return question.answered(
        () -> {
          ChatPieces received = new ChatPieces(shown);
          ChatResponse response =
              ChatStream.run(
                  name,
                  streaming,
                  question.request,
                  limits.idleTimeout(),
                  question.deadline,
                  received::add);
          received.end();
          String text = received.text();
          return question.paid(response, text, () -> ChatAnswer.streamed(name, response, text));
        },
        () -> !seen.get());
  }

  /** One question with its attempts, which cost something also where they fail. */
  private final class Question {

    private final Prompt prompt;
    private final List<ChatMessage> messages;
    private final ChatRequest request;
    private final ChatDeadline deadline = ChatDeadline.in(limits.timeout());
    private Usage spent = Usage.NONE;

    Question(Prompt prompt) {
      this.prompt = prompt;
      this.messages = prompts.of(prompt);
      this.request = ChatRequest.builder().messages(messages).build();
    }

    /** What the response holds, counted first: it may be no answer. */
    String paid(ChatResponse response, String received, Supplier<String> text) {
      spent = spent.plus(tokens.usage(messages, received, response.tokenUsage()));
      return text.get();
    }

    Completion answered(Supplier<String> attempt, BooleanSupplier repeatable) {
      try {
        String text = retry.run(name, deadline, attempt, repeatable);
        return new Completion(text, name, prompt.context().stream().distinct().toList(), spent);
      } catch (ModelFailureException e) {
        throw ChatFailures.costing(e, name, spent);
      }
    }
  }
}
