package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Map;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AwaitedBodyTest {

  private static final ResponseInfo HEAD =
      new ResponseInfo() {
        @Override
        public int statusCode() {
          return 200;
        }

        @Override
        public HttpHeaders headers() {
          return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
          return HttpClient.Version.HTTP_1_1;
        }
      };

  private final AwaitedBody body = new AwaitedBody();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void anAnswerThatArrivesAfterItsCallerLeftShouldBeClosed() {
    body.abandon();

    arrive();

    assertThat(cancelled).isTrue();
  }

  @Test
  void anAnswerThatArrivedAsItsCallerLeftShouldBeClosed() {
    arrive();
    assertThat(cancelled).as("before anybody left").isFalse();

    body.abandon();

    assertThat(cancelled).isTrue();
  }

  private void arrive() {
    BodySubscriber<InputStream> subscriber = body.apply(HEAD);
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long more) {}

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        });
  }
}
