package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.mnemo.adapter.llm.chat.OpenAiServer.Call;
import dev.mnemo.adapter.llm.chat.OpenAiServer.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What servers answer, and how they fail to. */
final class OpenAiReplies {

  // Escaped, so that half a pair of surrogates can be sent, as real servers do.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  static final Map<String, Object> USAGE =
      Map.of("prompt_tokens", 120, "completion_tokens", 7, "total_tokens", 127);

  private OpenAiReplies() {}

  /** The text, whole or in pieces of a few characters, as asked for. */
  static Reply answer(String text) {
    return answer(call -> text);
  }

  static Reply answer(Function<Call, String> text) {
    return call -> {
      if (call.streamed()) {
        List<String> events = new ArrayList<>(pieces(text.apply(call)));
        events.add(end("stop"));
        events.add(usage());
        events.add("[DONE]");
        events(events.toArray(String[]::new)).send(call);
      } else {
        whole(text.apply(call), "stop", USAGE).send(call);
      }
    };
  }

  /** A whole answer; {@code finish} and {@code usage} may be null. */
  static Reply whole(String text, String finish, Map<String, Object> usage) {
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
    return body(200, json(body));
  }

  /** Any status and body; {@code headers} in pairs of name and value. */
  static Reply body(int status, String body, String... headers) {
    return call -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      HttpExchange exchange = call.exchange();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** A body that announces more than it sends. */
  static Reply cutBody() {
    return call -> {
      call.exchange().sendResponseHeaders(200, 1_000);
      call.exchange().getResponseBody().write("{\"choices\":[{".getBytes(StandardCharsets.UTF_8));
      call.exchange().getResponseBody().flush();
      throw new IOException("cut");
    };
  }

  /** Head and beginning of a body, then nothing more; tells when the client goes. */
  static Reply slowBody() {
    return call -> {
      call.exchange().sendResponseHeaders(200, 0);
      keepAlive(call, " ");
    };
  }

  /** The events, then nothing but comments, which are no sign of life of a model. */
  static Reply stalled(String... events) {
    return call -> {
      call.exchange().getResponseHeaders().set("Content-Type", "text/event-stream");
      call.exchange().sendResponseHeaders(200, 0);
      write(call, events);
      keepAlive(call, ": waiting\n\n");
    };
  }

  /** The events, then the end of the body, orderly as far as HTTP can tell. */
  static Reply events(String... events) {
    return call -> {
      call.exchange().getResponseHeaders().set("Content-Type", "text/event-stream");
      call.exchange().sendResponseHeaders(200, 0);
      write(call, events);
    };
  }

  /** The events, then the end of the connection in the middle of the body. */
  static Reply tornEvents(String... events) {
    return call -> {
      call.exchange().getResponseHeaders().set("Content-Type", "text/event-stream");
      call.exchange().sendResponseHeaders(200, 1_000_000);
      write(call, events);
      throw new IOException("torn");
    };
  }

  /** A piece of a streamed answer. */
  static String piece(String text) {
    return chunk(Map.of("content", text), null);
  }

  /** The event that tells why an answer ends. */
  static String end(String reason) {
    return chunk(Map.of(), reason);
  }

  static String usage() {
    return json(Map.of("id", "1", "choices", List.of(), "usage", USAGE));
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += 7) {
      pieces.add(piece(text.substring(i, Math.min(text.length(), i + 7))));
    }
    return pieces;
  }

  private static String chunk(Map<String, Object> delta, String reason) {
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("delta", delta);
    choice.put("finish_reason", reason);
    return json(Map.of("id", "1", "object", "chat.completion.chunk", "choices", List.of(choice)));
  }

  private static void write(Call call, String... events) throws IOException {
    OutputStream body = call.exchange().getResponseBody();
    for (String event : events) {
      body.write("data: %s\n\n".formatted(event).getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
  }

  private static void keepAlive(Call call, String text) throws IOException, InterruptedException {
    OutputStream body = call.exchange().getResponseBody();
    try {
      do {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
      } while (!call.closing().await(5, TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      call.left().countDown();
      throw e;
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
