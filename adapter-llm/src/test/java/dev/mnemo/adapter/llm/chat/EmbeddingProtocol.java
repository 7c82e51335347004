package dev.mnemo.adapter.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** How each provider's embedding models are spoken to, as its documentation shows it. */
enum EmbeddingProtocol {
  OPENAI("/v1", "/v1/embeddings", true) {
    @Override
    ProviderEmbedder.Provider provider(ModelServerConfig server, EmbeddingModelConfig config) {
      return EmbeddingModelModule.openAiProvider(server, config);
    }

    @Override
    List<String> texts(JsonNode request) {
      return strings(request.path("input"));
    }

    @Override
    ObjectNode answer(List<float[]> vectors) {
      ObjectNode body = object().put("object", "list").put("model", "test-model");
      ArrayNode data = body.putArray("data");
      for (int i = 0; i < vectors.size(); i++) {
        ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
        one.set("embedding", numbers(vectors.get(i)));
      }
      body.putObject("usage").put("prompt_tokens", TOKENS).put("total_tokens", TOKENS);
      return body;
    }
  },

  OLLAMA("", "/api/embed", true) {
    @Override
    ProviderEmbedder.Provider provider(ModelServerConfig server, EmbeddingModelConfig config) {
      return EmbeddingModelModule.ollamaProvider(server, config);
    }

    @Override
    List<String> texts(JsonNode request) {
      return strings(request.path("input"));
    }

    @Override
    ObjectNode answer(List<float[]> vectors) {
      ObjectNode body = object().put("model", "test-model");
      ArrayNode embeddings = body.putArray("embeddings");
      vectors.forEach(vector -> embeddings.add(numbers(vector)));
      return body.put("total_duration", 14143917)
          .put("load_duration", 1019500)
          .put("prompt_eval_count", TOKENS);
    }
  },

  GEMINI("/v1beta", "/v1beta/models/test-model:batchEmbedContents", false) {
    @Override
    ProviderEmbedder.Provider provider(ModelServerConfig server, EmbeddingModelConfig config) {
      return EmbeddingModelModule.geminiProvider(server, config);
    }

    @Override
    List<String> texts(JsonNode request) {
      List<String> texts = new ArrayList<>();
      request
          .path("requests")
          .forEach(
              one -> texts.add(one.path("content").path("parts").path(0).path("text").asText()));
      return texts;
    }

    @Override
    ObjectNode answer(List<float[]> vectors) {
      ObjectNode body = object();
      ArrayNode embeddings = body.putArray("embeddings");
      vectors.forEach(vector -> embeddings.addObject().set("values", numbers(vector)));
      return body;
    }
  };

  /** What every answer says was read, where the protocol has a word for it. */
  static final int TOKENS = 41;

  final String base;
  final String path;
  final boolean reportsTokens;

  EmbeddingProtocol(String base, String path, boolean reportsTokens) {
    this.base = base;
    this.path = path;
    this.reportsTokens = reportsTokens;
  }

  abstract ProviderEmbedder.Provider provider(
      ModelServerConfig server, EmbeddingModelConfig config);

  /** The texts that a request asks to embed. */
  abstract List<String> texts(JsonNode request);

  /** The answer with these vectors. */
  abstract ObjectNode answer(List<float[]> vectors);

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(one -> strings.add(one.asText()));
    return strings;
  }

  private static ArrayNode numbers(float[] vector) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (float value : vector) {
      // As text, so that the double of a float does not grow digits.
      array.add(new BigDecimal(Float.toString(value)));
    }
    return array;
  }
}
