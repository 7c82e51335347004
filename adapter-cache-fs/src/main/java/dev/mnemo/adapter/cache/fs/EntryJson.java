package dev.mnemo.adapter.cache.fs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
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

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // What was accepted must stay readable, however long it is.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private EntryJson() {}

  static String write(Turn turn, Optional<Feedback> feedback) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
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
    feedback.ifPresent(
        given -> json.putObject("feedback").put("score", given.score()).put("text", given.text()));
    return json.toString();
  }

  static QAEntry read(SessionKey session, long sequence, EntryId id, Instant time, String payload) {
    return parsed(
        payload,
        json -> {
          Fields fields = new Fields();
          for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            fields.read(name, json);
          }
          return fields.entry(session, sequence, id, time);
        });
  }

  static String write(Metadata metadata) {
    return tree(metadata).toString();
  }

  static Metadata readMetadata(String stored) {
    return parsed(stored, EntryJson::metadata);
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
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    metadata.values().forEach(json::put);
    return json;
  }

  private interface Form<T> {
    /** Reads an object, the parser standing at its start. */
    T read(JsonParser json) throws IOException;
  }

  private static <T> T parsed(String stored, Form<T> form) {
    try (JsonParser json = JSON.createParser(stored)) {
      json.nextToken();
      require(json.isExpectedStartObjectToken(), "payload");
      T read = form.read(json);
      require(json.nextToken() == null, "payload");
      return read;
    } catch (IOException e) {
      // The parser's own words may quote the conversation.
      throw malformed("payload");
    }
  }

  /** What was read of an entry so far. */
  private static final class Fields {
    private Optional<String> question = Optional.empty();
    private Optional<String> answer = Optional.empty();
    private Optional<String> context = Optional.empty();
    private Optional<List<String>> nodes = Optional.empty();
    private Optional<List<String>> edges = Optional.empty();
    private Optional<Long> tokensIn = Optional.empty();
    private Optional<Long> tokensOut = Optional.empty();
    private Optional<BigDecimal> cost = Optional.empty();
    private Optional<Boolean> estimated = Optional.empty();
    private Optional<Metadata> metadata = Optional.empty();
    private Optional<Feedback> feedback = Optional.empty();

    void read(String name, JsonParser json) throws IOException {
      switch (name) {
        case "question" -> question = Optional.of(text(json, name));
        case "answer" -> answer = Optional.of(text(json, name));
        case "context" -> context = Optional.of(text(json, name));
        case "node_ids" -> nodes = Optional.of(texts(json, name));
        case "edge_ids" -> edges = Optional.of(texts(json, name));
        case "tokens_in" -> tokensIn = Optional.of(whole(json, name));
        case "tokens_out" -> tokensOut = Optional.of(whole(json, name));
        case "cost_usd" -> cost = Optional.of(decimal(text(json, name)));
        case "estimated" -> estimated = Optional.of(truth(json, name));
        case "metadata" -> metadata = Optional.of(metadata(json));
        case "feedback" -> feedback = Optional.of(feedback(json));
        default -> json.skipChildren();
      }
    }

    QAEntry entry(SessionKey session, long sequence, EntryId id, Instant time) {
      Usage usage =
          new Usage(
              given("tokens_in", tokensIn),
              given("tokens_out", tokensOut),
              cost,
              given("estimated", estimated));
      Turn turn =
          new Turn(
              id,
              time,
              given("question", question),
              given("answer", answer),
              given("context", context),
              new GraphElementIds(given("node_ids", nodes), given("edge_ids", edges)),
              usage,
              given("metadata", metadata));
      return new QAEntry(session, sequence, turn, feedback);
    }

    private static <T> T given(String name, Optional<T> value) {
      return value.orElseThrow(() -> malformed(name));
    }
  }

  // Each of the following finds the parser at the first token of what it reads.

  private static Feedback feedback(JsonParser json) throws IOException {
    long score = 0;
    Optional<String> text = Optional.empty();
    require(json.isExpectedStartObjectToken(), "feedback");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "score" -> score = whole(json, name);
        case "text" -> text = Optional.of(text(json, name));
        default -> json.skipChildren();
      }
    }
    return new Feedback(
        Math.clamp(score, Integer.MIN_VALUE, Integer.MAX_VALUE), Fields.given("text", text));
  }

  private static Metadata metadata(JsonParser json) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    require(json.isExpectedStartObjectToken(), "metadata");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      values.put(name, text(json, name));
    }
    return new Metadata(values);
  }

  private static List<String> texts(JsonParser json, String name) throws IOException {
    require(json.isExpectedStartArrayToken(), name);
    List<String> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(text(json, name));
    }
    return values;
  }

  private static String text(JsonParser json, String name) throws IOException {
    require(json.hasToken(JsonToken.VALUE_STRING), name);
    return json.getText();
  }

  private static long whole(JsonParser json, String name) throws IOException {
    require(json.hasToken(JsonToken.VALUE_NUMBER_INT), name);
    return json.getLongValue();
  }

  private static boolean truth(JsonParser json, String name) throws IOException {
    require(json.currentToken().isBoolean(), name);
    return json.getBooleanValue();
  }

  private static void require(boolean holds, String field) {
    if (!holds) {
      throw malformed(field);
    }
  }

  /** Without the value, which may be part of a conversation. */
  private static InvalidInputException malformed(String field) {
    return InvalidInputException.missing(field, "it is malformed where it is stored");
  }
}
