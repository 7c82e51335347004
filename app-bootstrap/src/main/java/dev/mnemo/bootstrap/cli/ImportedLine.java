package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.SavedSession;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.Ending;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.UserScope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the fields of an imported line say. */
final class ImportedLine {

  private ImportedLine() {}

  /** The record, where the line is a session's and not a turn's. */
  static Optional<JsonNode> session(JsonNode line) {
    JsonNode record = line.path("session");
    if (record.isMissingNode()) {
      return Optional.empty();
    }
    if (!record.isObject()) {
      throw new InvalidInputException("session", record, "give an object");
    }
    return Optional.of(record);
  }

  static UserScope scope(JsonNode line, UserScope caller) {
    return JsonLines.optional(line, "user_id")
        .map(id -> UserScope.of(new UserId(id)))
        .orElse(caller);
  }

  static SessionId sessionId(JsonNode line) {
    return new SessionId(JsonLines.required(line, "session_id"));
  }

  static NewTurn turn(JsonNode line, EntryId id) {
    return new NewTurn(
        Optional.of(id),
        time(line, "time"),
        JsonLines.required(line, "question"),
        JsonLines.required(line, "answer"),
        JsonLines.optional(line, "context").orElse(""),
        used(line.path("used_graph_element_ids")),
        usage(line.path("usage")),
        metadata(line.path("metadata")));
  }

  /** With all that it cost as spent beside its entries, until they are known. */
  static SavedSession saved(JsonNode record) {
    Instant start =
        time(record, "started_at")
            .orElseThrow(
                () ->
                    InvalidInputException.missing(
                        "started_at", "write it like 2026-01-31T10:15:30Z"));
    return new SavedSession(
        sessionId(record),
        start,
        time(record, "last_activity_at").orElse(start),
        ending(record),
        metadata(record.path("metadata")),
        usage(record.path("usage")));
  }

  private static Optional<Ending> ending(JsonNode record) {
    String status = JsonLines.optional(record, "status").orElse("running");
    Optional<Ending.Outcome> outcome =
        switch (status.toLowerCase(Locale.ROOT)) {
          case "completed" -> Optional.of(Ending.Outcome.COMPLETED);
          case "failed" -> Optional.of(Ending.Outcome.FAILED);
          case "running", "abandoned" -> Optional.empty();
          default ->
              throw new InvalidInputException(
                  "status", status, "use running, abandoned, completed or failed");
        };
    return outcome.map(
        how ->
            new Ending(
                how,
                time(record, "ended_at")
                    .orElseThrow(
                        () ->
                            InvalidInputException.missing(
                                "ended_at", "say when the session was ended"))));
  }

  private static GraphElementIds used(JsonNode node) {
    return new GraphElementIds(texts(node.path("node_ids")), texts(node.path("edge_ids")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Usage usage(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Usage.NONE;
    }
    JsonNode cost = node.path("cost_usd");
    return new Usage(
        node.path("tokens_in").asLong(),
        node.path("tokens_out").asLong(),
        cost.isNumber() ? Optional.of(cost.decimalValue()) : Optional.empty(),
        node.path("estimated").asBoolean());
  }

  private static Optional<Instant> time(JsonNode line, String field) {
    Optional<String> text = JsonLines.optional(line, field);
    try {
      return text.map(Instant::parse);
    } catch (DateTimeException e) {
      throw new InvalidInputException(field, text.orElse(""), "write it like 2026-01-31T10:15:30Z");
    }
  }

  static Optional<Feedback> feedback(JsonNode line) {
    JsonNode score = line.path("feedback_score");
    if (score.isMissingNode() || score.isNull()) {
      return Optional.empty();
    }
    if (!score.isInt()) {
      throw new InvalidInputException("feedback_score", score, "use a whole number from 1 to 5");
    }
    return Optional.of(
        new Feedback(score.asInt(), JsonLines.optional(line, "feedback_text").orElse("")));
  }

  private static Metadata metadata(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Metadata.NONE;
    }
    if (!node.isObject()) {
      throw new InvalidInputException("metadata", node, "give an object");
    }
    Map<String, String> values = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field ->
                values.put(
                    field.getKey(),
                    field.getValue().isTextual()
                        ? field.getValue().asText()
                        : field.getValue().toString()));
    return new Metadata(values);
  }
}
