package dev.mnemo.adapter.llm.offline;

import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.Evidence.OfFact;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that memory says and that can be quoted.
 *
 * @param text as it is quoted
 * @param words of the sentence that says it
 * @param subject of whom or what it says it, empty where that is not known
 * @param stems of all that it says
 * @param fact empty for a sentence of a text
 */
record Quote(
    Evidence evidence,
    String text,
    List<Word> words,
    String subject,
    Set<String> stems,
    Optional<OfFact> fact) {

  private static final Set<String> NEGATIONS =
      Set.of("not", "n't", "never", "no", "neither", "nor");

  static Quote of(OfFact fact) {
    List<Word> words = WordSplitter.split(fact.statement());
    Set<String> stems = new HashSet<>(Stems.in(words));
    Stream.of(fact.subject().name(), fact.predicate(), fact.object().name())
        .forEach(part -> stems.addAll(Stems.in(WordSplitter.split(part))));
    return new Quote(
        fact, fact.statement(), words, fact.subject().name(), Set.copyOf(stems), Optional.of(fact));
  }

  static Quote of(Evidence evidence, String text, List<Word> words, String subject) {
    return new Quote(evidence, text, words, subject, Stems.in(words), Optional.empty());
  }

  boolean negated() {
    return fact.map(OfFact::negated)
        .orElseGet(() -> words.stream().anyMatch(word -> NEGATIONS.contains(word.lower())));
  }

  /** The times that it tells; those without a date by the day on which it is read. */
  List<TimeExpressions.Found> times(LocalDate today) {
    return TimeExpressions.find(words, today, true);
  }

  /** Whether the quote names it anywhere. */
  boolean names(String name) {
    return holds(words, name)
        || is(subject, name)
        || fact.map(known -> is(known.object().name(), name)).orElse(false);
  }

  /**
   * Whether an entity is what a question's name means: "Alice Smith" is Alice, "Alice's cat" and
   * "mother of Alice" are not.
   */
  static boolean is(String entity, String name) {
    List<Word> words = WordSplitter.split(entity);
    return holds(words, name)
            && words.stream()
                .map(Word::lower)
                .noneMatch(word -> word.equals("'s") || word.equals("of"))
        || entity.equalsIgnoreCase(name);
  }

  private static boolean holds(List<Word> words, String name) {
    List<String> part = lower(WordSplitter.split(name));
    return Collections.indexOfSubList(lower(words), part) >= 0;
  }

  private static List<String> lower(List<Word> words) {
    return words.stream().map(Word::lower).toList();
  }
}
