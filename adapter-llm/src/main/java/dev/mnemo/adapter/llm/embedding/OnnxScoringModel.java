package dev.mnemo.adapter.llm.embedding;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.mnemo.domain.exception.ModelFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A cross-encoder as LangChain4j knows it, loaded when it is first asked. */
final class OnnxScoringModel implements ScoringModel {

  private final Supplier<CrossEncoder> model;

  OnnxScoringModel(Supplier<CrossEncoder> model) {
    this.model = model;
  }

  @Override
  public Response<List<Double>> scoreAll(List<TextSegment> segments, String question) {
    CrossEncoder encoder = model.get();
    List<Integer> asked = encoder.question(question);
    List<Double> scores = new ArrayList<>(segments.size());
    int tokens = 0;
    for (TextSegment segment : segments) {
      if (Thread.currentThread().isInterrupted()) {
        throw ModelFailureException.transientFailure(
            "judging was ended by its caller", new InterruptedException());
      }
      CrossEncoder.Pair pair = encoder.pair(asked, segment.text());
      scores.add(encoder.score(pair));
      tokens += pair.length();
    }
    return Response.from(scores, new TokenUsage(tokens));
  }
}
