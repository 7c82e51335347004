package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the clauses of a sentence around its finite verbs. */
final class ClauseReader {

  private static final Set<Kind> NOMINAL = Set.of(Kind.NOUN, Kind.PRONOUN);
  private static final Set<String> ALTERNATIVES = Set.of("or", "nor");
  private static final Set<Kind> LINKS =
      Set.of(Kind.COMMA, Kind.CONJUNCTION, Kind.SUBORDINATOR, Kind.RELATIVE);
  private static final Set<Kind> ENDS = Set.of(Kind.SUBORDINATOR, Kind.RELATIVE, Kind.OTHER);

  private final List<Token> tokens;
  private final List<Phrase> phrases;

  private ClauseReader(List<Token> tokens, List<Phrase> phrases) {
    this.tokens = tokens;
    this.phrases = phrases;
  }

  /** The clauses that have a subject, in order. */
  static List<Clause> read(List<Token> tokens, List<Phrase> phrases) {
    return new ClauseReader(tokens, phrases).clauses();
  }

  /**
   * Where a verb's subject is: from its first phrase on; the verb's own place where it has none.
   */
  private record Subject(int start, List<Phrase> nouns, List<Phrase> appositive) {
    static Subject none(int verb) {
      return new Subject(verb, List.of(), List.of());
    }
  }

  private List<Clause> clauses() {
    List<Integer> verbs = new ArrayList<>();
    for (int i = 0; i < phrases.size(); i++) {
      if (phrases.get(i).kind() == Kind.VERB) {
        verbs.add(i);
      }
    }
    List<Subject> subjects = new ArrayList<>();
    Subject previous = Subject.none(0);
    for (int verb : verbs) {
      Subject found = subject(verb, previous);
      subjects.add(found);
      previous = found;
    }
    List<Clause> clauses = new ArrayList<>();
    for (int v = 0; v < verbs.size(); v++) {
      Subject subject = subjects.get(v);
      int verb = verbs.get(v);
      int limit = phrases.size();
      if (v + 1 < verbs.size()) {
        int start = subjects.get(v + 1).start();
        limit = start > verb ? start : verbs.get(v + 1);
      }
      if (!subject.nouns().isEmpty() && readable(verb + 1, limit)) {
        clauses.add(
            new Clause(
                subject.nouns(),
                subject.appositive(),
                phrases.get(verb),
                rest(verb + 1, limit),
                timesBefore(Math.min(subject.start(), verb))));
      }
    }
    return clauses;
  }

  // Whether the clause breaks off at no word that nothing explains.
  private boolean readable(int from, int limit) {
    int end = from;
    while (end < limit && !ENDS.contains(kind(end))) {
      end++;
    }
    return end >= limit
        || kind(end) != Kind.OTHER
        || phrases.get(end).first(tokens).text().codePoints().noneMatch(Character::isLetterOrDigit);
  }

  private List<Phrase> rest(int from, int limit) {
    int end = from;
    while (end < limit && !ENDS.contains(kind(end))) {
      end++;
    }
    boolean cut = end < phrases.size() && ENDS.contains(kind(end)) && kind(end) != Kind.OTHER;
    while (end > from
        && (LINKS.contains(kind(end - 1)) || (cut && kind(end - 1) == Kind.PREPOSITION))) {
      end--;
    }
    // "left his wife a month after …": the month belongs to what follows.
    boolean loose =
        cut && end - from > 1 && kind(end - 1) == Kind.NOUN && NOMINAL.contains(kind(end - 2));
    return phrases.subList(from, loose ? end - 1 : end);
  }

  private List<Phrase> timesBefore(int start) {
    int i = start;
    while (i > 0 && (kind(i - 1) == Kind.COMMA || kind(i - 1) == Kind.TIME)) {
      i--;
    }
    // Behind a verb the time belongs to that verb.
    boolean leads = i == 0 || LINKS.contains(kind(i - 1)) && kind(i - 1) != Kind.COMMA;
    return leads
        ? phrases.subList(i, start).stream().filter(phrase -> phrase.kind() == Kind.TIME).toList()
        : List.of();
  }

