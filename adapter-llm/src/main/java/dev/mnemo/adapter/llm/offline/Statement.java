package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A clause written as a sentence that stands on its own. */
final class Statement {

  private final List<Token> tokens;
  private final List<TimeExpressions.Found> times;
  private final List<Word> words = new ArrayList<>();

  private Statement(List<Token> tokens, List<TimeExpressions.Found> times) {
    this.tokens = tokens;
    this.times = times;
  }

  /**
   * The sentence; empty where a pronoun in it stays unexplained.
   *
   * @param nouns reads a noun phrase or pronoun; empty where nothing explains it
   */
  static Optional<String> of(
      List<Noun> subjects,
      List<Word> verb,
      Clause clause,
      List<Token> tokens,
      List<TimeExpressions.Found> times,
      Function<Phrase, Optional<Noun>> nouns) {
    Statement statement = new Statement(tokens, times);
    statement.subjects(subjects);
    statement.words.addAll(verb);
    for (Phrase phrase : clause.rest()) {
      if (!statement.phrase(phrase, nouns)) {
        return Optional.empty();
      }
    }
    for (Phrase time : clause.times()) {
      statement.time(time);
    }
    return Optional.of(statement.text());
  }

  private void subjects(List<Noun> subjects) {
    for (int i = 0; i < subjects.size(); i++) {
      if (i > 0) {
        boolean last = i == subjects.size() - 1;
        words.add(new Word(last ? "and" : ",", last));
      }
      addSpaced(subjects.get(i).words());
    }
  }

  private boolean phrase(Phrase phrase, Function<Phrase, Optional<Noun>> nouns) {
    if (phrase.kind() == Kind.TIME) {
      time(phrase);
      return true;
    }
    boolean open = phrase.of(tokens).stream().anyMatch(NounReader::needsContext);
    if (!open) {
      phrase.of(tokens).forEach(token -> words.add(token.word()));
      return true;
    }
    Optional<Noun> noun = nouns.apply(phrase);
    noun.ifPresent(read -> addSpaced(read.words()));
    return noun.isPresent();
  }

  private void time(Phrase phrase) {
    List<Token> own = phrase.of(tokens);
    for (int i = 0; i < own.size(); i++) {
      Word word = own.get(i).word();
      boolean preposition = i == 0 && !own.get(i).proper() && !word.lower().isEmpty();
      words.add(i == 0 ? new Word(preposition ? lowered(word) : word.text(), true) : word);
    }
    times.stream()
        .filter(found -> found.from() == phrase.from() && found.relative())
        .findFirst()
        .flatMap(TimeExpressions.Found::period)
        .ifPresent(period -> words.add(new Word("(" + shown(period) + ")", true)));
  }

  private static String lowered(Word word) {
    return word.text().length() > 1 && Character.isUpperCase(word.text().charAt(1))
        ? word.text()
        : word.lower();
  }

  private static String shown(TimePeriod period) {
    return period.start().equals(period.end()) ? "since " + period.start() : period.shown();
  }

  private void addSpaced(List<Word> added) {
    for (int i = 0; i < added.size(); i++) {
      Word word = added.get(i);
      words.add(i == 0 ? new Word(word.text(), true) : word);
    }
  }

  private String text() {
    String text = WordSplitter.join(words).strip();
    int first = text.codePointAt(0);
    return Character.toString(Character.toUpperCase(first))
        + text.substring(Character.charCount(first))
        + (text.endsWith(".") ? "" : ".");
  }
}
