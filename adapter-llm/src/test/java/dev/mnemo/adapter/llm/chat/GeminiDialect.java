package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.adapter.llm.chat.ModelServer.Call;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Google's Gemini API. */
final class GeminiDialect implements Dialect {

  @Override
  public ProviderConfig config(URI origin, LlmConfig llm) {
    return ProviderConfig.gemini(KEY, llm).withBaseUri(URI.create(origin + "/v1beta"));
  }

  @Override
  public boolean streamed(Call call) {
    return call.path().contains(":streamGenerateContent");
  }

  @Override
  public String asked(JsonNode request) {
    JsonNode contents = request.path("contents");
    return contents.path(contents.size() - 1).at("/parts/0/text").asText();
  }

  private static String chunk(String text, String reason, boolean usage) {
    Map<String, Object> candidate = new LinkedHashMap<>();
    candidate.put("content", Map.of("role", "model", "parts", List.of(Map.of("text", text))));
    if (reason != null) {
      candidate.put("finishReason", reason);
    }
    candidate.put("index", 0);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("candidates", List.of(candidate));
    if (usage) {
      // Thoughts are told apart from the answer, and counted in the total.
      body.put(
          "usageMetadata",
          Map.of(
              "promptTokenCount", 120,
              "candidatesTokenCount", 4,
              "thoughtsTokenCount", 3,
              "totalTokenCount", 127));
    }
    body.put("modelVersion", "served-model");
    body.put("responseId", "response-1");
    return Replies.json(body);
  }

  private static String reason(End end) {
    return end == End.STOP ? "STOP" : "MAX_TOKENS";
  }

  @Override
  public String whole(String text, End end) {
    return chunk(text, reason(end), true);
  }

  @Override
  public String start() {
    return "";
  }

  @Override
  public String piece(String text) {
    return frame(chunk(text, null, false));
  }

  @Override
  public String end(End end) {
    return frame(chunk("", reason(end), true));
  }

  @Override
  public String failure() {
    return frame(error(503, "UNAVAILABLE", WORDS));
  }

  @Override
  public String keepAlive() {
    return ": waiting\n\n";
  }

  @Override
  public String frame(String payload) {
    return "data: %s\n\n".formatted(payload);
  }

  static String error(int code, String status, String message, Object... details) {
    return Replies.json(
        Map.of(
            "error",
            Map.of(
                "code", code,
                "message", message,
                "status", status,
                "details", List.of(details))));
  }

  @Override
  public Refused tooLong() {
    return new Refused(
        400,
        error(
            400,
            "INVALID_ARGUMENT",
            "The input token count (1200000) exceeds the maximum number of tokens allowed"
                + " (1048576). "
                + WORDS));
  }

  @Override
  public Refused wrongKey() {
    return new Refused(
        400,
        error(
            400,
            "INVALID_ARGUMENT",
            "API key not valid. " + WORDS,
            Map.of(
                "@type", "type.googleapis.com/google.rpc.ErrorInfo",
                "reason", "API_KEY_INVALID",
                "domain", "googleapis.com")));
  }

  @Override
  public Refused unknownModel() {
    return new Refused(404, error(404, "NOT_FOUND", WORDS));
  }

  @Override
  public Refused overloaded() {
    return new Refused(503, error(503, "UNAVAILABLE", WORDS));
  }
}