  private Subject subject(int verb, Subject previous) {
    int j = verb - 1;
    while (j >= 0 && (kind(j) == Kind.ADVERB || kind(j) == Kind.TIME)) {
      j--;
    }
    if (j < 0) {
      return Subject.none(verb);
    }
    if (kind(j) == Kind.COMMA) {
      return aside(j, verb);
    }
    if (NOMINAL.contains(kind(j))) {
      return coordinated(j, verb);
    }
    if (kind(j) == Kind.CONJUNCTION && !previous.nouns().isEmpty()) {
      String word = phrases.get(j).first(tokens).lower();
      boolean shares = word.equals("and") || word.equals("but");
      return shares ? new Subject(verb, previous.nouns(), List.of()) : Subject.none(verb);
    }
    if (kind(j) == Kind.RELATIVE) {
      int head = j > 0 && kind(j - 1) == Kind.COMMA ? j - 2 : j - 1;
      boolean refers =
          Set.of("who", "which", "that").contains(phrases.get(j).first(tokens).lower());
      return refers && head >= 0 && kind(head) == Kind.NOUN
          ? new Subject(verb, List.of(phrases.get(head)), List.of())
          : Subject.none(verb);
    }
    return Subject.none(verb);
  }

  // "Alice, a doctor from Paris, works": the subject stands before the pair of commas.
  private Subject aside(int closing, int verb) {
    int open = closing - 1;
    while (open > 0 && kind(open) != Kind.COMMA) {
      open--;
    }
    if (open <= 0 || !NOMINAL.contains(kind(open - 1))) {
      return Subject.none(verb);
    }
    boolean relative = kind(open + 1) == Kind.RELATIVE;
    boolean verbs =
        phrases.subList(open, closing).stream().anyMatch(phrase -> phrase.kind() == Kind.VERB);
    if (verbs && !relative) {
      return Subject.none(verb);
    }
    Subject head = coordinated(open - 1, verb);
    return head.nouns().isEmpty() || relative
        ? head
        : new Subject(head.start(), head.nouns(), phrases.subList(open + 1, closing));
  }

  private Subject coordinated(int last, int verb) {
    int j = last;
    int end = phrases.get(last).to();
    // "The museum in Paris opened": the museum did.
    while (j >= 2 && kind(j - 1) == Kind.PREPOSITION && kind(j - 2) == Kind.NOUN) {
      j -= 2;
    }
    if (j >= 1 && kind(j - 1) == Kind.PREPOSITION) {
      return Subject.none(verb);
    }
    if (j >= 2 && isOr(j - 1)) {
      return Subject.none(verb);
    }
    int start = j;
    boolean linked = false;
    while (start >= 2 && NOMINAL.contains(kind(start - 2)) && joins(start - 1, linked)) {
      linked = true;
      start -= 2;
    }
    boolean objects =
        start > 0
            && Set.of(Kind.VERB, Kind.PREPOSITION, Kind.INFINITIVE, Kind.PARTICIPLE)
                .contains(kind(start - 1));
    if (start < j && objects) {
      start = j;
    }
    List<Phrase> nouns = new ArrayList<>();
    for (int i = start; i < j; i += 2) {
      nouns.add(phrases.get(i));
    }
    nouns.add(new Phrase(kind(j), phrases.get(j).from(), end));
    return new Subject(start, List.copyOf(nouns), List.of());
  }

  private boolean isOr(int at) {
    return kind(at) == Kind.CONJUNCTION
        && ALTERNATIVES.contains(phrases.get(at).first(tokens).lower());
  }

  private boolean joins(int at, boolean linked) {
    String word = phrases.get(at).first(tokens).lower();
    return (kind(at) == Kind.CONJUNCTION && word.equals("and")) || (linked && word.equals(","));
  }

  private Kind kind(int i) {
    return phrases.get(i).kind();
  }
}
