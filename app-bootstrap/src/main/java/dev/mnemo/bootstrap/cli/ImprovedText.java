package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.AppliedFeedback;
import dev.mnemo.application.port.in.FailedEntry;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.PersistReport;
import dev.mnemo.application.port.in.PersistedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What improving did, for people and for programs. */
final class ImprovedText {

  private ImprovedText() {}

  /** Whether something is left to the next run; that there is no such session is no failure. */
  static boolean failed(Improved improved) {
    return improved.feedback().stream().anyMatch(one -> one.failure().isPresent())
        || improved.persisting().sessions().stream()
            .anyMatch(
                session ->
                    switch (session.outcome()) {
                      case DONE, UNKNOWN -> false;
                      case INCOMPLETE, FAILED, BUSY -> true;
                    });
  }

  static List<String> lines(Improved improved) {
    List<String> lines = new ArrayList<>();
    for (PersistedSession session : improved.persisting().sessions()) {
      lines.add("%s: %s".formatted(session.session(), outcome(session)));
      session.reason().ifPresent(reason -> lines.add("  " + reason));
      for (FailedEntry failed : session.failed()) {
        lines.add("  turn %s is not in: %s".formatted(failed.entry(), failed.reason()));
      }
    }
    for (AppliedFeedback one : improved.feedback()) {
      if (one.applied() + one.withdrawn() > 0 || one.failure().isPresent()) {
        lines.add(feedback(one));
      }
    }
    return lines;
  }

  private static String outcome(PersistedSession session) {
    if (session.outcome() == PersistedSession.Outcome.UNKNOWN) {
      return "there is no such session";
    }
    List<String> parts = new ArrayList<>();
    parts.add(Console.count(session.persisted(), "turn") + " brought in");
    parts.add(session.known() + " there already");
    if (!session.failed().isEmpty()) {
      parts.add(session.failed().size() + " failed");
    }
    if (session.left() > 0) {
      parts.add(session.left() + " left");
    }
    if (session.persisted() > 0) {
      parts.add(Console.count(session.nodes(), "new node"));
      parts.add(Console.count(session.facts(), "new fact"));
    }
    String spent = UsageText.isPaid(session.usage()) ? " · " + UsageText.of(session.usage()) : "";
    return String.join(", ", parts) + spent;
  }

  private static String feedback(AppliedFeedback one) {
    return "%s: feedback on %s applied, %s withdrawn, %s changed%s"
        .formatted(
            one.session(),
            Console.count(one.applied(), "turn"),
            Console.count(one.withdrawn(), "turn"),
            Console.count(one.elements(), "weight"),
            one.failure().map(cause -> "; it broke off: " + cause).orElse(""));
  }

  static ObjectNode shape(Improved improved) {
    PersistReport report = improved.persisting();
    ObjectNode node = JsonShapes.object();
    node.put("dataset", report.dataset().name().value());
    node.put("owner", report.dataset().owner().value());
    node.put("complete", !failed(improved));
    ArrayNode sessions = node.putArray("sessions");
    report.sessions().forEach(session -> sessions.add(shape(session)));
    ArrayNode feedback = node.putArray("feedback");
    improved.feedback().forEach(one -> feedback.add(shape(one)));
    node.set("usage", JsonShapes.usage(report.usage()));
    return node;
  }

  private static ObjectNode shape(PersistedSession session) {
    ObjectNode node = JsonShapes.object();
    node.put("session_id", session.session().value());
    node.put("outcome", session.outcome().name().toLowerCase(Locale.ROOT));
    node.put("persisted", session.persisted());
    node.put("already_there", session.known());
    ArrayNode failed = node.putArray("failed");
    session
        .failed()
        .forEach(
            one ->
                failed.addObject().put("qa_id", one.entry().value()).put("reason", one.reason()));
    node.put("left", session.left());
    node.put("nodes", session.nodes());
    node.put("facts", session.facts());
    node.set("usage", JsonShapes.usage(session.usage()));
    node.put("reason", session.reason().orElse(null));
    return node;
  }

  private static ObjectNode shape(AppliedFeedback one) {
    return JsonShapes.object()
        .put("session_id", one.session().value())
        .put("applied", one.applied())
        .put("withdrawn", one.withdrawn())
        .put("elements", one.elements())
        .put("error", one.failure().orElse(null));
  }
}
