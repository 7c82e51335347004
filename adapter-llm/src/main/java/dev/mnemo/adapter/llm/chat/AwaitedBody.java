package dev.mnemo.adapter.llm.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, for as long as somebody waits for it. The JDK's client drops an answer
 * whose head arrives as its caller is interrupted, without closing it: the connection would stay
 * open for as long as the server speaks.
 */
final class AwaitedBody implements BodyHandler<InputStream> {

  private @Nullable InputStream body;
  private boolean abandoned;

  @Override
  public BodySubscriber<InputStream> apply(ResponseInfo head) {
    BodySubscriber<InputStream> subscriber = BodySubscribers.ofInputStream();
    subscriber.getBody().thenAccept(this::arrived);
    return subscriber;
  }

  /** Closes the body, also if it is still to come; and with it the connection. */
  synchronized void abandon() {
    abandoned = true;
    close();
  }

  private synchronized void arrived(InputStream arriving) {
    body = arriving;
    if (abandoned) {
      close();
    }
  }

  private void close() {
    if (body != null) {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the connection to the model's server stays open", e);
      }
    }
  }
}
