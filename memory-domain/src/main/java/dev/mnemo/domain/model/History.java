package dev.mnemo.domain.model;

import java.util.List;

/**
 * Entries of one session, oldest first, and what could not be read among them.
 *
 * @param damaged stored records in the range that are malformed; the others are unaffected
 */
public record History(List<QAEntry> entries, List<DamagedRecord> damaged) {

  /** Nothing was said yet. */
  public static final History EMPTY = new History(List.of(), List.of());

  public History {
    entries = List.copyOf(Require.present("entries", entries));
    damaged = List.copyOf(Require.present("damaged records", damaged));
  }

  /**
   * The text form for prompts and people; empty for no entries.
   *
   * <pre>
   * Previous conversation:
   *
   * [2026-01-31T10:15:30Z]
   * QUESTION: …
   * CONTEXT: …      (only with {@code includeContext}, where there is one)
   * ANSWER: …
   * </pre>
   */
  public String asText(boolean includeContext) {
    if (entries.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("Previous conversation:\n");
    for (QAEntry entry : entries) {
      text.append("\n[").append(entry.time()).append("]\n");
      text.append("QUESTION: ").append(entry.question()).append('\n');
      String context = entry.turn().context();
      if (includeContext && !context.isEmpty()) {
        text.append("CONTEXT: ").append(context).append('\n');
      }
      text.append("ANSWER: ").append(entry.answer()).append('\n');
    }
    return text.toString();
  }
}
