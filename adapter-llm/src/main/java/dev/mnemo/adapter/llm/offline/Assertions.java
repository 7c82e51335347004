package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.List;
import java.util.Set;

/** Tells sentences that state something from those that ask, guess, report or suppose. */
final class Assertions {

  private static final Set<String> HEDGES = WordLists.ENGLISH.under("hedge");
  private static final Set<String> HEDGING_VERBS = WordLists.ENGLISH.under("hedging verb");
  private static final Set<String> REPORTING_VERBS = WordLists.ENGLISH.under("reporting verb");
  private static final Set<String> MODALS = WordLists.ENGLISH.under("modal");

  private static final Set<String> NOT = Set.of("not", "n't");

  /** "Not only a doctor" is a doctor; "not always late" is late at times. */
  private static final Set<String> PARTLY =
      Set.of("only", "just", "merely", "simply", "necessarily", "always", "all", "every");

  private Assertions() {}

  /** Whether nothing in the sentence takes its statements back. */
  static boolean asserts(String sentence, List<Token> tokens, List<Phrase> phrases) {
    if (sentence.endsWith("?") || sentence.contains("?\"") || sentence.contains("?”")) {
      return false;
    }
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean hedgingVerb = token.is("VB") && HEDGING_VERBS.contains(token.lemma());
      boolean according = token.lower().equals("according");
      boolean partly =
          i > 0 && NOT.contains(tokens.get(i - 1).lower()) && PARTLY.contains(token.lower());
      if (HEDGES.contains(token.lower()) || hedgingVerb || according || partly) {
        return false;
      }
    }
    return !reports(tokens, phrases);
  }

  /** Whether the verb states what is, was or can be, rather than what may or will be. */
  static boolean real(List<Token> verb) {
    return verb.stream().noneMatch(token -> MODALS.contains(token.lower()));
  }

  // "Maria said that …", "I think Bob …", "…, Tom explained"
  private static boolean reports(List<Token> tokens, List<Phrase> phrases) {
    for (int i = 0; i < phrases.size(); i++) {
      if (phrases.get(i).kind() != Kind.VERB) {
        continue;
      }
      Token head = phrases.get(i).last(tokens);
      if (!REPORTING_VERBS.contains(head.lemma())) {
        continue;
      }
      boolean otherVerb = false;
      for (int j = 0; j < phrases.size(); j++) {
        otherVerb |= j > i && phrases.get(j).kind() == Kind.VERB && !coordinated(phrases, i, j);
      }
      boolean that =
          i + 1 < phrases.size()
              && phrases.subList(i + 1, Math.min(i + 3, phrases.size())).stream()
                  .anyMatch(
                      phrase ->
                          phrase.kind() == Kind.RELATIVE || phrase.kind() == Kind.SUBORDINATOR);
      boolean trailing = i >= 2 && commaBefore(phrases, i);
      if (otherVerb || that || trailing) {
        return true;
      }
    }
    return false;
  }

  // "Tom wrote a book and moved to Rome"
  private static boolean coordinated(List<Phrase> phrases, int first, int second) {
    return phrases.subList(first + 1, second).stream()
        .anyMatch(phrase -> phrase.kind() == Kind.CONJUNCTION || phrase.kind() == Kind.OTHER);
  }

  private static boolean commaBefore(List<Phrase> phrases, int verb) {
    boolean verbBefore =
        phrases.subList(0, verb).stream().anyMatch(phrase -> phrase.kind() == Kind.VERB);
    return verbBefore
        && phrases.get(verb - 2).kind() == Kind.COMMA
        && (phrases.get(verb - 1).kind() == Kind.NOUN
            || phrases.get(verb - 1).kind() == Kind.PRONOUN);
  }
}
