package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.adapter.llm.chat.ModelServer.Call;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Ollama's own interface: lines of JSON. */
final class OllamaDialect implements Dialect {

  @Override
  public ProviderConfig config(URI origin, LlmConfig llm) {
    return new ProviderConfig(
        ProviderConfig.Provider.OLLAMA, URI.create(origin + "/"), Optional.of(KEY), llm);
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

  private static String line(String text, End end) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("model", "served-model");
    line.put("created_at", "2026-03-14T12:00:00.0Z");
    line.put("message", Map.of("role", "assistant", "content", text));
    line.put("done", end != null);
    if (end != null) {
      line.put("done_reason", end.name().toLowerCase(Locale.ROOT));
      line.put("total_duration", 181_553_584);
      line.put("prompt_eval_count", 120);
      line.put("eval_count", 7);
    }
    return Replies.json(line);
  }

  @Override
  public String whole(String text, End end) {
    return line(text, end);
  }

  @Override
  public String start() {
    return "";
  }

  @Override
  public String piece(String text) {
    return frame(line(text, null));
  }

  @Override
  public String end(End end) {
    return frame(line("", end));
  }

  @Override
  public String failure() {
    return frame(Replies.json(Map.of("error", WORDS)));
  }

  @Override
  public String keepAlive() {
    return "\n";
  }

  @Override
  public String frame(String payload) {
    return payload + "\n";
  }

  @Override
  public Refused tooLong() {
    return new Refused(
        400,
        Replies.json(
            Map.of(
                "error",
                Map.of(
                    "code",
                    400,
                    "message",
                    "the request exceeds the available context size. " + WORDS,
                    "type",
                    "exceed_context_size_error"))));
  }

  @Override
  public Refused wrongKey() {
    return new Refused(401, Replies.json(Map.of("error", "unauthorized " + WORDS)));
  }

  @Override
  public Refused unknownModel() {
    return new Refused(404, Replies.json(Map.of("error", "model 'test-model' not found " + WORDS)));
  }

  @Override
  public Refused overloaded() {
    return new Refused(503, Replies.json(Map.of("error", "server busy " + WORDS)));
  }
}
