package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mnemo.domain.model.Job;
import java.util.Locale;

/** A job, for people and for programs. */
final class JobText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JobText() {}

  static String line(Job job) {
    return "%s  %s  %s  %s%s"
        .formatted(
            job.createdAt(),
            state(job),
            job.id(),
            job.kind(),
            job.total() > 0 ? "  %d of %d turns".formatted(job.done(), job.total()) : "");
  }

  static ObjectNode shape(Job job) {
    ObjectNode node = JsonShapes.object();
    node.put("job_id", job.id());
    node.put("user_id", job.user().value());
    node.put("kind", job.kind());
    node.put("state", state(job));
    node.put("attempts", job.attempts());
    node.put("done", job.done());
    node.put("total", job.total());
    node.put("created_at", job.createdAt().toString());
    node.put("changed_at", job.changedAt().toString());
    job.arguments().values().forEach(node.putObject("arguments")::put);
    node.set("report", job.report().map(JobText::report).orElse(null));
    return node;
  }

  /** As JSON, which a finished job's report is; the cause of a failure is a text. */
  static JsonNode report(String report) {
    try {
      return JSON.readTree(report);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(report);
    }
  }

  private static String state(Job job) {
    return job.state().name().toLowerCase(Locale.ROOT);
  }
}
