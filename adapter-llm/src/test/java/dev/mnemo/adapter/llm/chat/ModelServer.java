package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free local port that answers as a test wants it to. */
final class ModelServer implements AutoCloseable {

  static {
    // Without it, the server's small writes wait for acknowledgements.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What one request is answered with; an exception drops the connection. */
  interface Reply {
    void send(Call call) throws IOException, InterruptedException;
  }

  /** One request as the server got it; {@code closing} opens when the server is closed. */
  record Call(HttpExchange exchange, JsonNode request, CountDownLatch closing) {

    /** With the query. */
    String path() {
      return exchange.getRequestURI().toString();
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> protocols = new CopyOnWriteArrayList<>();

  private ModelServer(HttpServer http) {
    this.http = http;
  }

  /** Gives the replies in their order, and the last one from then on. */
  static ModelServer replying(Reply... replies) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ModelServer server = new ModelServer(http);
      http.createContext("/", exchange -> server.handle(exchange, replies));
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange, Reply[] replies) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      Reply reply;
      synchronized (requests) {
        reply = replies[Math.min(requests.size(), replies.length - 1)];
        requests.add(request);
      }
      headers.add(exchange.getRequestHeaders());
      paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      protocols.add(exchange.getProtocol());
      asked.countDown();
      reply.send(new Call(exchange, request, closing));
    } catch (IOException e) {
      left.countDown();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  URI origin() {
    return URI.create(
        "http://%s:%d"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), http.getAddress().getPort()));
  }

  List<JsonNode> requests() {
    return requests;
  }

  List<Headers> headers() {
    return headers;
  }

  /** Method, path and query of each request. */
  List<String> paths() {
    return paths;
  }

  List<String> protocols() {
    return protocols;
  }

  /** Opens with the first request. */
  CountDownLatch asked() {
    return asked;
  }

  /** Opens when a reply breaks off: at its head or later, because the client has gone. */
  CountDownLatch left() {
    return left;
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
