package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mnemo.application.port.in.DeletionReport;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.graph.GraphCounts;
import java.util.ArrayList;
import java.util.List;

/** What a deletion took, store by store, for people and for programs. */
final class DeletionText {

  private DeletionText() {}

  /**
   * Tells it on the console.
   *
   * @param subject what was deleted, to which the report is added
   */
  static void tell(
      Console console, boolean json, String name, ObjectNode subject, DeletionReport report) {
    if (json) {
      console.json(subject.setAll(shape(report)));
    } else {
      lines(name, report).forEach(console::say);
    }
  }

  private static List<String> lines(String name, DeletionReport report) {
    List<String> stores = new ArrayList<>();
    if (report.log().sessions() + report.log().entries() > 0) {
      stores.add(
          "sessions   %s, %s"
              .formatted(
                  Console.count(report.log().sessions(), "session"),
                  Console.count(report.log().entries(), "turn")));
    }
    if (!report.graph().equals(new GraphCounts(0, 0, 0, 0, 0))) {
      stores.add("graph      " + graph(report.graph()));
    }
    add(stores, "datasets   ", report.datasets(), "dataset");
    add(stores, "grants     ", report.grants(), "grant");
    add(stores, "feedback   ", report.feedback(), "rated turn");
    add(stores, "jobs       ", report.jobs(), "job");
    add(stores, "usage      ", report.modelCalls(), "call");
    add(stores, "users      ", report.users(), "user");
    boolean dry = report.mode() == ForgetMode.DRY_RUN;
    if (stores.isEmpty()) {
      return List.of("%s: there was nothing to delete".formatted(name));
    }
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(name, dry ? "this would go; nothing is changed" : "deleted"));
    stores.forEach(store -> lines.add("  " + store));
    return lines;
  }

  private static void add(List<String> stores, String store, long number, String noun) {
    if (number > 0) {
      stores.add(store + Console.count(number, noun));
    }
  }

  /** "1 document, 2 chunks, 3 facts", without what there is none of. */
  static String graph(GraphCounts counts) {
    List<String> parts = new ArrayList<>();
    part(parts, counts.documents(), "document", "documents");
    part(parts, counts.chunks(), "chunk", "chunks");
    part(parts, counts.entities(), "entity", "entities");
    part(parts, counts.facts(), "fact", "facts");
    part(parts, counts.summaries(), "summary", "summaries");
    return parts.isEmpty() ? "empty" : String.join(", ", parts);
  }

  private static void part(List<String> parts, long number, String one, String many) {
    if (number > 0) {
      parts.add("%d %s".formatted(number, number == 1 ? one : many));
    }
  }

  private static ObjectNode shape(DeletionReport report) {
    ObjectNode node = JsonShapes.object();
    node.put("dry_run", report.mode() == ForgetMode.DRY_RUN);
    node.put("sessions", report.log().sessions());
    node.put("entries", report.log().entries());
    node.set("graph", shape(report.graph()));
    node.put("datasets", report.datasets());
    node.put("grants", report.grants());
    node.put("feedback", report.feedback());
    node.put("jobs", report.jobs());
    node.put("model_calls", report.modelCalls());
    node.put("users", report.users());
    return node;
  }

  static ObjectNode shape(GraphCounts counts) {
    return JsonShapes.object()
        .put("documents", counts.documents())
        .put("chunks", counts.chunks())
        .put("entities", counts.entities())
        .put("facts", counts.facts())
        .put("summaries", counts.summaries());
  }
}
