package dev.mnemo.adapter.llm.offline;

/**
 * A word with its grammar.
 *
 * @param tag the Penn Treebank's part of speech, such as {@code NNP}
 * @param lemma the dictionary form, in lower case
 */
record Token(Word word, String tag, String lemma) {

  String text() {
    return word.text();
  }

  String lower() {
    return word.lower();
  }

  boolean is(String prefix) {
    return tag.startsWith(prefix);
  }

  boolean proper() {
    return tag.startsWith("NNP");
  }
}
