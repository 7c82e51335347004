package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;

/**
 * LangChain4j's models, over mnemo's own way to their servers. Their retries are off, since they
 * forget what a server asked for, and so is what a model thinks aloud before it answers.
 */
final class ProviderModels {

  // Anthropic wants a bound, and its older models take no higher one.
  private static final int LONGEST_ANSWER = 4_096;

  private final ProviderConfig config;
  private final HttpClientBuilder http;
  private final String baseUrl;
  private final String model;

  ProviderModels(ProviderConfig config, HttpClient client) {
    this.config = config;
    this.http = new ProviderHttpClientBuilder(client);
    this.baseUrl = config.baseUri().toString();
    this.model = config.llm().model();
  }

  ChatModel whole() {
    return switch (config.provider()) {
      case OPENAI ->
          OpenAiChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey(config.apiKey().orElse(null))
              .modelName(model)
              .maxRetries(0)
              .build();
      case ANTHROPIC ->
          AnthropicChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey(config.apiKey().orElseThrow())
              .modelName(model)
              .maxTokens(LONGEST_ANSWER)
              .maxRetries(0)
              .build();
      case GEMINI ->
          GoogleAiGeminiChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey(config.apiKey().orElseThrow())
              .modelName(model)
              .returnThinking(false)
              .maxRetries(0)
              .build();
      case OLLAMA ->
          OllamaChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .customHeaders(authorization())
              .modelName(model)
              .numCtx(contextLength())
              .maxRetries(0)
              .build();
    };
  }

  StreamingChatModel streaming() {
    return switch (config.provider()) {
      case OPENAI ->
          OpenAiStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey(config.apiKey().orElse(null))
              .modelName(model)
              .build();
      case ANTHROPIC ->
          AnthropicStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey(config.apiKey().orElseThrow())
              .modelName(model)
              .maxTokens(LONGEST_ANSWER)
              .build();
      case GEMINI ->
          GoogleAiGeminiStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey(config.apiKey().orElseThrow())
              .modelName(model)
              .returnThinking(false)
              .build();
      case OLLAMA ->
          OllamaStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .customHeaders(authorization())
              .modelName(model)
              .numCtx(contextLength())
              .build();
    };
  }

  // Ollama itself asks for no key, what stands in front of it may.
  private Map<String, String> authorization() {
    return config.apiKey().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
  }

  // Ollama cuts what is longer than its default without a word, so it is told what is needed.
  private int contextLength() {
    return config.llm().tokenBudget() + LONGEST_ANSWER;
  }
}
