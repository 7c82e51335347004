package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Question.Asks;
import dev.mnemo.domain.model.graph.Evidence;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what in the context answers a question, the facts first, and words it by quoting. What does
 * not answer for sure is not quoted: precision before recall.
 */
final class AnswerFinder {

  /** An answer with what it quotes. */
  record Answer(String text, List<Evidence> drawnFrom) {}

  private static final int MOST_QUOTES = 3;
  private static final String OTHERWISE = "Memory does not say so. It says: ";

  /** Verbs of what holds once, or at one time: another statement than the asked one tells. */
  private static final Set<String> TELLING =
      Stems.in(WordSplitter.split("live born marry meet work move"));

  private final Question question;
  private final Instant now;
  private final List<Quote> all;
  private final List<Quote> facts;
  private final Lazy<List<Quote>> sentences;

  AnswerFinder(Question question, List<Evidence> context, Instant now) {
    this.question = question;
    this.now = now;
    this.all = QuoteReader.facts(context);
    this.facts = current(all);
    this.sentences = new Lazy<>(() -> QuoteReader.sentences(context));
  }

  /** Empty where the context does not answer. */
  Optional<Answer> find() {
    return switch (question.asks()) {
      case ABOUT -> quoted("", firstOf(this::isAbout));
      case WHETHER -> whether();
      default -> quoted("", best());
    };
  }

  /** The question's names of which the context says nothing at all. */
  List<String> unknown() {
    return question.names().stream()
        .filter(
            name ->
                Stream.concat(all.stream(), sentences.get().stream())
                    .noneMatch(quote -> quote.names(name)))
        .toList();
  }

  private List<Quote> current(List<Quote> all) {
    boolean anytime = !question.present() && question.time().isEmpty();
    Instant by = question.time().map(TimePeriod::until).orElse(now);
    Residences residences =
        new Residences(all.stream().flatMap(quote -> quote.fact().stream()).toList());
    return anytime
        ? all
        : all.stream()
            .filter(quote -> !residences.outdated(quote.fact().orElseThrow(), by))
            .toList();
  }

  // Facts, or where none fits, sentences.
  private List<Quote> firstOf(Predicate<Quote> fits) {
    List<Quote> fitting = facts.stream().filter(fits).toList();
    return fitting.isEmpty() ? sentences.get().stream().filter(fits).toList() : fitting;
  }

  private boolean isAbout(Quote quote) {
    return question.names().stream().allMatch(name -> Quote.is(quote.subject(), name));
  }

  private List<Quote> best() {
    List<Quote> stated = best(facts, question);
    return stated.isEmpty() ? best(sentences.get(), question) : stated;
  }

  private List<Quote> best(List<Quote> quotes, Question asked) {
    Relevance relevance = new Relevance(asked, now);
    List<Quote> answering = quotes.stream().filter(relevance::answers).toList();
    int best = answering.stream().mapToInt(relevance::rank).max().orElse(0);
    return answering.stream().filter(quote -> relevance.rank(quote) == best).toList();
  }

  private Optional<Answer> whether() {
    Relevance relevance = new Relevance(question, now);
    Optional<Quote> stated = facts.stream().filter(relevance::matches).findFirst();
    if (stated.isPresent()) {
      String word = stated.get().negated() ? "No. " : "Yes. ";
      return quoted(relevance.plainly(stated.get()) ? word : "", List.of(stated.get()));
    }
    return otherwise()
        .or(() -> quoted("", sentences.get().stream().filter(relevance::matches).toList()));
  }

  // "Does Bob live in Paris?" – it says where he lives.
  private Optional<Answer> otherwise() {
    Set<String> telling =
        question.terms().stream().filter(TELLING::contains).collect(Collectors.toSet());
    return telling.isEmpty() || question.subjects().isEmpty()
        ? Optional.empty()
        : quoted(OTHERWISE, best(facts, question.with(Asks.ANYTHING, telling)));
  }

  // None that stands in another.
  private static List<Quote> widest(List<Quote> quotes) {
    return quotes.stream()
        .filter(
            quote ->
                quotes.stream()
                    .map(Quote::text)
                    .noneMatch(text -> !text.equals(quote.text()) && text.contains(quote.text())))
        .toList();
  }

  private static Optional<Answer> quoted(String opening, List<Quote> quotes) {
    Set<String> texts = new LinkedHashSet<>();
    Set<Evidence> evidence = new LinkedHashSet<>();
    for (Quote quote : widest(quotes)) {
      if (texts.size() < MOST_QUOTES || texts.contains(quote.text())) {
        texts.add(quote.text());
        evidence.add(quote.evidence());
      }
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Answer(opening + String.join(" ", texts), List.copyOf(evidence)));
  }
}
