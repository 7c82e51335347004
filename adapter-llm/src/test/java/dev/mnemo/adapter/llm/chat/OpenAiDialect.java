package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.adapter.llm.chat.ModelServer.Call;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** OpenAI's chat completions. */
final class OpenAiDialect implements Dialect {

  static final Map<String, Object> USAGE =
      Map.of("prompt_tokens", 120, "completion_tokens", 7, "total_tokens", 127);

  @Override
  public ProviderConfig config(URI origin, LlmConfig llm) {
    return ProviderConfig.openAi(URI.create(origin + "/v1"), Optional.of(KEY), llm);
  }

  @Override
  public boolean streamed(Call call) {
    return call.request().path("stream").asBoolean();
  }

  @Override
  public String asked(JsonNode request) {
    JsonNode messages = request.path("messages");
    return messages.path(messages.size() - 1).path("content").asText();
  }

  @Override
  public String whole(String text, End end) {
    return whole(text, end.name().toLowerCase(Locale.ROOT), USAGE);
  }

  /** A whole answer; each may be null. */
  static String whole(String text, String finish, Map<String, Object> usage) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", text);
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("message", message);
    choice.put("finish_reason", finish);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", "chatcmpl-1");
    body.put("object", "chat.completion");
    body.put("model", "served-model");
    body.put("choices", List.of(choice));
    body.put("usage", usage);
    return Replies.json(body);
  }

  @Override
  public String start() {
    return "";
  }

  @Override
  public String piece(String text) {
    return chunk(Map.of("content", text), null);
  }

  @Override
  public String end(End end) {
    return endWithoutUsage(end)
        + frame(Replies.json(Map.of("id", "1", "choices", List.of(), "usage", USAGE)))
        + frame("[DONE]");
  }

  String endWithoutUsage(End end) {
    return chunk(Map.of(), end.name().toLowerCase(Locale.ROOT));
  }

  private String chunk(Map<String, Object> delta, String reason) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("delta", delta);
    choice.put("finish_reason", reason);
    return frame(
        Replies.json(
            Map.of("id", "1", "object", "chat.completion.chunk", "choices", List.of(choice))));
  }

  @Override
  public String failure() {
    return frame(Replies.json(Map.of("error", Map.of("message", WORDS))));
  }

  @Override
  public String keepAlive() {
    return ": waiting\n\n";
  }

  @Override
  public String frame(String payload) {
    return "data: %s\n\n".formatted(payload);
  }

  private static Refused refused(int status, String type, String code, String message) {
    return new Refused(
        status,
        Replies.json(Map.of("error", Map.of("message", message, "type", type, "code", code))));
  }

  @Override
  public Refused tooLong() {
    return refused(
        400,
        "invalid_request_error",
        "context_length_exceeded",
        "This model's maximum context length is 8192 tokens. " + WORDS);
  }

  @Override
  public Refused wrongKey() {
    return refused(
        401,
        "invalid_request_error",
        "invalid_api_key",
        "Incorrect API key provided: %s. %s".formatted(KEY, WORDS));
  }

  @Override
  public Refused unknownModel() {
    return refused(404, "invalid_request_error", "model_not_found", WORDS);
  }

  @Override
  public Refused overloaded() {
    return refused(503, "server_error", "overloaded", WORDS);
  }
}
