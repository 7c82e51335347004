package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;
import java.util.Optional;

/** How a reply in JSON is asked for, from the surest way to the one that every server takes. */
enum ReplyForm {
  /** By a schema that the server holds the model to. */
  SCHEMA,
  /** As any JSON. */
  JSON,
  /** By the instructions alone, and without any setting, as some models refuse those too. */
  TEXT;

  // Enough for a chunk that names a hundred facts.
  private static final int MOST_TOKENS = 8_000;

  static ReplyForm bestOf(ChatModel model) {
    return model.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        ? SCHEMA
        : JSON;
  }

  /** The next one to try; empty after the last. */
  Optional<ReplyForm> plainer() {
    return this == TEXT ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
  }

  ChatRequest request(List<ChatMessage> messages, Ontology ontology) {
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    return switch (this) {
      case SCHEMA ->
          request
              .temperature(0.0)
              .maxOutputTokens(MOST_TOKENS)
              .responseFormat(
                  ResponseFormat.builder()
                      .type(ResponseFormatType.JSON)
                      .jsonSchema(ExtractionSchema.of(ontology))
                      .build())
              .build();
      case JSON ->
          request
              .temperature(0.0)
              .maxOutputTokens(MOST_TOKENS)
              .responseFormat(ResponseFormat.JSON)
              .build();
      case TEXT -> request.build();
    };
  }
}
