package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/**
 * Hands one client to every model. LangChain4j's time-outs are ignored: they do not bound a body or
 * a stream, and {@link ChatCall} and {@link ChatStream} do.
 */
final class ProviderHttpClientBuilder implements HttpClientBuilder {

  private final HttpClient client;

  ProviderHttpClientBuilder(HttpClient client) {
    this.client = client;
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ZERO;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return Duration.ZERO;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return client;
  }
}
