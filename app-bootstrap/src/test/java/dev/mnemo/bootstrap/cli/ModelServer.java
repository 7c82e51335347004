package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A model's server on a free local port that speaks OpenAI's protocol, streams included. */
public final class ModelServer implements AutoCloseable {

  static {
    // Without it, the server's small writes wait for acknowledgements.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * What a request is answered with, piece by piece; may wait between two. An {@link Overload} is
   * told to the client; an {@link UncheckedIOException} cuts the connection.
   */
  public interface Script {
    void answer(JsonNode request, Consumer<String> pieces) throws InterruptedException;
  }

  /** A failure on the server's side. */
  public static final class Overload extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final int SERVER_ERROR = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Script script;

  private ModelServer(HttpServer http, Script script) {
    this.http = http;
    this.script = script;
  }

  public static ModelServer answering(Script script) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ModelServer server = new ModelServer(http, script);
    http.createContext("/v1/chat/completions", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  /** The variables that make a command use it. */
  public Map<String, String> environment() {
    return Map.of(
        "MNEMO_LLM", "openai",
        "MNEMO_OPENAI_BASE_URL",
            "http://%s:%d/v1"
                .formatted(
                    InetAddress.getLoopbackAddress().getHostAddress(), http.getAddress().getPort()),
        "MNEMO_OPENAI_MODEL", "test-model");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      if (request.path("stream").asBoolean()) {
        stream(exchange, request);
      } else {
        whole(exchange, request);
      }
    } catch (Overload e) {
      exchange.sendResponseHeaders(SERVER_ERROR, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      // The client has gone, as the script was told, or the script left it without an answer.
    }
  }

  private void stream(HttpExchange exchange, JsonNode request)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    script.answer(request, piece -> event(exchange, chunk(piece).toString()));
    ObjectNode end = chunk("");
    ((ObjectNode) end.path("choices").path(0)).put("finish_reason", "stop");
    event(exchange, end.toString());
    event(exchange, "[DONE]");
  }

  private void whole(HttpExchange exchange, JsonNode request)
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    script.answer(request, text::append);
    ObjectNode reply = JSON.createObjectNode().put("id", "1").put("object", "chat.completion");
    reply
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .put("finish_reason", "stop")
        .putObject("message")
        .put("role", "assistant")
        .put("content", text.toString());
    byte[] body = JSON.writeValueAsBytes(reply);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static ObjectNode chunk(String piece) {
    ObjectNode chunk =
        JSON.createObjectNode().put("id", "1").put("object", "chat.completion.chunk");
    chunk
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .putNull("finish_reason")
        .putObject("delta")
        .put("content", piece);
    return chunk;
  }

  private static void event(HttpExchange exchange, String data) {
    try {
      OutputStream body = exchange.getResponseBody();
      body.write("data: %s\n\n".formatted(data).getBytes(StandardCharsets.UTF_8));
      body.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
