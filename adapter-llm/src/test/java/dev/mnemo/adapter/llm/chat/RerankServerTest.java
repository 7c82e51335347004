package dev.mnemo.adapter.llm.chat;

import static dev.mnemo.adapter.llm.chat.Replies.body;
import static dev.mnemo.adapter.llm.chat.Replies.cutBody;
import static dev.mnemo.adapter.llm.chat.Replies.slowBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.mnemo.adapter.llm.chat.ModelServer.Reply;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.testkit.TestClock;
import dev.mnemo.testkit.contract.RerankerContract;
import dev.mnemo.testkit.fake.FakeReranker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RerankServerTest implements RerankerContract {

  private static final List<String> TWO = List.of(OTHER, ANSWER);

  /** Scores as the testkit's fake does, the best first. */
  private static final Reply BY_WORDS =
      call -> body(200, answer(call.request(), Map.of())).send(call);

  private final List<AutoCloseable> open = new ArrayList<>();

  @Override
  public Reranker openReranker() {
    return asking(serving(BY_WORDS), ProviderSetup.AMPLE);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void theRequestShouldBeAsDocumented() {
    ModelServer server = serving(BY_WORDS);

    asking(server, ProviderSetup.AMPLE).judge(QUESTION, TWO);

    assertThat(server.paths()).containsExactly("POST /v1/rerank");
    assertThat(server.headers().getFirst().getFirst("Authorization"))
        .isEqualTo("Bearer " + Dialect.KEY);
    assertThat(server.headers().getFirst().getFirst("Content-Type")).isEqualTo("application/json");
    JsonNode request = server.requests().getFirst();
    assertThat(request.path("model").asText()).isEqualTo("test-model");
    assertThat(request.path("query").asText()).isEqualTo(QUESTION);
    assertThat(request.path("documents"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(TWO);
    assertThat(request.path("top_n").asInt()).isEqualTo(2);
    assertThat(request.size()).isEqualTo(4);
  }

  @Test
  void tokensShouldBeThoseThatTheServerTellsInItsWay() {
    assertThat(usage(Map.of("usage", Map.of("prompt_tokens", 31, "total_tokens", 35))))
        .isEqualTo(new Usage(31, 0, Optional.empty(), false));
    assertThat(usage(Map.of("usage", Map.of("total_tokens", 35))))
        .isEqualTo(new Usage(35, 0, Optional.empty(), false));
    assertThat(usage(Map.of("meta", Map.of("tokens", Map.of("input_tokens", 40)))))
        .isEqualTo(new Usage(40, 0, Optional.empty(), false));
    assertThat(usage(Map.of("meta", Map.of("billed_units", Map.of("search_units", 1)))).estimated())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404})
  void aRefusalShouldBeLastingAndToldWithoutTheKey(int status) {
    ModelFailureException failure = failure(body(status, Dialect.WORDS));

    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("HTTP " + status);
    assertThat(printed(failure)).doesNotContain(Dialect.KEY, "PROVIDER WORDS");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aPassingFailureShouldBeToldAsOneWithoutAnotherAttempt(int status) {
    ModelServer server = serving(body(status, Dialect.WORDS, "Retry-After", "7"));

    ModelFailureException failure = failure(asking(server, ProviderSetup.AMPLE));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(printed(failure)).doesNotContain(Dialect.KEY, "PROVIDER WORDS");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PROVIDER WORDS",
        "{}",
        "[]",
        "{\"results\": [",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 0.5}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 0.5}, {\"index\": 2, \"relevance_score\": 1}]}",
        "{\"results\": [{\"index\": 1, \"relevance_score\": 0.5}, {\"index\": 1, \"relevance_score\": 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 0.5}, {\"index\": 1, \"relevance_score\": \"high\"}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 0.5}, {\"relevance_score\": 1}]}"
      })
  void anAnswerThatIsNoneShouldBeATransientFailure(String answer) {
    ModelFailureException failure = failure(body(200, answer));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("'test-model'");
    assertThat(printed(failure)).doesNotContain("PROVIDER WORDS");
  }

  @Test
  void anAnswerThatIsCutShouldBeATransientFailure() {
    assertThat(failure(cutBody("{\"results\": [")).retryable()).isTrue();
  }

  @Test
  void anAnswerThatDoesNotEndShouldEndAtTheDeadline() {
    ModelFailureException failure = failure(asking(serving(slowBody()), ProviderSetup.SHORT));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContaining("did not finish in time");
  }

  @Test
  void aServerThatIsNotThereShouldBeATransientFailure() {
    ModelServer server = serving(BY_WORDS);
    Reranker reranker = asking(server, ProviderSetup.AMPLE);
    server.close();

    assertThat(failure(reranker)).hasMessageContaining("cannot be reached");
  }

  private Usage usage(Map<String, Object> told) {
    Reply telling = call -> body(200, answer(call.request(), told)).send(call);
    return asking(serving(telling), ProviderSetup.AMPLE).judge(QUESTION, TWO).usage();
  }

  private ModelFailureException failure(Reply reply) {
    return failure(asking(serving(reply), ProviderSetup.AMPLE));
  }

  private static ModelFailureException failure(Reranker reranker) {
    return catchThrowableOfType(ModelFailureException.class, () -> reranker.judge(QUESTION, TWO));
  }

  private ModelServer serving(Reply reply) {
    ModelServer server = ModelServer.replying(reply);
    open.add(server);
    return server;
  }

  private Reranker asking(ModelServer server, Duration timeout) {
    var at = new ModelServerConfig(server.origin().resolve("/v1"), Optional.of(Dialect.KEY));
    RerankerConfig config = RerankerConfig.of(Dialect.MODEL).withLimits(512, timeout);
    Injector injector =
        Guice.createInjector(
            new RerankerServerModule(at, config),
            binder -> binder.bind(Clock.class).toInstance(TestClock.atNoon()));
    open.add(injector.getInstance(RerankerServerModule.Connection.class));
    return injector.getInstance(Reranker.class);
  }

  private static String answer(JsonNode request, Map<String, Object> told) {
    List<String> texts = new ArrayList<>();
    request.path("documents").forEach(text -> texts.add(text.asText()));
    List<Double> scores = new FakeReranker().judge(request.path("query").asText(), texts).scores();
    List<Map<String, Object>> results = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      results.add(Map.of("index", i, "relevance_score", scores.get(i)));
    }
    results.sort(Comparator.comparingDouble(one -> -(double) one.get("relevance_score")));
    Map<String, Object> answer = new HashMap<>(told);
    answer.put("results", results);
    return Replies.json(answer);
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
