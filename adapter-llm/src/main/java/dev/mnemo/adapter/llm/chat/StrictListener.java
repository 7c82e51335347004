package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.EOFException;

/**
 * Tells a provider's client of every fault of a stream. Without it, LangChain4j logs an event that
 * a client cannot read, with the provider's words, and goes on without it; and most clients take no
 * notice of a stream that ends before its last event.
 */
final class StrictListener implements ServerSentEventListener {

  private final ServerSentEventListener client;
  private boolean failed;

  StrictListener(ServerSentEventListener client) {
    this.client = client;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    client.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    if (failed || event.data().isBlank()) {
      return;
    }
    try {
      if (Refusal.tellsWithheld(event.data())) {
        throw ProviderStatus.withheld();
      }
      client.onEvent(event, context);
    } catch (RuntimeException e) {
      onError(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    failed = true;
    client.onError(failure);
  }

  @Override
  public void onClose() {
    if (failed) {
      return;
    }
    client.onClose();
    // Nobody hears it who has the whole answer.
    client.onError(new EOFException("the stream ended in the middle of the answer"));
  }
}
