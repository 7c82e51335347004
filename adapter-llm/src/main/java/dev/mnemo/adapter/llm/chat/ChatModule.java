package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.mnemo.adapter.llm.offline.RulesRewriterModule;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The ports over a {@link ChatModel} and a {@link StreamingChatModel} that are bound elsewhere. */
final class ChatModule extends AbstractModule {

  private final LlmConfig config;

  ChatModule(LlmConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    requireBinding(ChatModel.class);
    requireBinding(StreamingChatModel.class);
    install(new RulesRewriterModule());
  }

  @Provides
  @Singleton
  ChatParts parts(
      ChatModel whole, StreamingChatModel streaming, Clock clock, RandomGenerator random) {
    return new ChatParts(config, whole, streaming, Thread::sleep, random, clock);
  }

  @Provides
  @Singleton
  LanguageModel languageModel(ChatParts parts) {
    return parts.languageModel();
  }

  @Provides
  @Singleton
  QuestionRewriter questionRewriter(
      ChatParts parts, @Named(RulesRewriterModule.RULES) QuestionRewriter rules) {
    return parts.questionRewriter(rules);
  }
}
