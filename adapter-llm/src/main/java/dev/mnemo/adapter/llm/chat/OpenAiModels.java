package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** The adapter's parts, put together for one OpenAI-compatible server. */
final class OpenAiModels {

  private final OpenAiConfig config;
  private final HttpClientBuilder http;
  private final ChatRetry retry;
  private final ChatTokens tokens;

  OpenAiModels(OpenAiConfig config, HttpClient client, ChatRetry retry) {
    this.config = config;
    this.http = new OpenAiHttpClientBuilder(client);
    this.retry = retry;
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
        config.model(), whole(), streaming, tokens, config.limits(), retry);
  }

  ChatQuestionRewriter questionRewriter() {
    return new ChatQuestionRewriter(config.model(), whole(), tokens, config.limits(), retry);
  }

  ChatKnowledgeExtractor extractor(Ontology ontology, ChatPace pace) {
    return new ChatKnowledgeExtractor(
        config.model(), whole(), tokens, config.limits(), retry, pace, ontology);
  }

  private ChatModel whole() {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(config.baseUri().toString())
        .apiKey(config.apiKey().orElse(null))
        .modelName(config.model())
        // Whoever refuses it is asked in plainer ways.
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .strictJsonSchema(true)
        // Its retries forget what the server asked for; ours do not.
        .maxRetries(0)
        .build();
  }
}
