package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scoring model behind {@code POST …/rerank}, as Cohere came up with it and Jina, vLLM and
 * llama.cpp speak it too: the answer names each text by its place in the request, the best first.
 */
final class RerankServer implements ScoringModel {

  private static final ObjectMapper JSON = new ObjectMapper();
  // Jina and vLLM; older versions of them; Cohere.
  private static final List<String> TOKENS =
      List.of("/usage/prompt_tokens", "/usage/total_tokens", "/meta/tokens/input_tokens");

  private final String model;
  private final ModelServerConfig server;
  private final HttpClient http;

  RerankServer(String model, ModelServerConfig server, HttpClient http) {
    this.model = model;
    this.server = server;
    this.http = http;
  }

  @Override
  public Response<List<Double>> scoreAll(List<TextSegment> segments, String question) {
    JsonNode answer = parsed(http.execute(request(segments, question)).body());
    return Response.from(scores(answer, segments.size()), tokens(answer));
  }

  private HttpRequest request(List<TextSegment> segments, String question) {
    ObjectNode body = JSON.createObjectNode().put("model", model).put("query", question);
    ArrayNode documents = body.putArray("documents");
    segments.forEach(segment -> documents.add(segment.text()));
    HttpRequest.Builder request =
        HttpRequest.builder()
            .method(HttpMethod.POST)
            .url(server.baseUri().toString(), "/rerank")
            .addHeader("Content-Type", "application/json")
            .body(body.put("top_n", segments.size()).toString());
    server.apiKey().ifPresent(key -> request.addHeader("Authorization", "Bearer " + key));
    return request.build();
  }

  private static List<Double> scores(JsonNode answer, int texts) {
    List<@Nullable Double> scores = new ArrayList<>(Collections.nCopies(texts, null));
    for (JsonNode result : answer.path("results")) {
      int index = result.path("index").asInt(-1);
      JsonNode score = result.path("relevance_score");
      if (index < 0 || index >= texts || !score.isNumber() || scores.get(index) != null) {
        throw new IllegalStateException("a result of no text, or without a score");
      }
      scores.set(index, score.doubleValue());
    }
    if (scores.contains(null)) {
      throw new IllegalStateException("a text without a result");
    }
    return scores.stream().flatMap(Stream::ofNullable).toList();
  }

  private static @Nullable TokenUsage tokens(JsonNode answer) {
    return TOKENS.stream()
        .map(answer::at)
        .filter(JsonNode::isInt)
        .findFirst()
        .map(count -> new TokenUsage(count.intValue()))
        .orElse(null);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the answer is no JSON", e);
    }
  }
}
