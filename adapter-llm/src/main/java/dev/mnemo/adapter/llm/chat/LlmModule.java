package dev.mnemo.adapter.llm.chat;

import com.google.inject.AbstractModule;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Binds {@link LanguageModel} and {@link QuestionRewriter} to models of LangChain4j that the caller
 * built and closes, and {@link KnowledgeExtractor} to the rules that need none. Needs a {@link
 * Clock} and a {@link RandomGenerator}. Set the models' own retries to 0: calls are repeated here.
 */
public final class LlmModule extends AbstractModule {

  private final LlmConfig config;
  private final ChatModel whole;
  private final StreamingChatModel streaming;

  public LlmModule(LlmConfig config, ChatModel whole, StreamingChatModel streaming) {
    this.config = Require.present("LLM config", config);
    this.whole = Require.present("chat model", whole);
    this.streaming = Require.present("streaming chat model", streaming);
  }

  @Override
  protected void configure() {
    install(new ChatModule(config));
    bind(ChatModel.class).toInstance(whole);
    bind(StreamingChatModel.class).toInstance(streaming);
  }
}
