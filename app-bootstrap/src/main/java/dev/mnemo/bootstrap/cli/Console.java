package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param out results, and nothing else
 * @param err progress and errors
 * @param interactive whether {@code err} is a terminal, where progress is shown
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

  /** Says on {@code err} what goes on, for people who watch. */
  void note(String text) {
    if (interactive) {
      err.println(text);
    }
  }

  /** A number of things in words: "1 turn", "2 turns". */
  static String count(long number, String noun) {
    return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  /** A result as JSON on a line of its own. */
  void json(JsonNode node) {
    out.println(node);
  }
}
