package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a model rewrite a follow-up. One that refuses the settings of the request, or thinks until
 * the limit is spent, is asked without any from then on. Where it fails, is late or answers with
 * what is no rewriting (nothing, an end cut off, an essay), rules do it instead; what was spent is
 * reported all the same.
 */
final class ChatQuestionRewriter implements QuestionRewriter {

  private static final Logger log = LoggerFactory.getLogger(ChatQuestionRewriter.class);

  // Longer questions stand alone, and are texts rather than questions.
  private static final int LONGEST_QUESTION = 2_000;
  private static final int LONGEST_ADDED = 300;
  // Room for a little thinking; an essay ends here.
  private static final int TOKENS_ADDED = 1_000;

  private final String name;
  private final ChatModel model;
  private final String instructions;
  private final ChatTokens tokens;
  private final ChatLimits limits;
  private final ChatRetry retry;
  private final RewritingByRules rules;
  private volatile boolean plainly;

  ChatQuestionRewriter(
      String name,
      ChatModel model,
      String instructions,
      ChatTokens tokens,
      ChatLimits limits,
      ChatRetry retry,
      RewritingByRules rules) {
    this.name = name;
    this.model = model;
    this.instructions = instructions;
    this.tokens = tokens;
    this.limits = limits;
    this.retry = retry;
    this.rules = rules;
  }

  @Override
  public Rewriting rewrite(String question, List<QAEntry> window) {
    if (window.isEmpty() || question.length() > LONGEST_QUESTION || question.isBlank()) {
      return new Rewriting(Optional.empty(), name, Usage.NONE);
    }
    List<ChatMessage> messages =
        List.of(
            SystemMessage.from(instructions),
            UserMessage.from(ChatTranscript.of(window) + "\n\nQuestion: " + question));
    Reply reply;
    try {
      reply = ask(question, messages);
    } catch (ModelFailureException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return rules.instead(
          question, window, name, ChatFailures.cost(e), String.valueOf(e.getMessage()));
    }
    String unquoted = unquoted(reply.text().strip(), question.strip());
    if (reply.cut() || !usable(unquoted, question.strip())) {
      return rules.instead(
          question,
          window,
          name,
          reply.usage(),
          "the model '%s' gave no single question".formatted(name));
    }
    rules.notNeeded();
    return new Rewriting(
        Optional.of(unquoted).filter(text -> !text.equalsIgnoreCase(question.strip())),
        name,
        reply.usage());
  }

  /**
   * What the model said.
   *
   * @param cut whether the limit ended it
   */
  private record Reply(String text, boolean cut, Usage usage) {

    /** Whether the limit was spent on something else, such as thoughts. */
    boolean starved(String question) {
      return cut && text.length() <= question.length() + LONGEST_ADDED;
    }
  }

  private Reply ask(String question, List<ChatMessage> messages) {
    ChatDeadline deadline = ChatDeadline.in(limits.timeout());
    ChatRequest plain = ChatRequest.builder().messages(messages).build();
    if (plainly) {
      return ask(plain, deadline);
    }
    ChatRequest bounded =
        ChatRequest.builder()
            .messages(messages)
            .temperature(0.0)
            .maxOutputTokens(2 * tokens.count(question) + TOKENS_ADDED)
            .build();
    Usage spent = Usage.NONE;
    try {
      Reply reply = ask(bounded, deadline);
      if (!reply.starved(question)) {
        return reply;
      }
      spent = reply.usage();
    } catch (ModelFailureException e) {
      if (!e.concernsInput() || e.promptTooLong() || ChatFailures.isWithheld(e)) {
        throw e;
      }
    }
    try {
      Reply reply = ask(plain, deadline);
      if (!reply.text().isBlank()) {
        log.info("{} is asked to rewrite without a limit and settings from now on", name);
        plainly = true;
      }
      return new Reply(reply.text(), reply.cut(), spent.plus(reply.usage()));
    } catch (ModelFailureException e) {
      throw ChatFailures.costing(e, name, spent);
    }
  }

  private Reply ask(ChatRequest request, ChatDeadline deadline) {
    ChatResponse response =
        retry.run(name, deadline, () -> ChatCall.run(name, model, request, deadline), () -> true);
    String text = ChatAnswer.text(response);
    return new Reply(
        text,
        response.finishReason() == FinishReason.LENGTH,
        tokens.usage(request.messages(), text, response.tokenUsage()));
  }

  private static boolean usable(String reply, String question) {
    return !reply.isBlank()
        && reply.length() <= question.length() + LONGEST_ADDED
        && (reply.lines().count() == 1 || question.lines().count() > 1);
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
