package dev.mnemo.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of a text that belongs together: a Markdown heading, a fenced block, or a paragraph.
 *
 * @param start index of its first character
 * @param end index behind its last
 */
record TextBlock(int start, int end, boolean heading) {

  private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}(\\s.*)?");
  private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-{2,})\\s*");
  private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");

  /** The blocks of a text in their order; what is between them is white space. */
  static List<TextBlock> of(String text) {
    Scan scan = new Scan();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      scan.line(text.substring(start, end).stripTrailing(), start, end);
      start = end;
    }
    scan.close(false);
    return scan.blocks;
  }

  private static final class Scan {

    private final List<TextBlock> blocks = new ArrayList<>();
    private int start;
    private int end;
    private int lines;
    private String fence = "";

    void line(String line, int from, int to) {
      if (!fence.isEmpty()) {
        take(from, to);
        if (line.strip().startsWith(fence)) {
          fence = "";
          close(false);
        }
      } else if (line.isBlank()) {
        close(false);
      } else if (FENCE.matcher(line).matches()) {
        close(false);
        take(from, to);
        fence = line.strip().substring(0, 3);
      } else if (HEADING.matcher(line).matches()) {
        close(false);
        take(from, to);
        close(true);
      } else {
        take(from, to);
        if (lines == 2 && UNDERLINE.matcher(line).matches()) {
          close(true);
        }
      }
    }

    private void take(int from, int to) {
      if (lines++ == 0) {
        start = from;
      }
      end = to;
    }

    void close(boolean heading) {
      if (lines > 0) {
        blocks.add(new TextBlock(start, end, heading));
      }
      lines = 0;
    }
  }
}
