package dev.mnemo.application.service;

import dev.mnemo.application.port.in.AppliedFeedback;
import dev.mnemo.application.port.in.FailedEntry;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.PersistReport;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.domain.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports as jobs keep them: JSON, with the names that {@code ShowJob} tells. */
final class JobReports {

  private JobReports() {}

  static String of(Improved improved) {
    return object(
        field("dataset", text(improved.persisting().dataset().name().value())),
        field("sessions", sessions(improved.persisting())),
        field("feedback", array(improved.feedback().stream().map(JobReports::feedback).toList())));
  }

  static String of(PersistReport report) {
    return object(
        field("dataset", text(report.dataset().name().value())),
        field("sessions", sessions(report)));
  }

  /** What a job says that came to nothing. */
  static String failure(String cause) {
    return object(field("error", text(cause)));
  }

  private static String sessions(PersistReport report) {
    return array(report.sessions().stream().map(JobReports::session).toList());
  }

  private static String session(PersistedSession one) {
    return object(
        field("session_id", text(one.session().value())),
        field("outcome", text(one.outcome().name().toLowerCase(Locale.ROOT))),
        field("persisted", Long.toString(one.persisted())),
        field("already_there", Long.toString(one.known())),
        field("failed", array(one.failed().stream().map(JobReports::entry).toList())),
        field("left", Long.toString(one.left())),
        field("nodes", Long.toString(one.nodes())),
        field("facts", Long.toString(one.facts())),
        field("usage", usage(one.usage())),
        field("reason", optional(one.reason())));
  }

  private static String entry(FailedEntry one) {
    return object(field("qa_id", text(one.entry().value())), field("reason", text(one.reason())));
  }

  private static String feedback(AppliedFeedback one) {
    return object(
        field("session_id", text(one.session().value())),
        field("applied", Long.toString(one.applied())),
        field("withdrawn", Long.toString(one.withdrawn())),
        field("elements", Long.toString(one.elements())),
        field("error", optional(one.failure())));
  }

  private static String usage(Usage usage) {
    return object(
        field("tokens_in", Long.toString(usage.tokensIn())),
        field("tokens_out", Long.toString(usage.tokensOut())),
        field("cost_usd", usage.costUsd().map(cost -> cost.toPlainString()).orElse("null")),
        field("estimated", Boolean.toString(usage.estimated())));
  }

  private static Map.Entry<String, String> field(String name, String json) {
    return Map.entry(name, json);
  }

  @SafeVarargs
  private static String object(Map.Entry<String, String>... fields) {
    return List.of(fields).stream()
        .map(field -> text(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String array(List<String> values) {
    return values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String optional(Optional<String> value) {
    return value.map(JobReports::text).orElse("null");
  }

  // RFC 8259, section 7.
  private static String text(String value) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return json.append('"').toString();
  }
}
