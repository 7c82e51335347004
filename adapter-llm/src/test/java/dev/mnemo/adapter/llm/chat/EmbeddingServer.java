package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.port.Embedder.Purpose;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.fake.FakeEmbedder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A server on a free local port that embeds words in a provider's protocol, and the adapter beside
 * it; pauses between attempts are noted, not waited.
 */
final class EmbeddingServer implements AutoCloseable {

  static final String KEY = "sk-very-secret-0123456789";
  static final int DIMENSION = 64;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FakeEmbedder WORDS = new FakeEmbedder("words", DIMENSION);

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What a request is answered with in place of its vectors. */
  interface Fault {
    void send(EmbeddingServer server, HttpExchange exchange)
        throws IOException, InterruptedException;
  }

  /** A request as the server got it. */
  record Got(String path, Headers headers, JsonNode body) {}

  final List<Got> requests = new CopyOnWriteArrayList<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final EmbeddingProtocol protocol;
  private final List<Fault> faults;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final TestClock clock = TestClock.atNoon();
  private final ProviderHttpClient client = ProviderHttpClient.open(clock);

  private EmbeddingServer(EmbeddingProtocol protocol, List<Fault> faults) {
    this.protocol = protocol;
    this.faults = faults;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  /** Answers the first requests with the faults in their order, and then as it should. */
  static EmbeddingServer of(EmbeddingProtocol protocol, Fault... faults) {
    return new EmbeddingServer(protocol, List.of(faults));
  }

  static Fault status(int status, String body, String... headers) {
    return (server, exchange) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      send(exchange, status, body);
    };
  }

  /** The vectors, in the protocol. */
  static Fault vectors(float[]... vectors) {
    return (server, exchange) ->
        send(exchange, 200, server.protocol.answer(List.of(vectors)).toString());
  }

  /** A vector with a number beyond a float's range, which is infinite when read. */
  static Fault infinite() {
    return (server, exchange) -> {
      String body = server.protocol.answer(List.of(new float[] {1.5f, 1})).toString();
      send(exchange, 200, body.replace("1.5", "1e39"));
    };
  }

  /** Some bytes of an answer, and nothing more. */
  static Fault stalled() {
    return (server, exchange) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("{".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      server.closing.await();
    };
  }

  ProviderEmbedder embedder(UnaryOperator<EmbeddingModelConfig> changes) {
    EmbeddingModelConfig config = changes.apply(EmbeddingModelConfig.of("test-model"));
    ModelServerConfig server = new ModelServerConfig(baseUri(), Optional.of(KEY));
    ChatBreaker breaker = new ChatBreaker(config.model(), clock);
    ChatRetry retry = new ChatRetry(pauses::add, () -> 0, breaker);
    return new ProviderEmbedder(config, protocol.provider(server, config), client, retry);
  }

  ProviderEmbedder embedder() {
    return embedder(config -> config);
  }

  URI baseUri() {
    return URI.create(
        "http://%s:%d%s"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(),
                http.getAddress().getPort(),
                protocol.base));
  }

  /** The texts of each request. */
  List<List<String>> texts() {
    return requests.stream().map(got -> protocol.texts(got.body())).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      int number;
      synchronized (requests) {
        number = requests.size();
        requests.add(
            new Got(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), request));
      }
      if (number < faults.size()) {
        faults.get(number).send(this, exchange);
        return;
      }
      List<float[]> vectors =
          WORDS.embed(protocol.texts(request), Purpose.PASSAGE).values().stream()
              .map(Embedding::vector)
              .toList();
      send(exchange, 200, protocol.answer(vectors).toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Hangs up, and answers no more. */
  void stop() {
    closing.countDown();
    http.stop(0);
  }

  @Override
  public void close() {
    stop();
    client.close();
    threads.shutdownNow();
  }
}
