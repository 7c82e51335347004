package dev.mnemo.application.service;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into chunks that read well on their own: whole paragraphs where they fit, else
 * whole sentences, else words; a heading opens a chunk and stays with what follows it. Chunks are
 * cuts of the text in its order, which together leave out nothing but white space between them.
 */
final class TextSplitter {

  private final int maxWords;

  /**
   * @param maxWords how many words a chunk holds at most, 1 or more
   */
  TextSplitter(int maxWords) {
    this.maxWords = maxWords;
  }

  /** The chunks, none blank. */
  List<String> split(String text) {
    Packing packing = new Packing(text);
    for (TextBlock block : TextBlock.of(text)) {
      packing.add(block);
    }
    packing.close();
    return packing.chunks;
  }

  private final class Packing {

    private final String text;
    private final List<String> chunks = new ArrayList<>();
    // The open chunk: from start to end, empty where they are equal.
    private int start;
    private int end;
    private int words;
    private boolean headingsOnly = true;

    Packing(String text) {
      this.text = text;
    }

    void add(TextBlock block) {
      if (block.heading() && !headingsOnly) {
        close();
      }
      int size = Words.count(text.substring(block.start(), block.end()));
      if (words + size > maxWords && size <= maxWords && !headingsOnly) {
        close();
      }
      if (words + size <= maxWords) {
        append(block.start(), block.end(), size, block.heading());
      } else {
        addSentences(block);
      }
    }

    private void addSentences(TextBlock block) {
      BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
      sentences.setText(text.substring(block.start(), block.end()));
      int from = block.start();
      for (int next = sentences.next(); next != BreakIterator.DONE; next = sentences.next()) {
        addSentence(from, block.start() + next, block.heading());
        from = block.start() + next;
      }
    }

    private void addSentence(int from, int to, boolean heading) {
      int size = Words.count(text.substring(from, to));
      if (words + size > maxWords && !headingsOnly) {
        close();
      }
      int at = from;
      while (at < to) {
        if (words == maxWords) {
          close();
        }
        int cut = Words.cut(text, at, to, maxWords - words);
        append(at, cut, Words.count(text.substring(at, cut)), heading);
        if (cut < to) {
          close();
        }
        at = cut;
      }
    }

    private void append(int from, int to, int size, boolean heading) {
      if (size == 0) {
        return;
      }
      if (start == end) {
        start = from;
      }
      end = to;
      words += size;
      headingsOnly &= heading;
    }

    void close() {
      if (start < end) {
        chunks.add(text.substring(start, end).strip());
      }
      start = end;
      words = 0;
      headingsOnly = true;
    }
  }
}
