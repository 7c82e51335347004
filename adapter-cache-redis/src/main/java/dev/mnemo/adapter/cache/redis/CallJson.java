package dev.mnemo.adapter.cache.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.ModelCall;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UsageBy;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The stored form of a model call, a compact JSON array: id, session or null, operation, model,
 * tokens in, tokens out, cost as a text or null, whether estimated. Its time is its score.
 */
record CallJson(JsonNode columns) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COLUMNS = 8;

  static String write(ModelCall call) {
    Usage usage = call.usage();
    ArrayNode columns = JsonNodeFactory.instance.arrayNode();
    columns.add(call.id());
    columns.add(call.session().map(SessionId::value).orElse(null));
    columns.add(call.operation().name());
    columns.add(call.model());
    columns.add(usage.tokensIn());
    columns.add(usage.tokensOut());
    columns.add(usage.costUsd().map(BigDecimal::toPlainString).orElse(null));
    columns.add(usage.estimated() ? 1 : 0);
    return columns.toString();
  }

  static CallJson read(String text) throws IOException {
    JsonNode columns = JSON.readTree(text);
    if (!columns.isArray() || columns.size() < COLUMNS) {
      throw new IOException("is no array of " + COLUMNS);
    }
    return new CallJson(columns);
  }

  /** The group that it belongs to, as {@link UsageBy#groupOf} tells it. */
  Optional<String> group(UsageBy by, long micros) {
    return switch (by) {
      case MODEL -> text(3);
      case SESSION -> text(1);
      case DAY ->
          Optional.of(SessionRecord.time(micros).atOffset(ZoneOffset.UTC).toLocalDate().toString());
      case OPERATION -> text(2);
    };
  }

  Usage usage() throws IOException {
    try {
      return new Usage(
          columns.get(4).longValue(),
          columns.get(5).longValue(),
          text(6).map(BigDecimal::new),
          columns.get(7).intValue() == 1);
    } catch (InvalidInputException | NumberFormatException e) {
      throw new IOException("has an impossible usage", e);
    }
  }

  private Optional<String> text(int column) {
    return Optional.ofNullable(columns.get(column).textValue());
  }
}
