package dev.mnemo.benchmarks;

import dev.mnemo.benchmarks.Conversations.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What of a conversation becomes one entry of a session. */
enum Units {
  /** Each turn one, without an answer. */
  TURNS(1),
  /** Two turns that follow each other in a session: a question and its answer. */
  PAIRS(2);

  private static final String BETWEEN = "|";

  private final int most;

  Units(int most) {
    this.most = most;
  }

  /**
   * The units of a name such as {@code pairs}.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Units named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Turns that are one entry, whose id names them. */
  record Entry(List<Turn> turns) {

    String id() {
      return turns.stream().map(Turn::id).collect(Collectors.joining(BETWEEN));
    }

    /** The ids of the turns of the entry of an id. */
    static List<String> turnsOf(String id) {
      return List.of(id.split("\\Q" + BETWEEN + "\\E"));
    }
  }

  /** The entries of a conversation, in its order. */
  List<Entry> of(List<Turn> conversation) {
    List<List<Turn>> entries = new ArrayList<>();
    for (Turn turn : conversation) {
      boolean full =
          entries.isEmpty()
              || entries.getLast().size() == most
              || entries.getLast().getLast().session() != turn.session();
      if (full) {
        entries.add(new ArrayList<>());
      }
      entries.getLast().add(turn);
    }
    return entries.stream().map(turns -> new Entry(List.copyOf(turns))).toList();
  }
}
