package dev.mnemo.application.service;

/**
 * Counts and cuts text by words. A run without white space is one word for every 32 characters
 * begun, and in scripts that put no space between words every character is one, so that no text
 * escapes a limit in words.
 */
final class Words {

  private static final int LONGEST = 32;

  /** Below, no script stands without spaces; asking for the script of each letter takes long. */
  private static final int FIRST_THAI = 0x0E00;

  private Words() {}

  /** How many words a text has. */
  static int count(String text) {
    return new Scan(text, 0, text.length()).all();
  }

  /**
   * Where to cut so that the head has at most {@code limit} words: behind a line where that keeps
   * half of them, else behind a word, else inside one.
   *
   * @param limit 1 or more
   * @return an index above {@code start}, {@code end} where everything fits
   */
  static int cut(String text, int start, int end, int limit) {
    int cut = new Scan(text, start, end).within(limit);
    if (cut == end) {
      return end;
    }
    int line = text.substring(start, cut).lastIndexOf('\n') + 1;
    return line > (cut - start) / 2 ? start + line : cut;
  }

  /** One walk over a part of a text. */
  private static final class Scan {

    private final String text;
    private final int end;
    private int at;
    private int words;
    private int narrow;

    Scan(String text, int start, int end) {
      this.text = text;
      this.at = start;
      this.end = end;
    }

    int all() {
      while (at < end) {
        step();
      }
      return words;
    }

    int within(int limit) {
      int start = at;
      int boundary = start;
      while (at < end) {
        int before = at;
        if (Character.isWhitespace(text.codePointAt(before))) {
          boundary = before;
        }
        step();
        if (words > limit) {
          return boundary > start ? boundary : before;
        }
      }
      return end;
    }

    private void step() {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (Character.isWhitespace(character)) {
        narrow = 0;
      } else if (standsAlone(character)) {
        words++;
      } else if (narrow++ % LONGEST == 0) {
        words++;
      }
    }
  }

  /** Whether a character is of a script that puts no space between words. */
  static boolean standsAlone(int character) {
    if (character < FIRST_THAI) {
      return false;
    }
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }
}
