package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A way to the server for one request. Some of LangChain4j's models repeat what failed and cannot
 * be told not to, without regard for what the server asked for; here the second try fails at once.
 */
final class SingleRequest implements HttpClient {

  private final HttpClient client;
  private final AtomicBoolean sent = new AtomicBoolean();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  SingleRequest(HttpClient client) {
    this.client = client;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    if (sent.getAndSet(true)) {
      failure.compareAndSet(null, new IllegalStateException("the answer was not understood"));
      throw new NonRetriableException("one request only");
    }
    try {
      return client.execute(request);
    } catch (RuntimeException e) {
      failure.set(e);
      throw new NonRetriableException(e);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("nothing is streamed here");
  }

  /** Why the request failed; {@code told} where it did not, or where none was sent. */
  RuntimeException failure(RuntimeException told) {
    RuntimeException known = failure.get();
    return known == null ? told : known;
  }
}
