package dev.mnemo.adapter.llm.offline;

import java.util.List;

/**
 * A noun phrase read in its text.
 *
 * @param names the entities it names, pronouns resolved and articles dropped; several for a group
 * @param words as a sentence that stands on its own has it
 * @param sureness 0 to 1
 * @param denied whether it says that there is none, as "no children"
 */
record Noun(List<String> names, List<Word> words, double sureness, boolean denied) {

  String name() {
    return names.getFirst();
  }
}
