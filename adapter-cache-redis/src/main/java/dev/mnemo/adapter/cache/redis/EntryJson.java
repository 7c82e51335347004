package dev.mnemo.adapter.cache.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored form of an entry, which {@code edit.lua} cuts and joins: compact JSON, the id first,
 * the answer before anything a caller names, feedback last. What is empty is left out, and neither
 * session nor sequence is in it, since its key and its position in the list say both.
 */
final class EntryJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EntryJson() {}

  /** How the text of every entry starts. */
  static final String START = "{\"id\":";

  /** How the text of the entry of that id starts; no other entry's text does. */
  static String start(EntryId id) {
    return START + quoted(id.value()) + ',';
  }

  static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  static String write(Turn turn, Optional<Feedback> feedback) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", turn.id().value());
    node.put("time", turn.time().toString());
    node.put("question", turn.question());
    node.put("answer", turn.answer());
    if (!turn.context().isEmpty()) {
      node.put("context", turn.context());
    }
    if (!turn.used().equals(GraphElementIds.NONE)) {
      turn.used().nodeIds().forEach(node.putArray("nodes")::add);
      turn.used().edgeIds().forEach(node.putArray("edges")::add);
    }
    if (!turn.usage().equals(Usage.NONE)) {
      ObjectNode usage = node.putObject("usage");
      usage.put("in", turn.usage().tokensIn());
      usage.put("out", turn.usage().tokensOut());
      turn.usage().costUsd().ifPresent(cost -> usage.put("cost", cost.toString()));
      usage.put("estimated", turn.usage().estimated());
    }
    if (!turn.metadata().values().isEmpty()) {
      turn.metadata().values().forEach(node.putObject("metadata")::put);
    }
    feedback.ifPresent(given -> node.set("feedback", node(given)));
    return node.toString();
  }

  static String write(Feedback feedback) {
    return node(feedback).toString();
  }

  private static ObjectNode node(Feedback given) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("score", given.score())
        .put("text", given.text());
  }

  static QAEntry read(SessionKey key, long sequence, String text) throws IOException {
    if (StrictUtf8Codec.isMalformed(text)) {
      throw new IOException("is not UTF-8");
    }
    try {
      JsonNode node = JSON.readTree(text);
      Turn turn =
          new Turn(
              new EntryId(required(node, "id")),
              Instant.parse(required(node, "time")),
              required(node, "question"),
              required(node, "answer"),
              node.path("context").asText(""),
              new GraphElementIds(texts(node.path("nodes")), texts(node.path("edges"))),
              usage(node.path("usage")),
              metadata(node.path("metadata")));
      JsonNode feedback = node.path("feedback");
      return new QAEntry(
          key,
          sequence,
          turn,
          feedback.isMissingNode()
              ? Optional.empty()
              : Optional.of(
                  new Feedback(feedback.path("score").asInt(), feedback.path("text").asText(""))));
    } catch (JsonProcessingException e) {
      throw new IOException("is not JSON: " + e.getOriginalMessage(), e);
    } catch (InvalidInputException | DateTimeException | NumberFormatException e) {
      throw new IOException("is not an entry: " + e.getMessage(), e);
    }
  }

  static String write(Metadata metadata) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    metadata.values().forEach(node::put);
    return node.toString();
  }

  /** No metadata where the stored text is damaged: a session must stay usable without its title. */
  static Metadata metadata(String text) {
    try {
      return metadata(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Metadata.NONE;
    }
  }

  private static String required(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw InvalidInputException.missing(field, "every entry has one");
    }
    return value.asText();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    if (array instanceof ArrayNode values) {
      values.forEach(value -> texts.add(value.asText()));
    }
    return texts;
  }

  private static Usage usage(JsonNode node) {
    if (node.isMissingNode()) {
      return Usage.NONE;
    }
    return new Usage(
        node.path("in").asLong(),
        node.path("out").asLong(),
        node.has("cost")
            ? Optional.of(new BigDecimal(node.path("cost").asText()))
            : Optional.empty(),
        node.path("estimated").asBoolean());
  }

  private static Metadata metadata(JsonNode node) {
    Map<String, String> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText()));
    return values.isEmpty() ? Metadata.NONE : new Metadata(values);
  }
}
