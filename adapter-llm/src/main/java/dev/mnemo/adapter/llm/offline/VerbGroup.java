package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A finite verb with its auxiliaries. */
record VerbGroup(List<Token> tokens) {

  private static final Set<String> STATES =
      Set.of(
          "be", "live", "work", "have", "own", "study", "teach", "reside", "stay", "know", "like",
          "love", "want", "need", "lead", "serve", "belong", "attend", "manage", "run", "speak");
  private static final Set<String> COPULAS = Set.of("be", "become", "remain");
  private static final Set<String> INTRANSITIVE =
      Set.of(
          "be", "live", "go", "work", "become", "have", "move", "start", "finish", "stay", "come",
          "arrive", "grow", "happen", "study", "play", "begin");
  private static final Set<String> NEGATIONS = Set.of("not", "n't", "never", "no", "longer");

  Token head() {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (tokens.get(i).is("VB") || tokens.get(i).tag().equals("MD")) {
        return tokens.get(i);
      }
    }
    return tokens.getFirst();
  }

  private Token first() {
    return tokens.stream()
        .filter(token -> token.is("VB") || token.tag().equals("MD"))
        .findFirst()
        .orElse(tokens.getFirst());
  }

  boolean negated() {
    return tokens.stream().anyMatch(token -> NEGATIONS.contains(token.lower()));
  }

  boolean ended() {
    return tokens.stream().anyMatch(token -> token.lower().equals("longer"));
  }

  boolean copula() {
    return COPULAS.contains(head().lemma());
  }

  boolean past() {
    return first().tag().equals("VBD") && !first().lemma().equals("have");
  }

  boolean passive() {
    return head().tag().equals("VBN") && auxiliary("be");
  }

  boolean progressive() {
    return head().tag().equals("VBG") && auxiliary("be");
  }

  private boolean auxiliary(String lemma) {
    return tokens.stream()
        .anyMatch(token -> !token.equals(head()) && token.is("VB") && token.lemma().equals(lemma));
  }

  /** Whether it tells how things were for a while, rather than what happened. */
  boolean state() {
    return STATES.contains(head().lemma()) && !passive();
  }

  /**
   * The verb without adverbs and negation: {@code has lived}, {@code is working}, {@code likes}.
   */
  String text(boolean singular) {
    List<String> words = new ArrayList<>();
    for (Token token : tokens) {
      if (token.is("RB") || NEGATIONS.contains(token.lower())) {
        continue;
      }
      words.add(token.equals(first()) ? firstForm(singular) : token.lower());
    }
    boolean does =
        words.size() > 1 && first().lemma().equals("do") && !head().equals(first()) && !past();
    if (does) {
      words.removeFirst();
      words.set(
          0,
          singular || first().lower().equals("does")
              ? Verbs.thirdPerson(words.getFirst())
              : words.getFirst());
    }
    return String.join(" ", words);
  }

  /** The words as a sentence has them, contractions written out. */
  List<Word> rendered(boolean singular) {
    List<Word> words = new ArrayList<>();
    for (Token token : tokens) {
      String text =
          token.equals(first())
              ? firstForm(singular)
              : token.lower().equals("n't") ? "not" : token.lower();
      if (text.equals("longer") || !text.equals("no")) {
        words.add(new Word(text, true));
      } else {
        words.add(new Word("no", true));
      }
    }
    return words;
  }

  private String firstForm(boolean singular) {
    Token token = first();
    String lower = token.lower();
    if (lower.equals("'s")) {
      return perfect() ? "has" : "is";
    }
    if (lower.equals("ca")) {
      return "can";
    }
    if (!singular) {
      return switch (lower) {
        case "'m" -> "am";
        case "'re" -> "are";
        case "'ve" -> "have";
        default -> lower;
      };
    }
    boolean present = token.tag().equals("VBP") || token.tag().equals("VB");
    boolean auxiliary = Set.of("am", "are", "'m", "'re", "'ve", "have", "were").contains(lower);
    return present || auxiliary ? Verbs.thirdPerson(lower) : lower;
  }

  private boolean perfect() {
    Token head = head();
    return !head.equals(first())
        && head.tag().equals("VBN")
        && (INTRANSITIVE.contains(head.lemma()) || tokens.size() > 2);
  }
}
