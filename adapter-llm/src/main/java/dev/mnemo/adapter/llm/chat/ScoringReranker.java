package dev.mnemo.adapter.llm.chat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Relevance;
import dev.mnemo.domain.port.Reranker;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges by any scoring model of LangChain4j, in one attempt: whoever waits can do without. */
final class ScoringReranker implements Reranker {

  private final RerankerConfig config;
  private final ScoringModel model;
  private final ChatBreaker breaker;
  private final ChatTokens tokens;

  ScoringReranker(RerankerConfig config, ScoringModel model, ChatBreaker breaker) {
    this.config = config;
    this.model = model;
    this.breaker = breaker;
    this.tokens = ChatTokens.of(config.model());
  }

  @Override
  public String name() {
    return config.model();
  }

  @Override
  public Relevance judge(String question, List<String> texts) {
    String asked = tokens.head(told("question", question), config.tokensPerText());
    List<TextSegment> segments =
        Require.present("texts", texts).stream()
            .map(text -> tokens.head(told("text", text), config.tokensPerText()))
            .map(TextSegment::from)
            .toList();
    if (segments.isEmpty()) {
      return new Relevance(List.of(), Usage.NONE);
    }
    try {
      return breaker.call(() -> attempt(asked, segments));
    } catch (CallNotPermittedException e) {
      throw breaker.leftAlone(e);
    }
  }

  private Relevance attempt(String asked, List<TextSegment> segments) {
    Response<List<Double>> response =
        ChatCall.run(
            name(), () -> model.scoreAll(segments, asked), ChatDeadline.in(config.timeout()));
    List<Double> scores = response.content();
    if (scores == null || scores.size() != segments.size()) {
      throw useless(
          "gave %d scores for %d texts"
              .formatted(scores == null ? 0 : scores.size(), segments.size()),
          new IllegalStateException());
    }
    try {
      return new Relevance(scores, usage(asked, segments, response.tokenUsage()));
    } catch (InvalidInputException e) {
      throw useless("gave a score that is not finite", e);
    }
  }

  private ModelFailureException useless(String what, Exception cause) {
    return ModelFailureException.permanentFailure(
        "the model '%s' %s; use another one".formatted(name(), what), cause);
  }

  private Usage usage(String asked, List<TextSegment> segments, @Nullable TokenUsage reported) {
    Optional<Integer> in =
        Optional.ofNullable(reported).map(TokenUsage::inputTokenCount).filter(n -> n >= 0);
    long sent = in.orElseGet(() -> estimate(asked, segments));
    Optional<BigDecimal> cost =
        config.inProcess() ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    return new Usage(sent, 0, cost, in.isEmpty());
  }

  // The model reads the question with every text.
  private int estimate(String asked, List<TextSegment> segments) {
    return tokens.count(asked) * segments.size()
        + segments.stream().mapToInt(one -> tokens.count(one.text())).sum();
  }

  private static String told(String what, String text) {
    if (Require.text(what, text).isBlank()) {
      throw new InvalidInputException(what, text, "give one that is not blank");
    }
    return text;
  }
}
