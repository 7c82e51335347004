package dev.mnemo.adapter.cache.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
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

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // What was accepted must stay readable, however long it is.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

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
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      require(json.isExpectedStartObjectToken(), "entry");
      Fields fields = new Fields();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        fields.read(name, json);
      }
      require(json.nextToken() == null, "end");
      return fields.entry(key, sequence);
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
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return metadata(json);
    } catch (IOException | InvalidInputException e) {
      return Metadata.NONE;
    }
  }

  /** What was read of an entry so far; what an entry may lack is there from the start. */
  private static final class Fields {
    private String id = "";
    private String time = "";
    private Optional<String> question = Optional.empty();
    private Optional<String> answer = Optional.empty();
    private String context = "";
    private List<String> nodes = List.of();
    private List<String> edges = List.of();
    private Usage usage = Usage.NONE;
    private Metadata metadata = Metadata.NONE;
    private Optional<Feedback> feedback = Optional.empty();

    void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "id" -> id = text(json, name);
        case "time" -> time = text(json, name);
        case "question" -> question = Optional.of(text(json, name));
        case "answer" -> answer = Optional.of(text(json, name));
        case "context" -> context = text(json, name);
        case "nodes" -> nodes = texts(json, name);
        case "edges" -> edges = texts(json, name);
        case "usage" -> usage = usage(json);
        case "metadata" -> metadata = metadata(json);
        case "feedback" -> feedback = Optional.of(feedback(json));
        default -> json.skipChildren();
      }
    }

    QAEntry entry(SessionKey key, long sequence) {
      Turn turn =
          new Turn(
              new EntryId(id),
              Instant.parse(time),
              question.orElseThrow(() -> malformed("question")),
              answer.orElseThrow(() -> malformed("answer")),
              context,
              new GraphElementIds(nodes, edges),
              usage,
              metadata);
      return new QAEntry(key, sequence, turn, feedback);
    }
  }

  // Each of the following finds the parser at the first token of what it reads.

  private static Usage usage(JsonParser json) throws IOException {
    long in = 0;
    long out = 0;
    Optional<BigDecimal> cost = Optional.empty();
    boolean estimated = false;
    require(json.isExpectedStartObjectToken(), "usage");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "in" -> in = whole(json, name);
        case "out" -> out = whole(json, name);
        case "cost" -> cost = Optional.of(new BigDecimal(text(json, name)));
        case "estimated" -> estimated = truth(json, name);
        default -> json.skipChildren();
      }
    }
    return new Usage(in, out, cost, estimated);
  }

  private static Feedback feedback(JsonParser json) throws IOException {
    long score = 0;
    String text = "";
    require(json.isExpectedStartObjectToken(), "feedback");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "score" -> score = whole(json, name);
        case "text" -> text = text(json, name);
        default -> json.skipChildren();
      }
    }
    return new Feedback(Math.clamp(score, 0, Integer.MAX_VALUE), text);
  }

  private static Metadata metadata(JsonParser json) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    require(json.isExpectedStartObjectToken(), "metadata");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      values.put(name, text(json, "metadata"));
    }
    return values.isEmpty() ? Metadata.NONE : new Metadata(values);
  }

  private static List<String> texts(JsonParser json, String field) throws IOException {
    require(json.isExpectedStartArrayToken(), field);
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json, field));
    }
    return texts;
  }

  private static String text(JsonParser json, String field) throws IOException {
    require(json.hasToken(JsonToken.VALUE_STRING), field);
    return json.getText();
  }

  private static long whole(JsonParser json, String field) throws IOException {
    require(json.hasToken(JsonToken.VALUE_NUMBER_INT), field);
    return json.getLongValue();
  }

  private static boolean truth(JsonParser json, String field) throws IOException {
    require(json.currentToken().isBoolean(), field);
    return json.getBooleanValue();
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw malformed(field);
    }
  }

  private static InvalidInputException malformed(String field) {
    return InvalidInputException.missing(field, "it is malformed where it is stored");
  }
}
