package dev.mnemo.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Where a command reads and writes.
 *
 * @param out results, and nothing else
 * @param err progress and errors
 * @param interactive whether {@code err} is a terminal, where progress is shown
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean interactive) {

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\n\\t\\r]]");

  /**
   * A line for people. What was stored may hold anything: control characters, which could rewrite
   * the screen, are shown as a question mark.
   */
  void say(String text) {
    out.println(printable(text));
  }

  /** As {@link #say}, without an end of line. */
  void sayPiece(String piece) {
    out.print(printable(piece));
    out.flush();
  }

  /** What went wrong, for people. */
  void complain(String text) {
    err.println(printable("mnemo: " + text));
  }

  private static String printable(String text) {
    return CONTROLS.matcher(text).replaceAll("?");
  }

  /** What ended a command, for people or for programs. */
  void fail(JsonNode error, String text, boolean json) {
    if (json) {
      err.println(error);
    } else {
      complain(text);
    }
  }

  /** Says on {@code err} what goes on, for people who watch. */
  void note(String text) {
    if (interactive) {
      err.println(printable(text));
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
