package dev.mnemo.adapter.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.RerankerContract;
import dev.mnemo.testkit.fake.FakeReranker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ScoringRerankerTest implements RerankerContract {

  private static final List<String> TWO = List.of(ANSWER, OTHER);

  /** Scores as the testkit's fake does. */
  private static final ScoringModel BY_WORDS =
      (segments, question) ->
          Response.from(
              new FakeReranker()
                  .judge(question, segments.stream().map(TextSegment::text).toList())
                  .scores());

  @Override
  public Reranker openReranker() {
    return open(BY_WORDS, Duration.ofSeconds(30));
  }

  @Test
  void longTextsShouldBeCutToWhatTheModelReads() {
    List<Integer> lengths = new ArrayList<>();
    ScoringModel measuring =
        (segments, question) -> {
          segments.forEach(one -> lengths.add(one.text().length()));
          return BY_WORDS.scoreAll(segments, question);
        };

    open(measuring, Duration.ofSeconds(30)).judge(QUESTION, List.of(ANSWER, ANSWER.repeat(1_000)));

    assertThat(lengths.getFirst()).isEqualTo(ANSWER.length());
    assertThat(lengths.getLast()).isLessThan(ANSWER.length() * 200);
  }

  @Test
  void usageShouldBeTheModelsOwnOrElseEstimated() {
    ScoringModel telling =
        (segments, question) -> Response.from(List.of(1.0, 0.0), new TokenUsage(42));

    assertThat(open(telling, Duration.ofSeconds(30)).judge(QUESTION, TWO).usage())
        .isEqualTo(new Usage(42, 0, Optional.empty(), false));
    assertThat(openReranker().judge(QUESTION, TWO).usage().estimated()).isTrue();
    assertThat(openReranker().judge(QUESTION, TWO).usage().tokensIn()).isBetween(20L, 60L);
  }

  @Test
  void scoresThatAreNoneShouldBeAFailureOfTheModel() {
    for (List<Double> scores : List.of(List.of(1.0), List.of(1.0, Double.NaN))) {
      Reranker reranker =
          open((segments, question) -> Response.from(scores), Duration.ofSeconds(30));

      assertThatExceptionOfType(ModelFailureException.class)
          .isThrownBy(() -> reranker.judge(QUESTION, TWO))
          .withMessageContaining("'scorer'")
          .withMessageContaining("use another");
    }
  }

  @Test
  void aModelThatDoesNotAnswerShouldNotBeWaitedForLong() {
    CountDownLatch never = new CountDownLatch(1);
    ScoringModel silent =
        (segments, question) -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Response.from(List.of());
        };

    assertThatExceptionOfType(ModelFailureException.class)
        .isThrownBy(() -> open(silent, Duration.ofMillis(20)).judge(QUESTION, TWO))
        .withMessageContaining("did not finish in time");
  }

  @Test
  void aModelThatFailsAgainAndAgainShouldBeLeftAlone() {
    AtomicInteger calls = new AtomicInteger();
    Reranker reranker =
        open(
            (segments, question) -> {
              calls.incrementAndGet();
              throw new InternalServerException("out of memory");
            },
            Duration.ofSeconds(30));

    for (int i = 0; i < 12; i++) {
      assertThatExceptionOfType(ModelFailureException.class)
          .isThrownBy(() -> reranker.judge(QUESTION, TWO));
    }

    assertThat(calls).hasValue(5);
  }

  private static Reranker open(ScoringModel model, Duration timeout) {
    var config = RerankerConfig.of("scorer").withLimits(512, timeout);
    return Guice.createInjector(
            new RerankerModule(config, model),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Clock.class).toInstance(TestClock.atNoon());
              }
            })
        .getInstance(Reranker.class);
  }
}
