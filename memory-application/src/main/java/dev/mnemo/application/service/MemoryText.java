package dev.mnemo.application.service;

import dev.mnemo.application.port.in.Ranked;
import dev.mnemo.domain.model.History;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Validity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What is known of a user, as a prompt shows it. */
final class MemoryText {

  private MemoryText() {}

  /**
   * <pre>
   * Facts:
   * - Alice lives in Paris. (from 2010-01-01 until 2024-05-02)
   *
   * Entities:
   * - Paris (place): the capital of France
   *
   * Previous conversation:
   * …
   * </pre>
   *
   * A part that has nothing is left out.
   */
  static String of(List<Ranked> facts, List<Ranked> entities, List<QAEntry> messages) {
    List<String> parts = new ArrayList<>();
    add(parts, "Facts:", facts);
    add(parts, "Entities:", entities);
    if (!messages.isEmpty()) {
      parts.add(new History(messages, List.of()).asText(false));
    }
    return String.join("\n", parts);
  }

  private static void add(List<String> parts, String title, List<Ranked> found) {
    if (found.isEmpty()) {
      return;
    }
    StringBuilder part = new StringBuilder(title).append('\n');
    // Several facts may come from one sentence, which says all of them.
    found.stream()
        .map(one -> line(one.evidence()))
        .distinct()
        .forEach(line -> part.append("- ").append(line).append('\n'));
    parts.add(part.toString());
  }

  private static String line(Evidence evidence) {
    return evidence instanceof Evidence.OfFact fact
        ? fact.statement() + times(fact.validity())
        : evidence.text();
  }

  private static String times(Validity validity) {
    List<String> times = new ArrayList<>();
    validity.validAt().ifPresent(from -> times.add("from " + day(from)));
    validity.invalidAt().ifPresent(until -> times.add("until " + day(until)));
    return times.isEmpty() ? "" : " (" + String.join(" ", times) + ")";
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
