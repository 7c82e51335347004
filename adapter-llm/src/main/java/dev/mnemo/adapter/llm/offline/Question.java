package dev.mnemo.adapter.llm.offline;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a question asks, as far as its words tell.
 *
 * @param subjects the names that are its grammatical subject; empty where it asks for that, or
 *     where it has none
 * @param names all its names, the subjects included; "the user" for "I"
 * @param owned whether it asks for something of its names, as in "Alice's job"
 * @param open whether what it asks for is its grammatical subject, as in "Who lives in Rome?"
 * @param passive whether a form of "be" is its finite verb, as in "Who was hired by Bob?"
 * @param terms the stems of its other words, without those that carry grammar only
 * @param category the stems of what it asks for a kind of, as in "which instrument"
 * @param time when, where it says so
 * @param present whether it asks for what holds now
 */
record Question(
    Asks asks,
    List<String> subjects,
    List<String> names,
    boolean owned,
    boolean open,
    boolean passive,
    Set<String> terms,
    Set<String> category,
    Optional<TimePeriod> time,
    boolean present,
    boolean negated) {

  /** What an answer has to hold. */
  enum Asks {
    PLACE,
    TIME,
    PERSON,
    NUMBER,
    REASON,
    ANYTHING,
    /** Yes or no. */
    WHETHER,
    /** Someone's work. */
    WORK,
    /** Whatever is known of the names. */
    ABOUT
  }

  Question with(Asks other, Set<String> otherTerms) {
    return new Question(
        other,
        subjects,
        subjects,
        owned,
        open,
        passive,
        otherTerms,
        Set.of(),
        Optional.empty(),
        present,
        negated);
  }
}
