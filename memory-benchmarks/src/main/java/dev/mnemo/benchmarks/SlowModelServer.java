package dev.mnemo.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that speaks OpenAI's protocol and streams one answer, always after the same time. */
final class SlowModelServer implements AutoCloseable {

  static {
    // Without it, the server's small writes wait for acknowledgements.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final byte[] ANSWER =
      """
      data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":\
      {"role":"assistant","content":"In Paris, as the notes say."},"finish_reason":null}]}

      data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},\
      "finish_reason":"stop"}]}

      data: [DONE]

      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration time;
  private volatile byte[] lastRequest = new byte[0];

  private SlowModelServer(HttpServer http, Duration time) {
    this.http = http;
    this.time = time;
  }

  static SlowModelServer taking(Duration time) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    SlowModelServer server = new SlowModelServer(http, time);
    http.createContext("/v1/chat/completions", server::answer);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  URI baseUri() {
    return URI.create(
        "http://%s:%d/v1"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), http.getAddress().getPort()));
  }

  /** The body of the last request. */
  byte[] lastRequest() {
    return lastRequest;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      lastRequest = exchange.getRequestBody().readAllBytes();
      Thread.sleep(time);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(ANSWER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
