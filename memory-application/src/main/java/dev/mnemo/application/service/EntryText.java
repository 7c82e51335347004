package dev.mnemo.application.service;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.graph.Spoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of an entry goes into the graph, and in which form. */
final class EntryText {

  /** How many entries before one explain it. */
  static final int PRECEDING_ENTRIES = 2;

  private static final int PRECEDING_TURNS = 2;
  private static final String USER = "User";
  private static final String ASSISTANT = "Assistant";

  /** Who speaks where no name is known. */
  static final Set<String> ROLES = Set.of(USER, ASSISTANT);

  // "Jon: I lost my job", "Mary Ann: …"
  private static final Pattern SPEAKER =
      Pattern.compile(
          "^\\s*(\\p{Lu}[\\p{L}\\p{M}.'’-]*(?: \\p{Lu}[\\p{L}\\p{M}.'’-]*){0,3}): \\s*\\S");
  // From the first blank of a run alone, or many blanks would be gone through from each.
  private static final Pattern LINE_BREAKS = Pattern.compile("(?:(?<!\\s)\\s+)?\\R\\s*");

  private EntryText() {}

  /** One side of an entry: who says what. */
  record Said(String speaker, String text) {

    private static Said of(String text, String role) {
      Matcher named = SPEAKER.matcher(text);
      return new Said(named.find() ? named.group(1) : role, text);
    }

    /** The text with its speaker in front, once. */
    String labelled(String part) {
      return part.startsWith(speaker + ": ") ? part : speaker + ": " + part;
    }
  }

  /** A passage of an entry, with its place among the entry's. */
  record Passage(int position, Said said, String text, Spoken spoken) {}

  /** What tells an edited entry from the one that was persisted. */
  static ContentHash content(QAEntry entry) {
    return ContentHash.of(
        "session entry", entry.question(), entry.answer(), entry.time().toString());
  }

  /** The entry's sides that are not blank: the question, then the answer. */
  static List<Said> sides(QAEntry entry) {
    List<Said> sides = new ArrayList<>();
    if (!entry.question().isBlank()) {
      sides.add(Said.of(entry.question(), USER));
    }
    if (!entry.answer().isBlank()) {
      sides.add(Said.of(entry.answer(), ASSISTANT));
    }
    return sides;
  }

  /**
   * The entry's passages: question and answer apart, long ones split.
   *
   * @param before the entries directly before it, oldest first
   */
  static List<Passage> passages(QAEntry entry, List<QAEntry> before, TextSplitter splitter) {
    List<Said> earlier = new ArrayList<>();
    before.forEach(one -> earlier.addAll(sides(one)));
    List<Passage> passages = new ArrayList<>();
    for (Said side : sides(entry)) {
      Spoken spoken = new Spoken(side.speaker(), preceding(earlier));
      for (String part : splitter.split(side.text())) {
        passages.add(new Passage(passages.size(), side, part, spoken));
      }
      earlier.add(side);
    }
    return passages;
  }

  /** The entries before one as extraction reads them, each side on a line with its speaker. */
  static String conversation(List<QAEntry> before) {
    return before.stream()
        .flatMap(entry -> sides(entry).stream())
        .map(side -> side.labelled(head(side.text().strip())))
        .collect(Collectors.joining("\n"));
  }

  private static String preceding(List<Said> earlier) {
    return earlier.stream()
        .skip(Math.max(0, earlier.size() - PRECEDING_TURNS))
        .map(side -> asPreceding(side.text()))
        .collect(Collectors.joining("\n"));
  }

  /** What the turn after it keeps of a turn: its beginning, on one line. */
  static String asPreceding(String text) {
    return head(LINE_BREAKS.matcher(text.strip()).replaceAll(" "));
  }

  // Never half a surrogate pair.
  private static String head(String text) {
    if (text.length() <= Spoken.MOST_OF_A_TURN) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(Spoken.MOST_OF_A_TURN - 1));
    return text.substring(0, pair ? Spoken.MOST_OF_A_TURN - 1 : Spoken.MOST_OF_A_TURN);
  }
}
