package dev.mnemo.adapter.cache.fs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.Turn;
import dev.mnemo.domain.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored form of what an entry says; its id, number and time are columns beside it. What is
 * malformed is refused as {@link InvalidInputException} with the field that is wrong.
 */
final class EntryJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // What was accepted must stay readable, however long it is.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private EntryJson() {}

  static String write(QAEntry entry) {
    Turn turn = entry.turn();
    ObjectNode json = JSON.createObjectNode();
    json.put("question", turn.question());
    json.put("answer", turn.answer());
    json.put("context", turn.context());
    turn.used().nodeIds().forEach(json.putArray("node_ids")::add);
    turn.used().edgeIds().forEach(json.putArray("edge_ids")::add);
    json.put("tokens_in", turn.usage().tokensIn());
    json.put("tokens_out", turn.usage().tokensOut());
    // As a text: a JSON number would lose digits in other readers.
    turn.usage().costUsd().ifPresent(cost -> json.put("cost_usd", cost.toString()));
    json.put("estimated", turn.usage().estimated());
    json.set("metadata", tree(turn.metadata()));
    entry
        .feedback()
        .ifPresent(
            given ->
                json.putObject("feedback").put("score", given.score()).put("text", given.text()));
    return json.toString();
  }

  static QAEntry read(SessionKey session, long sequence, EntryId id, Instant time, String payload) {
    JsonNode json = parse(payload);
    Optional<BigDecimal> cost =
        json.has("cost_usd") ? Optional.of(decimal(text(json, "cost_usd"))) : Optional.empty();
    Usage usage =
        new Usage(
            whole(json, "tokens_in"), whole(json, "tokens_out"), cost, truth(json, "estimated"));
    Turn turn =
        new Turn(
            id,
            time,
            text(json, "question"),
            text(json, "answer"),
            text(json, "context"),
            new GraphElementIds(texts(json, "node_ids"), texts(json, "edge_ids")),
            usage,
            metadata(json.path("metadata")));
    return new QAEntry(session, sequence, turn, feedback(json));
  }

  static String write(Metadata metadata) {
    return tree(metadata).toString();
  }

  static Metadata readMetadata(String stored) {
    return metadata(parse(stored));
  }

  /** An exact decimal as {@link BigDecimal#toString()} writes it. */
  static BigDecimal decimal(String stored) {
    try {
      return new BigDecimal(stored);
    } catch (NumberFormatException e) {
      throw malformed("cost");
    }
  }

  private static ObjectNode tree(Metadata metadata) {
    ObjectNode json = JSON.createObjectNode();
    metadata.values().forEach(json::put);
    return json;
  }

  private static JsonNode parse(String stored) {
    try {
      JsonNode json = JSON.readTree(stored);
      if (!json.isObject()) {
        throw malformed("payload");
      }
      return json;
    } catch (JsonProcessingException e) {
      // The parser's own words may quote the conversation.
      throw malformed("payload");
    }
  }

  private static Optional<Feedback> feedback(JsonNode json) {
    if (!json.has("feedback")) {
      return Optional.empty();
    }
    JsonNode given = json.get("feedback");
    int score = Math.clamp(whole(given, "score"), Integer.MIN_VALUE, Integer.MAX_VALUE);
    return Optional.of(new Feedback(score, text(given, "text")));
  }

  private static Metadata metadata(JsonNode json) {
    if (!json.isObject()) {
      throw malformed("metadata");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> value : json.properties()) {
      values.put(value.getKey(), text(json, value.getKey()));
    }
    return new Metadata(values);
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw malformed(name);
    }
    return value.textValue();
  }

  private static List<String> texts(JsonNode json, String name) {
    if (!(json.path(name) instanceof ArrayNode array)) {
      throw malformed(name);
    }
    List<String> values = new ArrayList<>(array.size());
    for (JsonNode value : array) {
      if (!value.isTextual()) {
        throw malformed(name);
      }
      values.add(value.textValue());
    }
    return values;
  }

  private static long whole(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed(name);
    }
    return value.longValue();
  }

  private static boolean truth(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isBoolean()) {
      throw malformed(name);
    }
    return value.booleanValue();
  }

  /** Without the value, which may be part of a conversation. */
  private static InvalidInputException malformed(String field) {
    return InvalidInputException.missing(field, "it is malformed where it is stored");
  }
}
