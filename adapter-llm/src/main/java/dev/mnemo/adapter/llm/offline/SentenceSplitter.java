package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text, plain or Markdown or a dialogue, into sentences. */
final class SentenceSplitter {

  /**
   * A sentence.
   *
   * @param speaker who says it, where its line begins with a name and a colon
   * @param quoted whether it stands, wholly or in part, inside quotation marks
   */
  record Sentence(String text, Optional<String> speaker, boolean quoted) {}

  private static final Pattern SPEAKER =
      Pattern.compile(
          "^(?:\\[[^\\]]{1,40}]\\s*)?((?:\\p{Lu}[\\p{L}\\p{M}.'’-]{0,30}+ ?){1,3})"
              + "(?:\\([^)]{1,40}\\))?:\\s+(?=\\S)");
  private static final Set<String> LABELS = WordLists.ENGLISH.under("label");
  private static final Pattern BULLET = Pattern.compile("^(?:[-*+•>]|\\d{1,3}[.)]|#{1,6})\\s+");
  private static final Pattern LINK =
      Pattern.compile("!?\\[([^\\]\\[]{0,200})]\\([^)\\s]{0,500}\\)");
  private static final Pattern EMPHASIS =
      Pattern.compile("\\*{1,3}|`|(?<!\\w)_{1,2}|_{1,2}(?!\\w)");
  private static final Pattern INITIALS = Pattern.compile("(?:\\p{Lu}\\.)+");
  private static final Pattern LAST_WORD = Pattern.compile("(\\S{1,12})$");

  private SentenceSplitter() {}

  static List<Sentence> split(String text) {
    List<Sentence> sentences = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    boolean code = false;
    for (String raw : text.split("\\R")) {
      String line = raw.strip();
      if (line.startsWith("```")) {
        code = !code;
        continue;
      }
      if (code || line.startsWith("|")) {
        continue;
      }
      boolean starts =
          line.isEmpty() || BULLET.matcher(line).find() || SPEAKER.matcher(line).find();
      if (starts) {
        addParagraph(paragraph.toString(), sentences);
        paragraph.setLength(0);
      }
      if (!paragraph.isEmpty()) {
        paragraph.append(' ');
      }
      paragraph.append(line);
      if (line.startsWith("#")) {
        addParagraph(paragraph.toString(), sentences);
        paragraph.setLength(0);
      }
    }
    addParagraph(paragraph.toString(), sentences);
    return sentences;
  }

  private static void addParagraph(String raw, List<Sentence> sentences) {
    String text = BULLET.matcher(raw).replaceFirst("");
    text = LINK.matcher(text).replaceAll("$1");
    text = EMPHASIS.matcher(text).replaceAll("").strip();
    Optional<String> speaker = Optional.empty();
    Matcher prefix = SPEAKER.matcher(text);
    if (prefix.find()) {
      String name = prefix.group(1).strip();
      if (!LABELS.contains(name.toLowerCase(Locale.ROOT))) {
        speaker = Optional.of(name);
      }
      text = text.substring(prefix.end());
    }
    if (text.isBlank()) {
      return;
    }
    boolean open = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!endsSentence(text, start, i)) {
        continue;
      }
      int end = closing(text, i + 1);
      open = add(text.substring(start, end), speaker, open, sentences);
      start = end;
      i = end - 1;
    }
    add(text.substring(start), speaker, open, sentences);
  }

  private static boolean add(
      String raw, Optional<String> speaker, boolean open, List<Sentence> sentences) {
    String text = raw.strip();
    boolean inside = open;
    boolean quoted = open;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> {
          inside = !inside;
          quoted = true;
        }
        case '“', '«', '„' -> {
          inside = true;
          quoted = true;
        }
        case '”', '»' -> {
          inside = false;
          quoted = true;
        }
        case '‘' -> {
          inside = true;
          quoted = true;
        }
        case '’' -> {
          boolean afterMark = i > 0 && ",.!?—".indexOf(text.charAt(i - 1)) >= 0;
          inside = inside && !afterMark;
        }
        default -> {}
      }
    }
    if (!text.isEmpty()) {
      sentences.add(new Sentence(text, speaker, quoted));
    }
    return inside;
  }

  private static boolean endsSentence(String text, int start, int i) {
    char c = text.charAt(i);
    if (c == '。' || c == '！' || c == '？') {
      return true;
    }
    if (c != '.' && c != '!' && c != '?' && c != '…') {
      return false;
    }
    int next = closing(text, i + 1);
    if (next >= text.length()) {
      return true;
    }
    if (!Character.isWhitespace(text.charAt(next))) {
      return false;
    }
    int following = next;
    while (following < text.length() && Character.isWhitespace(text.charAt(following))) {
      following++;
    }
    if (following >= text.length()) {
      return true;
    }
    boolean lower = Character.isLowerCase(text.codePointAt(following));
    if (c != '.') {
      // '"Really?" she asked' goes on.
      return !lower;
    }
    return !lower && !abbreviated(text, start, i);
  }

  private static boolean abbreviated(String text, int start, int period) {
    int from = Math.max(start, period - 12);
    Matcher matcher = LAST_WORD.matcher(text.substring(from, period + 1));
    if (!matcher.find()) {
      return false;
    }
    String word = matcher.group(1);
    // "J. K. Rowling", "the U.S. Navy"
    boolean initial = INITIALS.matcher(word).matches() && !word.equals("I.");
    return initial
        || WordSplitter.ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT))
            && !word.equals("etc.")
            && !word.endsWith("m.");
  }

  private static int closing(String text, int from) {
    int end = from;
    while (end < text.length() && ".!?…\"”’')]»".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }
}
