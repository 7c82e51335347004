package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.mnemo.domain.exception.ModelFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/**
 * The way to the server, in the place of LangChain4j's: everything, streams too, happens on the
 * calling thread, so that an interrupt ends it at any point and closes the connection; {@code
 * Retry-After} is read; and the body of a refusal, which may repeat the key, goes no farther.
 * HTTP/1.1, which every server speaks; redirects are not followed, so the key goes nowhere else.
 */
final class ProviderHttpClient implements HttpClient, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final java.net.http.HttpClient client;
  private final Clock clock;

  private ProviderHttpClient(java.net.http.HttpClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * A client that is to be closed.
   *
   * @param clock tells how long it is to the times that servers name
   */
  static ProviderHttpClient open(Clock clock) {
    return new ProviderHttpClient(
        java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build(),
        clock);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = send(request);
      try (InputStream body = new BoundedBody(response.body())) {
        SuccessfulHttpResponse whole = success(response).body(body.readAllBytes()).build();
        if (Refusal.tellsWithheld(whole.body())) {
          throw ProviderStatus.withheld();
        }
        return whole;
      }
    } catch (IOException | InterruptedException e) {
      throw broken(e);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try {
      HttpResponse<InputStream> response = send(request);
      try (InputStream body = new BoundedBody(response.body())) {
        StrictListener strict = new StrictListener(listener);
        strict.onOpen(success(response).build());
        parser.parse(body, strict);
        strict.onClose();
      }
    } catch (ModelFailureException e) {
      listener.onError(e);
    } catch (IOException | InterruptedException e) {
      listener.onError(broken(e));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    java.net.http.HttpRequest.Builder sent =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(one -> sent.header(name, one)));
    HttpResponse<InputStream> response = exchange(sent.build());
    if (!succeeded(response.statusCode())) {
      try (InputStream body = response.body()) {
        throw ProviderStatus.failure(
            response.statusCode(),
            response.headers(),
            Refusal.of(response.statusCode(), body),
            clock.instant());
      }
    }
    return response;
  }

  private HttpResponse<InputStream> exchange(java.net.http.HttpRequest request)
      throws IOException, InterruptedException {
    AwaitedBody body = new AwaitedBody();
    try {
      return client.send(request, body);
    } catch (InterruptedException e) {
      body.abandon();
      throw e;
    }
  }

  private static boolean succeeded(int status) {
    return status >= 200 && status < 300;
  }

  private static SuccessfulHttpResponse.Builder success(HttpResponse<?> response) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map());
  }

  private static IllegalStateException broken(Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("the exchange with the model's server broke off", cause);
  }
}
