package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.adapter.llm.chat.ModelServer.Call;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Anthropic's messages. */
final class AnthropicDialect implements Dialect {

  @Override
  public ProviderConfig config(URI origin, LlmConfig llm) {
    return ProviderConfig.anthropic(KEY, llm).withBaseUri(URI.create(origin + "/v1"));
  }

  @Override
  public boolean streamed(Call call) {
    return call.request().path("stream").asBoolean();
  }

  @Override
  public String asked(JsonNode request) {
    JsonNode messages = request.path("messages");
    return messages.path(messages.size() - 1).at("/content/0/text").asText();
  }

  private static String reason(End end) {
    return end == End.STOP ? "end_turn" : "max_tokens";
  }

  @Override
  public String whole(String text, End end) {
    return Replies.json(
        Map.of(
            "id", "msg_1",
            "type", "message",
            "role", "assistant",
            "model", "served-model",
            "content", List.of(Map.of("type", "text", "text", text)),
            "stop_reason", reason(end),
            "usage", Map.of("input_tokens", 120, "output_tokens", 7)));
  }

  @Override
  public String start() {
    return event(
            "message_start",
            """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
            "content":[],"model":"served-model","stop_reason":null,"stop_sequence":null,\
            "usage":{"input_tokens":120,"output_tokens":1}}}""")
        + event(
            "content_block_start",
            """
            {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
        + event("ping", "{\"type\":\"ping\"}");
  }

  @Override
  public String piece(String text) {
    return event(
        "content_block_delta",
        Replies.json(
            Map.of(
                "type",
                "content_block_delta",
                "index",
                0,
                "delta",
                Map.of("type", "text_delta", "text", text))));
  }

  @Override
  public String end(End end) {
    return event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
        + event(
            "message_delta",
            Replies.json(
                Map.of(
                    "type", "message_delta",
                    "delta", Map.of("stop_reason", reason(end)),
                    "usage", Map.of("output_tokens", 7))))
        + event("message_stop", "{\"type\":\"message_stop\"}");
  }

  @Override
  public String failure() {
    return event("error", error("overloaded_error", WORDS));
  }

  @Override
  public String keepAlive() {
    return ": waiting\n\n";
  }

  @Override
  public String frame(String payload) {
    return event("content_block_delta", payload);
  }

  private static String event(String name, String payload) {
    return "event: %s\ndata: %s\n\n".formatted(name, payload);
  }

  private static String error(String type, String message) {
    return Replies.json(Map.of("type", "error", "error", Map.of("type", type, "message", message)));
  }

  @Override
  public Refused tooLong() {
    return new Refused(
        400,
        error(
            "invalid_request_error",
            "prompt is too long: 210000 tokens > 200000 maximum " + WORDS));
  }

  @Override
  public Refused wrongKey() {
    return new Refused(401, error("authentication_error", "invalid x-api-key " + WORDS));
  }

  @Override
  public Refused unknownModel() {
    return new Refused(404, error("not_found_error", "model: test-model " + WORDS));
  }

  @Override
  public Refused overloaded() {
    return new Refused(529, error("overloaded_error", WORDS));
  }
}
