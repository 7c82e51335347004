package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** The adapter's parts, put together for one OpenAI-compatible server. */
final class OpenAiModels {

  private final OpenAiConfig config;
  private final HttpClientBuilder http;
  private final ChatRetry retry;
  private final ChatTokens tokens;
  private final ChatPromptConfig prompts;

  OpenAiModels(OpenAiConfig config, HttpClient client, ChatRetry retry, ChatPromptConfig prompts) {
    this.config = config;
    this.http = new OpenAiHttpClientBuilder(client);
    this.retry = retry;
    this.prompts = prompts;
    this.tokens = ChatTokens.of(config.model());
  }

  ChatLanguageModel languageModel() {
    OpenAiStreamingChatModel streaming =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(config.baseUri().toString())
            .apiKey(config.apiKey().orElse(null))
            .modelName(config.model())
            .build();
    return new ChatLanguageModel(
        config.model(),
        whole(),
        streaming,
        new PromptMessages(prompts.answerMessage()),
        tokens,
        config.limits(),
        retry);
  }

  ChatQuestionRewriter questionRewriter() {
    return new ChatQuestionRewriter(
        config.model(), whole(), prompts.rewritingInstructions(), tokens, config.limits(), retry);
  }

  private ChatModel whole() {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(config.baseUri().toString())
        .apiKey(config.apiKey().orElse(null))
        .modelName(config.model())
        // Its retries forget what the server asked for; ours do not.
        .maxRetries(0)
        .build();
  }
}
