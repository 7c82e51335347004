package dev.mnemo.adapter.llm.offline;

import java.util.List;

/**
 * Words of a sentence that belong together.
 *
 * @param from its first token
 * @param to behind its last token
 */
record Phrase(Kind kind, int from, int to) {

  enum Kind {
    NOUN,
    PRONOUN,
    /** A finite verb with its auxiliaries and adverbs. */
    VERB,
    /** "to" and a verb. */
    INFINITIVE,
    /** A participle without an auxiliary. */
    PARTICIPLE,
    ADJECTIVE,
    ADVERB,
    PREPOSITION,
    CONJUNCTION,
    COMMA,
    TIME,
    /** "who", "which", "that", "what" … */
    RELATIVE,
    /** "because", "when" …: another clause begins. */
    SUBORDINATOR,
    OTHER
  }

  List<Token> of(List<Token> tokens) {
    return tokens.subList(from, to);
  }

  Token first(List<Token> tokens) {
    return tokens.get(from);
  }

  Token last(List<Token> tokens) {
    return tokens.get(to - 1);
  }

  /** What a noun phrase is about: "capital" in "the capital of France". */
  Token head(List<Token> tokens) {
    for (int i = from + 1; i < to; i++) {
      if (tokens.get(i).is("IN") || tokens.get(i).tag().equals("TO")) {
        return tokens.get(i - 1);
      }
    }
    return last(tokens);
  }
}
