package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The adapter's parts, put together around one model. Each has a circuit breaker of its own: a
 * model too slow to rewrite in time may well answer.
 */
final class ChatParts {

  private final LlmConfig config;
  private final ChatModel whole;
  private final StreamingChatModel streaming;
  private final ChatRetry.Sleeper sleeper;
  private final RandomGenerator random;
  private final Clock clock;
  private final ChatTokens tokens;

  ChatParts(
      LlmConfig config,
      ChatModel whole,
      StreamingChatModel streaming,
      ChatRetry.Sleeper sleeper,
      RandomGenerator random,
      Clock clock) {
    this.config = config;
    this.whole = whole;
    this.streaming = streaming;
    this.sleeper = sleeper;
    this.random = random;
    this.clock = clock;
    this.tokens = ChatTokens.of(config.model());
  }

  ChatLanguageModel languageModel() {
    return new ChatLanguageModel(
        config.model(),
        whole,
        streaming,
        new PromptMessages(config.prompts().answerMessage()),
        tokens,
        config.limits(),
        retry());
  }

  ChatQuestionRewriter questionRewriter(QuestionRewriter rules) {
    ChatLimits limits =
        new ChatLimits(config.tokenBudget(), config.rewriteTimeout(), config.idleTimeout());
    return new ChatQuestionRewriter(
        config.model(),
        whole,
        config.prompts().rewritingInstructions(),
        tokens,
        limits,
        retry(),
        new RewritingByRules(rules));
  }

  ChatKnowledgeExtractor extractor(Ontology ontology, ChatPace pace) {
    return new ChatKnowledgeExtractor(
        config.model(),
        whole,
        tokens,
        config.limits(),
        retry(),
        pace,
        config.prompts().extractionInstructions(),
        ontology);
  }

  private ChatRetry retry() {
    return new ChatRetry(sleeper, random, new ChatBreaker(config.model(), clock));
  }
}
