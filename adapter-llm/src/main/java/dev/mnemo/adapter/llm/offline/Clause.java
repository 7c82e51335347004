package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.List;

/**
 * A subject, a finite verb, and what follows it.
 *
 * @param subjects the coordinated nouns or pronouns before the verb
 * @param appositive what stands between commas behind the subject, empty for nothing
 * @param rest the phrases behind the verb up to the next clause
 * @param times expressions of time before the subject
 */
record Clause(
    List<Phrase> subjects,
    List<Phrase> appositive,
    Phrase verb,
    List<Phrase> rest,
    List<Phrase> times) {

  boolean has(Kind kind) {
    return rest.stream().anyMatch(phrase -> phrase.kind() == kind);
  }

  /** Behind the last token. */
  int end() {
    return rest.isEmpty() ? verb.to() : rest.getLast().to();
  }
}
