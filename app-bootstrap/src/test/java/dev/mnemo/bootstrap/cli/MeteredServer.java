package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Speaks OpenAI's protocol: streams "In Paris." for 1,234 tokens sent and 56 received, and gives
 * whole replies for 100 and 10.
 */
final class MeteredServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHUNK =
      """
      data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

      """;
  private static final String STREAM =
      CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"In Paris.\"}", "null")
          + CHUNK.formatted("{}", "\"stop\"")
          + """
          data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],\
          "usage":{"prompt_tokens":1234,"completion_tokens":56,"total_tokens":1290}}

          data: [DONE]

          """;
  private static final String WHOLE =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"What does Alice do?"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}""";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  MeteredServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/v1/chat/completions", MeteredServer::answer);
    http.setExecutor(threads);
    http.start();
  }

  String baseUrl() {
    return "http://%s:%d/v1"
        .formatted(http.getAddress().getAddress().getHostAddress(), http.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean stream = JSON.readTree(exchange.getRequestBody()).path("stream").asBoolean();
      byte[] reply = (stream ? STREAM : WHOLE).getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", stream ? "text/event-stream" : "application/json");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
