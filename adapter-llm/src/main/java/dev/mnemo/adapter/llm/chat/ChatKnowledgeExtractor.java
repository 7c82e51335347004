package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a model extract. A reply that cannot be used is sent back once with what is wrong with it; a
 * second one fails the passage. Where the server refuses a schema, plainer ways of asking are tried
 * and kept.
 */
final class ChatKnowledgeExtractor implements KnowledgeExtractor {

  private static final Logger log = LoggerFactory.getLogger(ChatKnowledgeExtractor.class);

  private final String name;
  private final ChatModel model;
  private final ChatTokens tokens;
  private final ChatLimits limits;
  private final ChatRetry retry;
  private final ChatPace pace;
  private final Ontology ontology;
  private final ExtractionPrompt prompt;
  private final TakenForms forms;

  ChatKnowledgeExtractor(
      String name,
      ChatModel model,
      ChatTokens tokens,
      ChatLimits limits,
      ChatRetry retry,
      ChatPace pace,
      String instructions,
      Ontology ontology) {
    this.name = name;
    this.model = model;
    this.tokens = tokens;
    this.limits = limits;
    this.retry = retry;
    this.pace = pace;
    this.ontology = ontology;
    this.prompt = new ExtractionPrompt(instructions, ontology);
    this.forms = new TakenForms(name, ReplyForm.bestOf(model));
  }

  private record Reply(String text, boolean withheld, Usage usage) {}

  @Override
  public Extraction extract(Passage passage) {
    List<ChatMessage> messages = prompt.of(passage);
    Reply first = ask(messages);
    try {
      return read(first, first.usage());
    } catch (InvalidInputException wrong) {
      log.debug("a reply of {} is sent back: {}", name, wrong.getMessage());
      return repaired(messages, first, wrong);
    }
  }

  private Extraction repaired(
      List<ChatMessage> messages, Reply first, InvalidInputException wrong) {
    List<ChatMessage> again = new ArrayList<>(messages);
    again.add(AiMessage.from(first.text().isBlank() ? "(nothing)" : first.text()));
    again.add(UserMessage.from(ExtractionPrompt.correction(wrong)));
    Reply second;
    try {
      second = ask(again);
    } catch (ModelFailureException e) {
      throw ChatFailures.costing(e, name, first.usage());
    }
    Usage both = first.usage().plus(second.usage());
    try {
      return read(second, both);
    } catch (InvalidInputException stillWrong) {
      ModelFailureException useless =
          ModelFailureException.refusedInput(
              "the model '%s' gave no usable extraction, asked twice: %s"
                  .formatted(name, stillWrong.getMessage()),
              stillWrong);
      throw ChatFailures.costing(useless, name, both);
    }
  }

  /**
   * The reply as an extraction.
   *
   * @param spent on it so far
   */
  private Extraction read(Reply reply, Usage spent) {
    if (reply.withheld()) {
      throw ChatFailures.costing(ChatFailures.withheld(name), name, spent);
    }
    return ExtractionReply.read(reply.text(), ontology, name, spent);
  }

  /** Asks in the best form that the server is not known to refuse. */
  private Reply ask(List<ChatMessage> messages) {
    ReplyForm asked = forms.best();
    while (true) {
      try {
        Reply reply = ask(messages, asked);
        forms.taken(asked);
        return reply;
      } catch (ModelFailureException e) {
        if (!e.concernsInput() || e.promptTooLong() || ChatFailures.isWithheld(e)) {
          throw e;
        }
        asked = forms.after(asked, e);
      }
    }
  }

  private Reply ask(List<ChatMessage> messages, ReplyForm asked) {
    ChatRequest request = asked.request(messages, ontology);
    ChatDeadline deadline = ChatDeadline.in(limits.timeout());
    ChatResponse response =
        retry.run(
            name,
            deadline,
            () -> {
              deadline.without(() -> pace.await(name));
              return ChatCall.run(name, model, request, deadline);
            },
            () -> true);
    String text = ChatAnswer.text(response);
    return new Reply(
        text,
        response.finishReason() == FinishReason.CONTENT_FILTER,
        tokens.usage(messages, text, response.tokenUsage()));
  }
}
